// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.provider.inbound.EventPipeline;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireRequest;

/**
 * Listens to Chert's event stream. A connection lasts a minute, and the next one continues from the last routed event.
 * A connection that misses its heartbeat is replaced too.
 */
final class ChertEventStream extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(ChertEventStream.class);
    private static final String PATH = "/api/v1/events/stream";
    private static final Duration SILENCE = Duration.ofSeconds(45);
    private static final int LARGEST_DOUBLING = 10;

    private final ChertConfiguration configuration;
    private final ProviderClient client;
    private final EventPipeline pipeline;
    private final FetchedEvents events;
    private int failures;

    ChertEventStream(ChertConfiguration configuration, ProviderClient client, EventPipeline pipeline) {
        this.configuration = configuration;
        this.client = client;
        this.pipeline = pipeline;
        this.events = new FetchedEvents(configuration, client, pipeline);
    }

    @Override
    protected void doStart() {
        events.open().onComplete(opened -> connect());
    }

    private void connect() {
        if (!isRunAllowed()) {
            return;
        }
        String target = Target.of(PATH).query("since", events.since()).toString();
        WireRequest request = WireRequest.read("events", target);
        Listening listening = new Listening();
        client.follow(request, SILENCE, listening::line)
                // Wait for the received events before the next connection asks for those after the last one.
                .transform(closed -> listening
                        .routed()
                        .transform(routed -> Future.succeededFuture(closed.failed() ? closed.cause() : routed.cause())))
                .onSuccess(this::again);
    }

    private void again(Throwable failure) {
        if (failure == null) {
            failures = 0;
            connect();
            return;
        }
        LOG.warn("chert: the event stream broke off; reconnecting: {}", failure.getMessage());
        long wait = Math.min(
                configuration.getInitialBackoff() << Math.min(failures++, LARGEST_DOUBLING),
                configuration.getMaxBackoff());
        client.after(Duration.ofMillis(wait)).onSuccess(waited -> connect());
    }

    /** One connection. Its events are routed one after the other. */
    private final class Listening {

        private final StreamedEvent event = new StreamedEvent();
        private Future<Void> queue = Future.succeededFuture();

        void line(String line) {
            event.line(line)
                    .flatMap(data -> Json.read(data.getBytes(StandardCharsets.UTF_8)))
                    .filter(JsonNode::isObject)
                    .ifPresent(received -> queue = queue.compose(before -> route(received)));
        }

        Future<Void> routed() {
            return queue;
        }

        private Future<Void> route(JsonNode event) {
            if (FetchedEvents.id(event) == null || events.isRouted(event)) {
                return Future.succeededFuture();
            }
            return isRunAllowed() && !pipeline.isSuspended()
                    ? events.route(event)
                    : Future.failedFuture("the route is suspended or stopped");
        }
    }
}
