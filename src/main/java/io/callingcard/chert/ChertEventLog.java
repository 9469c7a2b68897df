// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
 * Polls Chert's event log from where the last round stopped. The log lists the newest events first and guarantees no
 * order. So a round walks to the oldest page, and then reads back page by page, holding one page at a time.
 */
final class ChertEventLog extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(ChertEventLog.class);
    private static final String PATH = "/api/v1/events";
    private static final int PAGE = 200;

    private final ChertConfiguration configuration;
    private final ProviderClient client;
    private final EventPipeline pipeline;
    private final FetchedEvents events;

    ChertEventLog(ChertConfiguration configuration, ProviderClient client, EventPipeline pipeline) {
        this.configuration = configuration;
        this.client = client;
        this.pipeline = pipeline;
        this.events = new FetchedEvents(configuration, client, pipeline);
    }

    /** A page of the log, and the cursor of the next older page. */
    private record Page(List<JsonNode> rows, String older) {}

    @Override
    protected void doStart() {
        events.open().onComplete(opened -> round());
    }

    private void round() {
        if (!isRunAllowed()) {
            return;
        }
        Future<Void> read = pipeline.isSuspended() ? Future.succeededFuture() : read();
        read.onFailure(e -> LOG.warn("chert: could not read the event log; retrying: {}", e.getMessage()))
                .transform(over -> client.after(Duration.ofMillis(configuration.getPollDelay())))
                .onSuccess(waited -> round());
    }

    private Future<Void> read() {
        String since = events.since();
        return oldestFirst(since, null, new ArrayList<>()).compose(pages -> readBack(since, pages));
    }

    /** Returns the cursors of all pages, the oldest page first. */
    private Future<List<String>> oldestFirst(String since, String from, List<String> way) {
        way.add(0, from == null ? "" : from);
        return page(since, from)
                .compose(page ->
                        page.older() == null ? Future.succeededFuture(way) : oldestFirst(since, page.older(), way));
    }

    private Future<Void> readBack(String since, List<String> way) {
        Future<Void> done = Future.succeededFuture();
        for (String from : way) {
            done = done.compose(before -> page(since, from.isEmpty() ? null : from))
                    .compose(page -> route(page.rows()));
        }
        return done;
    }

    private Future<Page> page(String since, String from) {
        if (!isRunAllowed()) {
            return Future.failedFuture("the route was stopped");
        }
        String target = Target.of(PATH)
                .query("since", since)
                .query("limit", PAGE)
                .query("status", configuration.getEventStatus())
                .query("cursor", from)
                .toString();
        WireRequest request = WireRequest.read("events", target);
        return client.json(request, answer -> {
            List<JsonNode> rows = new ArrayList<>();
            answer.path("events").forEach(rows::add);
            rows.sort(Comparator.comparing(row -> row.path("created_at").asText()));
            return new Page(rows, Json.text(answer, "next_cursor"));
        });
    }

    /** Routes events one after the other. A failure ends the round; the next round starts with that event. */
    private Future<Void> route(List<JsonNode> rows) {
        Future<Void> done = Future.succeededFuture();
        for (JsonNode row : rows) {
            done = done.compose(
                    before -> isRunAllowed() ? events.route(row) : Future.failedFuture("the route was stopped"));
        }
        return done;
    }
}
