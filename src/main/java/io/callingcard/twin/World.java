package io.callingcard.twin;

import io.vertx.core.Vertx;

/**
 * The surroundings of a provider.
 *
 * @param journal     receives what the phones receive
 * @param vertx       posts the events
 * @param allowRemote whether other machines may call the twins and be called
 */
record World(TwinClock clock, Journal journal, Vertx vertx, long seed, boolean allowRemote) {

    /** Whether events may be sent to the address. */
    boolean mayCall(String address) {
        return allowRemote || ThisMachine.isTarget(address);
    }
}
