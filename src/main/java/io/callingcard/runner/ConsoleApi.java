package io.callingcard.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.callingcard.campaign.Campaign;
import io.callingcard.campaign.CampaignConstants;
import io.callingcard.ledger.LedgerConstants;
import io.callingcard.provider.wire.Json;

/** Serves what the operator's console shows, and what it does. The operations of the components find it. */
@ApplicationScoped
class ConsoleApi {

    private static final int ORDER = AccessGuard.LAST + 1;
    private static final long LARGEST_BODY = 16 << 10;
    private static final long BUDGET = 1 << 20;
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(10);
    private static final int USUAL_LIMIT = 50;
    private static final int MOST = 500;
    private static final String LIMIT = "limit";
    private static final String CURSOR = "cursor";
    private static final String NUMBERS = "numbers";

    @Inject
    ProducerTemplate template;

    @Inject
    Lines lines;

    @Inject
    RunnerClock clock;

    @ConfigProperty(name = "callingcard.role", defaultValue = "all")
    String role;

    @ConfigProperty(name = "callingcard.zone", defaultValue = "UTC")
    String zone;

    /** Whether there is no real line. The page then shows numbers and phones. */
    @ConfigProperty(name = "callingcard.page.writable", defaultValue = "true")
    boolean writable;

    void mount(@Observes Router router, Vertx vertx) {
        Map<String, Handler<RoutingContext>> doors = new HashMap<>();
        doors.put("/api/overview", new ConsoleDoor(Set.of(), (query, user) -> ask(overview(), Map.of())));
        doors.put(
                "/api/people",
                new ConsoleDoor(Set.of("q", "state", "campaign", "line", CURSOR, LIMIT, NUMBERS), this::people));
        doors.put("/api/forecast", new ConsoleDoor(Set.of(NUMBERS), this::forecast));
        doors.put("/api/audit", new ConsoleDoor(Set.of(CURSOR, LIMIT), (query, user) -> audit(query)));
        doors.put(
                "/api/audit.csv",
                new ConsoleDoor(Set.of(), "audit.csv", (query, user) -> ask("ledger:audit?format=CSV", Map.of())));
        BodyReader bodies = new BodyReader(vertx, LARGEST_BODY, BUDGET, BODY_TIMEOUT, new AtomicLong());
        doors.put(
                ActionsWork.PATH,
                new PostDoor(bodies, ActionsWork.MEDIA_TYPES, Set.of(), new ActionsWork(template)::answer));
        doors.forEach((path, door) -> router.route(path).order(ORDER).handler(context -> {
            if (role.equals("twins")) {
                Problem.of(ProblemKind.NOT_FOUND, "This process runs the twins only.")
                        .write(context);
            } else {
                door.handle(context);
            }
        }));
        router.get("/api/session").order(ORDER).handler(this::session);
    }

    /** Tells the page who uses it, and what there is. A process of twins has no ledger, and answers too. */
    private void session(RoutingContext context) {
        PageUser user = PageUser.of(context);
        ObjectNode json = Json.object();
        json.put("user", user.word());
        json.put("role", user.word());
        json.put("now", clock.instant().toString());
        json.put("offset_seconds", clock.offset().toSeconds());
        json.put("zone", zone);
        json.put("twins", writable);
        json.put("phones", writable && !role.equals("flows"));
        json.put("masked", !writable);
        json.put("version", version());
        ArrayNode campaigns = json.putArray("campaigns");
        new TreeMap<>(template.getCamelContext().getRegistry().findByTypeWithName(Campaign.class))
                .forEach((name, campaign) ->
                        campaigns.addObject().put("name", name).put("line", campaign.getChannel()));
        ArrayNode present = json.putArray("lines");
        lines.present().forEach(present::add);
        json.putObject("oldest");
        Answer.json(200, json).write(context);
    }

    private static String version() {
        try {
            return new Commands.Version().number();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String overview() {
        return "campaign:overview?zone=RAW(" + zone + ")";
    }

    private Exchange people(Map<String, String> query, PageUser user) {
        Map<String, Object> headers = new HashMap<>();
        put(headers, CampaignConstants.SEARCH, query.get("q"));
        put(headers, CampaignConstants.STATE, query.get("state"));
        put(headers, CampaignConstants.NAME, query.get("campaign"));
        put(headers, CampaignConstants.LINE, query.get("line"));
        put(headers, CampaignConstants.AFTER, query.get(CURSOR));
        return ask(
                "campaign:people?showNumbers=" + showsNumbers(query, user) + "&limit=" + limit(query.get(LIMIT)),
                headers);
    }

    private static void put(Map<String, Object> headers, String header, String value) {
        if (value != null && !value.isBlank()) {
            headers.put(header, value);
        }
    }

    private Exchange forecast(Map<String, String> query, PageUser user) {
        return ask("campaign:forecast?zone=RAW(" + zone + ")&showNumbers=" + showsNumbers(query, user), Map.of());
    }

    private Exchange audit(Map<String, String> query) {
        Map<String, Object> headers = new HashMap<>();
        put(headers, LedgerConstants.AFTER, query.get(CURSOR));
        return ask("ledger:audit?limit=" + limit(query.get(LIMIT)), headers);
    }

    /** With twins, numbers belong to nobody. With a real line only the operator may see them. */
    private boolean showsNumbers(Map<String, String> query, PageUser user) {
        return StoryDoor.showsNumbers(query.get(NUMBERS), !writable, user);
    }

    private static int limit(String given) {
        if (given == null) {
            return USUAL_LIMIT;
        }
        Supplier<IllegalArgumentException> wrong = () ->
                new IllegalArgumentException("limit: is no number from 1 to " + MOST + ". Write one, such as 50.");
        try {
            int limit = Integer.parseInt(given);
            if (limit < 1 || limit > MOST) {
                throw wrong.get();
            }
            return limit;
        } catch (NumberFormatException e) {
            throw wrong.get();
        }
    }

    private Exchange ask(String uri, Map<String, Object> headers) {
        return template.request(
                uri, exchange -> exchange.getMessage().getHeaders().putAll(headers));
    }
}
