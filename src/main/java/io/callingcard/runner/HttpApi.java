// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.apache.camel.ProducerTemplate;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Serves {@code POST /leads}, {@code POST /cards}, the stories of people, their OpenAPI document, and a page for each kind of
 * problem.
 */
@ApplicationScoped
class HttpApi {

    static final String DOCUMENT = "/openapi.yaml";

    /** After the handlers of the guard. */
    private static final int ORDER = AccessGuard.LAST + 1;

    private static final long BUDGET = 16 << 20;
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(10);

    @Inject
    ProducerTemplate template;

    @ConfigProperty(name = "callingcard.role", defaultValue = "all")
    String role;

    @Inject
    Lines lines;

    @ConfigProperty(name = "callingcard.welcome.channel", defaultValue = "chert")
    String usualLine;

    @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "1M")
    MemorySize largestBody;

    /** Whether there is no real line. The page then shows numbers, and so do stories. */
    @ConfigProperty(name = "callingcard.page.writable", defaultValue = "true")
    boolean writable;

    void mount(@Observes Router router, Vertx vertx) {
        BodyReader bodies = new BodyReader(vertx, largestBody.asLongValue(), BUDGET, BODY_TIMEOUT, new AtomicLong());
        serve(
                router,
                "/leads",
                door(bodies, LeadsWork.MEDIA_TYPES, Set.of(LeadsWork.DRY_RUN), new LeadsWork(template)::answer));
        serve(
                router,
                "/cards",
                door(
                        bodies,
                        CardsWork.MEDIA_TYPES,
                        Set.of(),
                        new CardsWork(template, lines.present(), usualLine)::answer));
        serve(router, StoryDoor.PATH, new StoryDoor(template, !writable));
        Buffer document = document();
        router.get(DOCUMENT).order(ORDER).handler(context -> Answer.begin(context, 200, "application/yaml")
                .end(document));
        router.get(ProblemKind.ROOT + "*").order(ORDER).handler(HttpApi::explain);
        router.errorHandler(ProblemKind.NOT_FOUND.status(), context -> Problem.of(
                        ProblemKind.NOT_FOUND, "Nothing is served at this address.")
                .write(context));
    }

    private PostDoor door(
            BodyReader bodies,
            List<String> mediaTypes,
            Set<String> parameters,
            Function<PostDoor.Request, Answer> work) {
        return new PostDoor(bodies, mediaTypes, parameters, work);
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

    private static Buffer document() {
        try (InputStream document = HttpApi.class.getResourceAsStream("openapi.yaml")) {
            return Buffer.buffer(document.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("The jar has no openapi.yaml", e);
        }
    }

    /** Answers what a kind of problem means. */
    private static void explain(RoutingContext context) {
        String path = context.normalizedPath();
        Stream.of(ProblemKind.values())
                .filter(kind -> kind.type().equals(path))
                .findFirst()
                .ifPresentOrElse(
                        kind -> Answer.begin(context, 200, "text/plain; charset=utf-8")
                                .end(kind.title() + " (HTTP " + kind.status() + ").\n" + kind.cure() + "\n"),
                        () -> Problem.of(ProblemKind.NOT_FOUND, "There is no problem of this name.")
                                .write(context));
    }
}
