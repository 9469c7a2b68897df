package io.callingcard.twin;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** The twins from outside: what the phones received, faults, the clock, and a fresh start. */
final class TwinControl {

    private static final int BEAT_MILLIS = 15_000;

    private final Twins twins;
    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    TwinControl(Twins twins) {
        this.twins = twins;
    }

    void mount(Router router) {
        BodyHandler body = BodyHandler.create(false).setBodyLimit(64 * 1024);
        router.get(Twins.ROOT + "journal").handler(this::journal);
        router.get(Twins.ROOT + "feed").handler(this::feed);
        router.post(Twins.ROOT + "control/faults").handler(body).handler(this::addFault);
        router.delete(Twins.ROOT + "control/faults").handler(context -> {
            twins.faults().clear();
            done(context);
        });
        router.post(Twins.ROOT + "control/clock").handler(body).handler(this::clock);
        router.post(Twins.ROOT + "control/chert").handler(body).handler(this::chert);
        router.post(Twins.ROOT + "control/linq").handler(body).handler(this::linq);
        router.post(Twins.ROOT + "control/wa").handler(body).handler(this::wa);
        router.post(Twins.ROOT + "control/reset").handler(context -> {
            twins.reset();
            done(context);
        });
    }

    /** JSON lines, by provider, phone and time as the query asks. */
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
        for (JournalEntry entry : twins.journal().entries()) {
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

    /** All that happens on the phones, as server-sent events; whoever comes again says after which. */
    private void feed(RoutingContext context) {
        String last = context.request().getHeader("last-event-id");
        HttpServerResponse response = context.response()
                .setChunked(true)
                .putHeader("content-type", "text/event-stream")
                .putHeader("cache-control", "no-store");
        response.write("retry: 1000\n\n");
        Runnable end = twins.feed().watch(last == null ? 0 : number(last), moment -> {
            response.write(
                    "id: " + moment.number() + "\nevent: " + moment.kind() + "\ndata: " + moment.json() + "\n\n");
        });
        // So that what lies between finds nothing asleep.
        long beat = context.vertx().setPeriodic(BEAT_MILLIS, timer -> response.write(": \n\n"));
        response.endHandler(ended -> {
            end.run();
            context.vertx().cancelTimer(beat);
        });
    }

    private static long number(String last) {
        return last.matches("\\d{1,18}") ? Long.parseLong(last) : 0;
    }

    /** For example {@code {"kind": "ERROR", "code": 1007, "retry_after": 2, "path": "send-contact", "times": 3}}. */
    private void addFault(RoutingContext context) {
        try {
            JsonNode given = json.readTree(context.body().buffer().getBytes());
            twins.faults()
                    .add(new Fault(
                            text(given, "provider"),
                            text(given, "method"),
                            text(given, "path"),
                            Fault.Kind.valueOf(given.path("kind").asText()),
                            text(given, "code"),
                            text(given, "message"),
                            given.path("status").asInt(),
                            given.has("retry_after") ? given.get("retry_after").asInt() : null,
                            given.has("delay_ms")
                                    ? Duration.ofMillis(given.get("delay_ms").asLong())
                                    : null,
                            given.path("bytes").asInt(),
                            given.path("times").asInt(),
                            given.path("probability").asDouble()));
            done(context);
        } catch (IllegalArgumentException | IOException e) {
            refuse(context, "the fault is not understood; kind must be one of " + Arrays.toString(Fault.Kind.values()));
        }
    }

    private static String text(JsonNode given, String field) {
        return given.path(field).asText(null);
    }

    /** How far the providers' clock is off: {@code {"offset_seconds": 3600}}. */
    private void clock(RoutingContext context) {
        try {
            JsonNode given = json.readTree(context.body().buffer().getBytes());
            twins.clock().offset(Duration.ofSeconds(given.path("offset_seconds").asLong()));
            done(context);
        } catch (IOException e) {
            refuse(context, "the body must be JSON such as {\"offset_seconds\": 3600}");
        }
    }

    /** What people do and where it is told, see {@link io.callingcard.twin.chert.ChertTwin#control}. */
    private void chert(RoutingContext context) {
        try {
            JsonNode given = json.readTree(context.body().buffer().getBytes());
            twins.chert().control(given);
            tell("chert", given);
            done(context);
        } catch (IllegalArgumentException | IOException e) {
            refuse(context, "the body must be JSON such as {\"receive\": [{\"from\": \"+1...\", \"text\": \"Hi\"}]}");
        }
    }

    /** What the Linq twin shall be like, see {@link io.callingcard.twin.linq.LinqTwin#control}. */
    private void linq(RoutingContext context) {
        try {
            JsonNode given = json.readTree(context.body().buffer().getBytes());
            twins.linq().control(given);
            tell("linq", given);
            done(context);
        } catch (IllegalArgumentException | IOException e) {
            refuse(
                    context,
                    "the body must be JSON such as {\"activate_cards_after_ms\": 500}, of known chats and lines");
        }
    }

    /** What the twin of the WhatsApp gateway shall be like, see {@link io.callingcard.twin.wa.WaTwin#control}. */
    private void wa(RoutingContext context) {
        try {
            JsonNode given = json.readTree(context.body().buffer().getBytes());
            twins.wa().control(given);
            tell("wa", given);
            done(context);
        } catch (IllegalArgumentException | IOException e) {
            refuse(context, "the body must be JSON such as {\"unregistered\": [\"+1...\"]}, of known devices");
        }
    }

    /** What people did shows on their phones too. */
    private void tell(String provider, JsonNode given) {
        for (JsonNode deed : given.path("receive")) {
            ObjectNode told = deed.deepCopy();
            told.put("provider", provider).put("at", twins.clock().instant().toString());
            twins.feed().add("done", told.toString());
        }
    }

    private static void done(RoutingContext context) {
        context.response().setStatusCode(204).end();
    }

    private static void refuse(RoutingContext context, String reason) {
        context.response().setStatusCode(400).end(reason);
    }
}
