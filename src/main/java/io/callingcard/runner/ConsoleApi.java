// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
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
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.callingcard.campaign.Campaign;
import io.callingcard.campaign.CampaignConstants;
import io.callingcard.ledger.LedgerConstants;
import io.callingcard.provider.wire.Json;

/** Serves what the operator's console shows, and what it changes. The operations of the components do the work. */
@ApplicationScoped
class ConsoleApi {

    /** After the handlers of the guard. */
    private static final int ORDER = AccessGuard.LAST + 1;

    private static final long LARGEST_CHANGE = 2 << 20;
    private static final long CHANGES = 16 << 20;
    private static final Duration CHANGE_TIMEOUT = Duration.ofSeconds(10);

    /** A file may come over a slow line. */
    private static final Duration FILE_TIMEOUT = Duration.ofSeconds(60);

    private static final int USUAL_LIMIT = 50;
    private static final int MOST = 500;
    private static final String LIMIT = "limit";
    private static final String CURSOR = "cursor";
    private static final String NUMBERS = "numbers";

    @Inject
    CamelContext camel;

    @Inject
    ProducerTemplate template;

    @Inject
    Imports imports;

    @Inject
    Simulations simulations;

    @Inject
    RecentErrors errors;

    @Inject
    AuditLog audit;

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

    /** Asks an operation of a component on a worker thread. */
    @FunctionalInterface
    private interface Question {
        Exchange ask(Map<String, String> query, PageUser user);
    }

    void mount(@Observes Router router, Vertx vertx) {
        BodyReader changes = new BodyReader(vertx, LARGEST_CHANGE, CHANGES, CHANGE_TIMEOUT, new AtomicLong());
        BodyReader files = new BodyReader(
                vertx, ImportRequest.LARGEST, 2L * ImportRequest.LARGEST, FILE_TIMEOUT, new AtomicLong());
        router.get("/api/session").order(ORDER).handler(this::session);
        mountPeople(router, changes);
        mountCampaigns(router, changes);
        mountImports(router, changes, files);
        mountLines(router, changes);
        mountSimulations(router, changes, files);
    }

    private void mountPeople(Router router, BodyReader changes) {
        serve(router, "/api/overview", read(changes, Set.of(), (query, user) -> ask(overview(), Map.of())));
        serve(
                router,
                "/api/people",
                read(changes, Set.of("q", "state", "campaign", "line", CURSOR, LIMIT, NUMBERS), this::people));
        serve(router, "/api/forecast", read(changes, Set.of(NUMBERS), this::forecast));
        serve(router, "/api/refusals", read(changes, Set.of(LIMIT), (query, user) -> refusals(query)));
        serve(router, "/api/refusals.csv", new ConsoleDoor(changes, Set.of(), this::refusalsFile, null));
        serve(router, "/api/audit", read(changes, Set.of(CURSOR, LIMIT), (query, user) -> audit(query)));
        serve(router, "/api/audit.csv", new ConsoleDoor(changes, Set.of(), this::auditFile, null));
        serve(
                router,
                ActionsWork.PATH,
                new PostDoor(changes, ActionsWork.MEDIA_TYPES, Set.of(), new ActionsWork(template)::answer));
    }

    private void mountCampaigns(Router router, BodyReader changes) {
        CampaignsWork campaigns = new CampaignsWork(camel, new Operations(template));
        serve(router, "/api/campaigns", new ConsoleDoor(changes, Set.of(), campaigns::list, null));
        serve(
                router,
                "/api/campaigns/:name/pause",
                new ConsoleDoor(changes, Set.of(), null, ConsoleDoor.of(campaigns::pause)));
        serve(router, "/api/campaigns/:name/plan", new ConsoleDoor(changes, Set.of("leads"), campaigns::plan, null));
        serve(router, "/api/campaigns/:name/versions", new ConsoleDoor(changes, Set.of(), campaigns::versions, null));
        serve(router, "/api/campaigns/:name.yaml", new ConsoleDoor(changes, Set.of(), campaigns::yaml, null));
        serve(
                router,
                "/api/campaigns/:name",
                new ConsoleDoor(changes, Set.of(), null, ConsoleDoor.of(campaigns::edit)));
    }

