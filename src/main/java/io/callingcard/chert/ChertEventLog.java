package io.callingcard.chert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
 * Polls Chert's log of events from where the last round stopped. The log returns the newest page first and guarantees no
 * order. So a round first walks to its oldest page and then reads the pages back, holding one page at a time.
 */
final class ChertEventLog extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(ChertEventLog.class);
    private static final String PATH = "/api/v1/events";
    private static final int PAGE = 200;

    /** Each round begins a little before the end of the last one, because events of the same moment may be logged later. */
    private static final Duration OVERLAP = Duration.ofSeconds(2);

    private final ChertConfiguration configuration;
    private final ProviderClient client;
    private final EventPipeline reception;
    private final ChertCursor cursor;

    ChertEventLog(ChertConfiguration configuration, ProviderClient client, EventPipeline reception) {
        this.configuration = configuration;
        this.client = client;
        this.reception = reception;
        this.cursor = new ChertCursor(configuration, reception.subscriber());
    }

    /** A page of the log, and the cursor of the older page. */
    private record Page(List<JsonNode> events, String older) {}

    @Override
    protected void doStart() {
        client.blocking(() -> {
                    cursor.open();
                    return null;
                })
                .onComplete(opened -> round());
    }

    private void round() {
        if (!isRunAllowed()) {
            return;
        }
        Future<Void> read = reception.isSuspended() ? Future.succeededFuture() : read();
        read.onFailure(e -> LOG.warn("Could not read the log of events; trying again: {}", e.getMessage()))
                .transform(over -> client.after(Duration.ofMillis(configuration.getPollDelay())))
                .onSuccess(waited -> round());
    }

    private Future<Void> read() {
        String since = cursor.position().minus(OVERLAP).toString();
        return oldestFirst(since, null, new ArrayList<>()).compose(pages -> comeBack(since, pages));
    }

    /** Walks to the oldest page and remembers the cursors. */
    private Future<List<String>> oldestFirst(String since, String from, List<String> way) {
        way.add(0, from == null ? "" : from);
        return page(since, from)
                .compose(page ->
                        page.older() == null ? Future.succeededFuture(way) : oldestFirst(since, page.older(), way));
    }

    private Future<Void> comeBack(String since, List<String> way) {
        Future<Void> done = Future.succeededFuture();
        for (String from : way) {
            done = done.compose(before -> page(since, from.isEmpty() ? null : from))
                    .compose(page -> take(page.events()));
        }
        return done;
    }

    private Future<Page> page(String since, String from) {
        if (!isRunAllowed()) {
            return Future.failedFuture("the route was stopped");
        }
        Target target = Target.of(PATH).query("since", since).query("limit", Integer.toString(PAGE));
        if (configuration.getEventStatus() != null) {
            target = target.query("status", configuration.getEventStatus());
        }
        if (from != null) {
            target = target.query("cursor", from);
        }
        WireRequest request = WireRequest.of("events", Effect.NONE, HttpMethod.GET, target.toString(), WireBody.EMPTY);
        return client.json(request, answer -> {
            List<JsonNode> events = new ArrayList<>();
            answer.path("events").forEach(events::add);
            events.sort(Comparator.comparing(row -> row.path("created_at").asText()));
            return new Page(events, EventJson.text(answer, "next_cursor"));
        });
    }

    /** Routes the events one after the other. A failure ends the round; the next round begins with the failed event. */
    private Future<Void> take(List<JsonNode> rows) {
        Future<Void> done = Future.succeededFuture();
        for (JsonNode row : rows) {
            done = done.compose(before -> isRunAllowed() ? take(row) : Future.failedFuture("the route was stopped"));
        }
        return done;
    }

    private Future<Void> take(JsonNode row) {
        String id = EventJson.text(row, "event_id", "id");
        if (cursor.isPassed(id)) {
            return Future.succeededFuture();
        }
        return reception.take(Json.write(row)).compose(settled -> {
            if (!settled) {
                return Future.failedFuture("the route failed for an event");
            }
            Instant at = Optional.ofNullable(EventJson.instant(EventJson.text(row, "created_at")))
                    .orElse(cursor.position());
            return client.blocking(() -> {
                cursor.pass(id, at);
                return null;
            });
        });
    }
}
