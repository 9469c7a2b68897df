package io.callingcard.runner;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Serves what the console shows of campaigns, imports and lines, and what it changes of them. */
@ApplicationScoped
class ConsoleApi {

    /** After the handlers of the guard. */
    private static final int ORDER = AccessGuard.LAST + 1;

    private static final long LARGEST_CHANGE = 2 << 20;
    private static final long CHANGES = 16 << 20;
    private static final Duration CHANGE_TIMEOUT = Duration.ofSeconds(10);

    /** A file may come over a slow line. */
    private static final Duration FILE_TIMEOUT = Duration.ofSeconds(60);

    @Inject
    CamelContext camel;

    @Inject
    ProducerTemplate template;

    @Inject
    Lines lines;

    @Inject
    Imports imports;

    @Inject
    RecentErrors errors;

    @Inject
    RunnerClock clock;

    @Inject
    AuditLog audit;

    @ConfigProperty(name = "callingcard.role", defaultValue = "all")
    String role;

    void mount(@Observes Router router, Vertx vertx) {
        BodyReader changes = new BodyReader(vertx, LARGEST_CHANGE, CHANGES, CHANGE_TIMEOUT, new AtomicLong());
        BodyReader files = new BodyReader(
                vertx, ImportRequest.LARGEST, 2L * ImportRequest.LARGEST, FILE_TIMEOUT, new AtomicLong());
        Operations operations = new Operations(template);
        CampaignsWork campaigns = new CampaignsWork(camel, operations, audit);
        LinesWork work =
                new LinesWork(camel, operations, lines, errors, new LineStanding(camel, operations), clock, audit);

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

        serve(router, "/api/import/check", new ConsoleDoor(files, Set.of(), null, imports::check));
        serve(router, "/api/import", new ConsoleDoor(files, Set.of(), null, imports::begin));
        serve(router, "/api/import/:id", new ConsoleDoor(changes, Set.of(), imports::progress, null));
        serve(router, "/api/import/:id/refused.csv", new ConsoleDoor(changes, Set.of(), imports::refused, null));

        serve(router, "/api/lines", new ConsoleDoor(changes, Set.of(), work::list, null));
        serve(router, "/api/lines/:line/pause", new ConsoleDoor(changes, Set.of(), null, ConsoleDoor.of(work::pause)));
        serve(router, "/api/lines/:line/login", new ConsoleDoor(changes, Set.of(), null, ConsoleDoor.of(work::login)));
    }

    private void serve(Router router, String path, ConsoleDoor door) {
        router.route(path).order(ORDER).handler(context -> {
            if (role.equals("twins")) {
                Problem.of(ProblemKind.NOT_FOUND, "This process runs the twins only.")
                        .write(context);
            } else {
                door.handle(context);
            }
        });
    }
}
