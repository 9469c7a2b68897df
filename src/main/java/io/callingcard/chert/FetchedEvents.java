// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;

import io.callingcard.provider.inbound.EventCursors;
import io.callingcard.provider.inbound.EventPipeline;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;

/**
 * Routes events that were polled or streamed, each once, and keeps the position up to which they were read. The position
 * is stored as the option cursors says, or in memory. A first start reads from now on.
 */
final class FetchedEvents {

    private static final int REMEMBERED_EVENTS = 2_000;

    /** How far reads overlap, since events of the same moment may be logged later. */
    private static final Duration OVERLAP = Duration.ofSeconds(2);

    private final ProviderClient client;
    private final EventPipeline pipeline;
    private final EventCursors cursors;
    private final String name;
    private volatile Instant position;

    /** The latest events: an event may be read twice where reads overlap. */
    private final Map<String, Instant> routed = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED_EVENTS;
        }
    };

    FetchedEvents(ChertConfiguration configuration, ProviderClient client, EventPipeline pipeline) {
        this.client = client;
        this.pipeline = pipeline;
        this.cursors = configuration.getCursors();
        this.name = "chert-events:" + pipeline.subscriber();
        this.position = configuration.getClock().instant();
    }

    /** Continues where the last run stopped. */
    Future<Void> open() {
        return client.blocking(() -> {
            if (cursors != null) {
                cursors.position(name).map(Instant::parse).ifPresent(known -> position = known);
            }
            return null;
        });
    }

    /** Returns the time from which the next read starts. */
    String since() {
        return position.minus(OVERLAP).toString();
    }

    static String id(JsonNode event) {
        return Json.text(event, "event_id", "id");
    }

    synchronized boolean isRouted(JsonNode event) {
        return routed.containsKey(id(event));
    }

    /** Routes an event, unless it was routed before. Fails if the route fails; then the event must be read again. */
    Future<Void> route(JsonNode event) {
        if (isRouted(event)) {
            return Future.succeededFuture();
        }
        return pipeline.acceptFetched(Json.write(event)).compose(settled -> {
            if (!settled) {
                return Future.failedFuture("the route failed");
            }
            Instant at = Json.instant(Json.text(event, "created_at", "timestamp"));
            return client.blocking(() -> {
                advance(id(event), at == null ? position : at);
                return null;
            });
        });
    }

    /** Records a routed event. The position never moves back, since the order of events is not guaranteed. */
    private synchronized void advance(String id, Instant at) {
        routed.put(id, at);
        if (at.isAfter(position)) {
            position = at;
            if (cursors != null) {
                cursors.move(name, at.toString());
            }
        }
    }
}
