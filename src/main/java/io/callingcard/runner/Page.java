// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.quarkus.main.events.AfterStart;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.campaign.Campaign;
import io.callingcard.card.PhoneMask;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.StepState;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.call.CardConstants;

/** Serves the page of phones, and what the page shows: the ledger's chats, the lines that rest, and the clock. */
@ApplicationScoped
class Page {

    private static final Logger LOG = LoggerFactory.getLogger(Page.class);
    private static final int LARGEST_BODY = 4 * 1024;
    private static final long LONGEST_JUMP = Duration.ofDays(366).toSeconds();

    /** The fields of a report that the page shows. */
    private static final List<String> SHOWN = List.of(
            "key",
            "attempts",
            "claimed_at",
            "message_id",
            "flow",
            "step",
            "provider",
            "person",
            "window",
            "state",
            "decision",
            "settled_at",
            "campaign",
            "shares",
            "most",
            "due_at",
            "ended",
            "line",
            "paused_until",
            "reason");

    private static final List<String> STATES =
            Stream.of(StepState.values()).map(Enum::name).toList();

    private final ObjectMapper json = new ObjectMapper();

    @Inject
    CamelContext camel;

    @Inject
    ProducerTemplate template;

    @Inject
    RunnerClock clock;

    /** Whether the page can change anything. With a real line it only shows. */
    @ConfigProperty(name = "callingcard.page.writable", defaultValue = "true")
    boolean writable;

    @ConfigProperty(name = "callingcard.role", defaultValue = "all")
    String role;

    void mount(@Observes Router router, Vertx vertx) {
        router.get("/page/state").handler(this::state);
        router.get("/page/steps").handler(context -> steps(context, vertx));
        router.get("/page/shares")
                .handler(context ->
                        answer(context, vertx, () -> report("campaign:report?limit=500&by=SHARE", Map.of())));
        router.get("/page/lines")
                .handler(
                        context -> answer(context, vertx, () -> report("campaign:report?limit=500&by=LINE", Map.of())));
        if (writable && hasLedger()) {
            router.post("/page/clock")
                    .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                    .handler(context -> moveClock(context, vertx));
        }
        PageFiles files = new PageFiles();
        router.get("/").handler(files);
        router.get("/page/*").handler(files);
    }

    /** The clock of this process is that of the machine again. */
    void resetClock(@Observes AfterStart event) {
        if (writable && hasLedger()) {
            try {
                keepClockOffset();
            } catch (LedgerException e) {
                LOG.warn("Could not record in the ledger that the clock is that of the machine: {}", e.getMessage());
            }
        }
    }

    /** Lets commands know the time of the page. */
    private void keepClockOffset() {
        ChatLedger ledger = camel.getRegistry().findSingleByType(ChatLedger.class);
        if (ledger != null) {
            ChatLedger.of(ledger, camel).store().keepClockOffset(clock.offset());
        }
    }

    private boolean hasLedger() {
        return !role.equals("twins");
    }

    private void state(RoutingContext context) {
        JsonObject campaigns = new JsonObject();
        camel.getRegistry()
                .findByTypeWithName(Campaign.class)
                .forEach((name, campaign) -> campaigns.put(name, campaign.getChannel()));
        context.json(new JsonObject()
                .put("writable", writable)
                .put("ledger", hasLedger())
                .put("phones", writable && !role.equals("flows"))
                .put("now", clock.instant().toString())
                .put("offset_seconds", clock.offset().toSeconds())
                .put("campaigns", campaigns));
    }

    /** Returns the first steps, or those of one person or in one state. */
    private void steps(RoutingContext context, Vertx vertx) {
        String state = context.request().getParam("state", "");
        String person = context.request().getParam("person", "").strip();
        if (!state.isEmpty() && !STATES.contains(state)) {
            context.response().setStatusCode(400).end("state: is unknown. Use one of " + STATES + ".");
            return;
        }
        answer(
                context,
                vertx,
                () -> report(
                        "ledger:report?limit=500&by=CHAT" + (state.isEmpty() ? "" : "&state=" + state),
                        person.isEmpty() ? Map.of() : Map.of(CardConstants.RECIPIENT, person)));
    }

    /** Returns a report. With a real line, people are masked. */
    private String report(String uri, Map<String, Object> headers) throws IOException {
        String report = template.requestBodyAndHeaders(uri, null, headers, String.class);
        ArrayNode shown = json.createArrayNode();
        for (JsonNode step : json.readTree(report)) {
            ObjectNode row = ((ObjectNode) step).retain(SHOWN);
            if (!writable) {
                // The key has the number, too.
                row.remove("key");
                if (row.hasNonNull("person")) {
                    row.put("person", PhoneMask.mask(row.get("person").asText()));
                }
            }
            shown.add(row);
        }
        return shown.toString();
    }

    /** Moves the clock of flows and twins, and runs the steps that are now due. */
    private void moveClock(RoutingContext context, Vertx vertx) {
        long seconds;
        try {
            seconds = json.readTree(context.body().buffer().getBytes())
                    .path("offset_seconds")
                    .asLong(-1);
        } catch (IOException e) {
            seconds = -1;
        }
        if (seconds < 0 || seconds > LONGEST_JUMP) {
            context.response()
                    .setStatusCode(400)
                    .end("offset_seconds: is out of range. Use a number from 0 to " + LONGEST_JUMP + ".");
            return;
        }
        clock.offset(Duration.ofSeconds(seconds));
        answer(context, vertx, () -> {
            keepClockOffset();
            template.sendBody("direct:settle", null);
            template.sendBody("direct:daily-share", null);
            template.sendBody("direct:follow-up", null);
            return "{}";
        });
    }

    private static void answer(RoutingContext context, Vertx vertx, Callable<String> work) {
        vertx.executeBlocking(work, false)
                .onSuccess(
                        body -> Answer.begin(context, 200, "application/json").end(body))
                .onFailure(failure -> {
                    if (failure.getCause() instanceof IllegalArgumentException invalid) {
                        context.response().setStatusCode(400).end(invalid.getMessage());
                    } else {
                        context.fail(failure);
                    }
                });
    }
}