    private void mountImports(Router router, BodyReader changes, BodyReader files) {
        serve(router, "/api/import/check", new ConsoleDoor(files, Set.of(), null, imports::check));
        serve(router, "/api/import", new ConsoleDoor(files, Set.of(), null, imports::begin));
        serve(router, "/api/import/:id", new ConsoleDoor(changes, Set.of(), imports::progress, null));
        serve(router, "/api/import/:id/refused.csv", new ConsoleDoor(changes, Set.of(), imports::refused, null));
    }

    private void mountSimulations(Router router, BodyReader changes, BodyReader files) {
        serve(router, "/api/simulations", new ConsoleDoor(changes, Set.of(), null, ConsoleDoor.of(simulations::begin)));
        serve(
                router,
                "/api/simulations/leads",
                new PostDoor(files, List.of("text/csv", "application/json"), Set.of(), simulations::leads));
        serve(router, "/api/simulations/:id", new ConsoleDoor(changes, Set.of(), simulations::progress, null));
        serve(
                router,
                "/api/simulations/:id/cancel",
                new ConsoleDoor(changes, Set.of(), null, ConsoleDoor.of(simulations::cancel)));
        router.get("/api/simulations/:id/journal.jsonl").order(ORDER).handler(simulations::journal);
        serve(router, "/api/simulations/:id/:file", new ConsoleDoor(changes, Set.of(), simulations::file, null));
    }

    private void mountLines(Router router, BodyReader changes) {
        Operations operations = new Operations(template);
        LinesWork work =
                new LinesWork(camel, operations, lines, errors, new LineStanding(camel, operations), clock, audit);
        serve(router, "/api/lines", new ConsoleDoor(changes, Set.of(), work::list, null));
        serve(router, "/api/nodes", new ConsoleDoor(changes, Set.of(), work::nodes, null));
        serve(router, "/api/lines/:line/pause", new ConsoleDoor(changes, Set.of(), null, ConsoleDoor.of(work::pause)));
        serve(router, "/api/lines/:line/login", new ConsoleDoor(changes, Set.of(), null, ConsoleDoor.of(work::login)));
    }

    private void serve(Router router, String path, Handler<RoutingContext> door) {
        router.route(path).order(ORDER).handler(context -> {
            if (role.equals("twins")) {
                Problem.of(ProblemKind.NOT_FOUND, "This process runs the twins only.")
                        .write(context);
            } else {
                door.handle(context);
            }
        });
    }

    private static ConsoleDoor read(BodyReader bodies, Set<String> parameters, Question question) {
        return new ConsoleDoor(
                bodies,
                parameters,
                context -> {
                    Map<String, String> query = new HashMap<>();
                    context.queryParams().forEach(query::put);
                    return answer(question.ask(query, PageUser.of(context)));
                },
                null);
    }

    private static Answer answer(Exchange done) throws Exception {
        if (done.getException() != null) {
            throw done.getException();
        }
        return new Answer(
                200,
                done.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class),
                done.getMessage().getBody(byte[].class),
                Map.of());
    }

    private Answer auditFile(RoutingContext context) throws Exception {
        return answer(ask("ledger:audit?format=CSV", Map.of()))
                .with("Content-Disposition", "attachment; filename=\"audit.csv\"");
    }

    private Answer refusalsFile(RoutingContext context) throws Exception {
        return answer(ask("campaign:report?by=REFUSED&format=CSV", Map.of()))
                .with("Content-Disposition", "attachment; filename=\"refused-records.csv\"");
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

    private Exchange refusals(Map<String, String> query) {
        return ask("campaign:report?by=REFUSED&limit=" + limit(query.get(LIMIT)), Map.of());
    }

    private Exchange audit(Map<String, String> query) {
        Map<String, Object> headers = new HashMap<>();
        put(headers, LedgerConstants.AFTER, query.get(CURSOR));
        return ask("ledger:audit?limit=" + limit(query.get(LIMIT)), headers);
    }

    /** With twins the numbers are made up. With a real line only the operator may see them. */
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
