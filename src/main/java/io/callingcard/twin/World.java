package io.callingcard.twin;

import io.vertx.core.Vertx;

/**
 * The surroundings of a provider.
 *
 * @param journal receives what the phones receive
 * @param vertx   posts the events
 */
record World(TwinClock clock, Journal journal, Vertx vertx, long seed) {}
