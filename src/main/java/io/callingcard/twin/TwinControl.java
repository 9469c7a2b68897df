// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** The HTTP interface of the twins: journal, feed, faults, clock, reset, and the control of each provider. */
final class TwinControl {

    private static final int BEAT_MILLIS = 15_000;
    private static final Map<String, String> EXAMPLES = Map.of(
            "chert", "{\"receive\": [{\"from\": \"+1...\", \"text\": \"Hi\"}]}",
            "linq", "{\"activate_cards_after_ms\": 500}, of known chats and lines",
            "wa", "{\"unregistered\": [\"+1...\"]}, of known devices");

    private static final Set<String> CLOCK = Set.of("offset_seconds");
    private final Twins twins;

    TwinControl(Twins twins) {
        this.twins = twins;
    }

    void mount(Router router) {
        BodyHandler body = BodyHandler.create(false).setBodyLimit(64 * 1024);
        router.get(Twins.ROOT + "journal").handler(this::journal);
        router.get(Twins.ROOT + "feed").handler(this::feed);
        router.post(Twins.ROOT + "control/faults").handler(body).handler(this::addFault);
        router.delete(Twins.ROOT + "control/faults").handler(context -> {
            twins.faults.clear();
            done(context);
        });
        router.post(Twins.ROOT + "control/clock").handler(body).handler(this::clock);
        for (ProviderTwin<?, ?> twin : twins.all()) {
            router.post(Twins.ROOT + "control/" + twin.provider())
                    .handler(body)
                    .handler(context -> control(twin, context));
        }
        twins.all().forEach(twin -> router.get(Twins.ROOT + "openapi/" + twin.provider() + ".json")
                .handler(context -> openApi(twin, context)));
        router.post(Twins.ROOT + "control/reset").handler(body).handler(this::reset);
    }

    private static void openApi(ProviderTwin<?, ?> twin, RoutingContext context) {
        context.response()
                .putHeader("content-type", "application/json")
                .end(twin.openApi().toString());
    }

    /** Answers JSON lines, filtered by provider, phone and time. */
    private void journal(RoutingContext context) {
        String provider = context.request().getParam("provider");
        String phone = context.request().getParam("phone");
        String since = context.request().getParam("since");
        Instant from;
        try {
            from = since == null ? Instant.MIN : Instant.parse(since);
        } catch (DateTimeException e) {
            refuse(context, "since: must be a time such as 2026-01-01T00:00:00Z");
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (JournalEntry entry : twins.journal.entries()) {
            if ((provider == null || provider.equals(entry.provider()))
                    && (phone == null
                            || phone.strip().equals(entry.phone())
                            || ("+" + phone.strip()).equals(entry.phone()))
                    && !entry.at().isBefore(from)) {
                lines.append(entry.json()).append('\n');
            }
        }
        context.response().putHeader("content-type", "application/x-ndjson").end(lines.toString());
    }

    /** Server-sent events. A client that reconnects sends the number of the last one it has. */
    private void feed(RoutingContext context) {
        String last = context.request().getHeader("last-event-id");
        HttpServerResponse response = context.response()
                .setChunked(true)
                .putHeader("content-type", "text/event-stream")
                .putHeader("cache-control", "no-store");
        response.write("retry: 1000\n\n");
        Runnable end = twins.feed.watch(last == null ? 0 : number(last), moment -> {
            response.write(
                    "id: " + moment.number() + "\nevent: " + moment.kind() + "\ndata: " + moment.json() + "\n\n");
        });
        // Proxies close connections that are silent.
        long beat = context.vertx().setPeriodic(BEAT_MILLIS, timer -> response.write(": \n\n"));
        response.endHandler(ended -> {
            end.run();
            context.vertx().cancelTimer(beat);
        });
    }

    private static long number(String last) {
        return last.matches("\\d{1,18}") ? Long.parseLong(last) : 0;
    }

    /** Takes no body, or an empty object: a reset knows no settings. */
    private void reset(RoutingContext context) {
        boolean empty = context.body().length() <= 0
                || Json.read(context.body().buffer().getBytes())
                        .filter(ObjectNode::isEmpty)
                        .isPresent();
        if (!empty) {
            refuse(context, "a reset takes no body: it forgets everything");
            return;
        }
        twins.reset();
        done(context);
    }

    /** Adds a fault such as {@code {"kind": "ERROR", "code": 1007, "path": "send-contact", "times": 3}}. */
    private void addFault(RoutingContext context) {
        String refusal = "the fault is not understood; kind must be one of " + Arrays.toString(Fault.Kind.values());
        read(context, refusal, given -> twins.faults.add(checked(() -> FaultReader.read(given))));
    }

    /** Sets the offset of the providers' clock: {@code {"offset_seconds": 3600}}. */
    private void clock(RoutingContext context) {
        read(
                context,
                "the body must be JSON such as {\"offset_seconds\": 3600}",
                given -> twins.clock.offset(Duration.ofSeconds(
                        known(given, CLOCK).path("offset_seconds").asLong())));
    }

    private static JsonNode known(JsonNode given, Set<String> names) {
        return checked(() -> {
            ProviderTwin.refuseUnknown(given, names, "field");
            return given;
        });
    }

    private static <T> T checked(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (Refusal wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    /** Hands the body to {@link ProviderTwin#control}. */
    private void control(ProviderTwin<?, ?> twin, RoutingContext context) {
        read(context, "the body must be JSON such as " + EXAMPLES.get(twin.provider()), given -> {
            twin.control(given);
            tell(twin.provider(), given);
        });
    }

    private static void read(RoutingContext context, String refusal, Consumer<JsonNode> reader) {
        try {
            reader.accept(Json.STRICT.readTree(context.body().buffer().getBytes()));
            done(context);
        } catch (IllegalArgumentException | IOException e) {
            refuse(context, e.getCause() instanceof Refusal why ? why.getMessage() : refusal);
        }
    }

    /** Shows in the feed what people sent. */
    private void tell(String provider, JsonNode given) {
        for (JsonNode deed : given.path("receive")) {
            ObjectNode told = deed.deepCopy();
            told.put("provider", provider).put("at", twins.clock.instant().toString());
            twins.feed.add("done", told.toString());
        }
    }

    private static void done(RoutingContext context) {
        context.response().setStatusCode(204).end();
    }

    private static void refuse(RoutingContext context, String reason) {
        context.response().setStatusCode(400).end(reason);
    }
}
