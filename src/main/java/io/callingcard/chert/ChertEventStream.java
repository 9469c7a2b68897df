package io.callingcard.chert;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.provider.inbound.EventJson;
import io.callingcard.provider.inbound.EventPipeline;
import io.callingcard.provider.wire.Effect;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/**
 * Listens to Chert's stream of events. Each connection lives for a minute and is then opened again, from the last routed
 * event. A connection without a heartbeat is opened again too.
 */
final class ChertEventStream extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(ChertEventStream.class);
    private static final String PATH = "/api/v1/events/stream";
    private static final Duration OVERLAP = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(45);
    private static final int LARGEST_DOUBLING = 10;

    private final ChertConfiguration configuration;
    private final ProviderClient client;
    private final EventPipeline reception;
    private final ChertCursor cursor;
    private int failures;

    ChertEventStream(ChertConfiguration configuration, ProviderClient client, EventPipeline reception) {
        this.configuration = configuration;
        this.client = client;
        this.reception = reception;
        this.cursor = new ChertCursor(configuration, reception.subscriber());
    }

    @Override
    protected void doStart() {
        client.blocking(() -> {
                    cursor.open();
                    return null;
                })
                .onComplete(opened -> connect());
    }

    private void connect() {
        if (!isRunAllowed()) {
            return;
        }
        String target = Target.of(PATH)
                .query("since", cursor.position().minus(OVERLAP).toString())
                .toString();
        WireRequest request = WireRequest.of("events", Effect.NONE, HttpMethod.GET, target, WireBody.EMPTY);
        Listening listening = new Listening();
        client.follow(request, SILENCE, listening::line)
                // The received events are routed before the next connection asks for later ones.
                .transform(closed -> listening
                        .taken()
                        .transform(taken -> Future.succeededFuture(closed.failed() ? closed.cause() : taken.cause())))
                .onSuccess(this::again);
    }

    private void again(Throwable failure) {
        if (failure == null) {
            failures = 0;
            connect();
            return;
        }
        LOG.warn("The stream of events broke; connecting again: {}", failure.getMessage());
        long wait = Math.min(
                configuration.getInitialBackoff() << Math.min(failures++, LARGEST_DOUBLING),
                configuration.getMaxBackoff());
        client.after(Duration.ofMillis(wait)).onSuccess(waited -> connect());
    }

    /** One connection: parses lines to events, and routes them one after the other. */
    private final class Listening {

        private final StringBuilder data = new StringBuilder();
        private Future<Void> queue = Future.succeededFuture();

        /** A blank line ends the data of an event; a comment is a heartbeat. */
        void line(String line) {
            if (line.startsWith("data:")) {
                data.append(line.substring("data:".length()).strip());
            } else if (line.isBlank() && data.length() > 0) {
                Json.read(data.toString().getBytes(StandardCharsets.UTF_8))
                        .filter(JsonNode::isObject)
                        .ifPresent(event -> queue = queue.compose(before -> take(event)));
                data.setLength(0);
            }
        }

        Future<Void> taken() {
            return queue;
        }

        private Future<Void> take(JsonNode event) {
            String id = EventJson.text(event, "event_id", "id");
            if (id == null || cursor.isPassed(id)) {
                return Future.succeededFuture();
            }
            if (!isRunAllowed() || reception.isSuspended()) {
                return Future.failedFuture("the route is suspended");
            }
            return reception.take(Json.write(event)).compose(settled -> {
                if (!settled) {
                    return Future.failedFuture("the route failed for an event");
                }
                Instant at = EventJson.instant(EventJson.text(event, "created_at", "timestamp"));
                return client.blocking(() -> {
                    cursor.pass(id, at == null ? cursor.position() : at);
                    return null;
                });
            });
        }
    }
}
