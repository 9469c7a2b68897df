// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.time.Duration;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.Readiness;

/**
 * Answers every request with 503 until the routes are ready, and again while they stop. The twins answer always, because
 * the routes may call them while they start.
 */
@ApplicationScoped
class StartDoor {

    /** Before the access guard: the answer tells nothing that is secret. */
    private static final int FIRST = -20_000;

    private static final String HEALTH = "/q/health";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    @Inject
    @Readiness
    StartedCheck started;

    void mount(@Observes Router router) {
        router.route().order(FIRST).handler(this::open);
    }

    private void open(RoutingContext context) {
        String path = context.normalizedPath();
        if (started.isReady() || path.startsWith("/twin/")) {
            context.next();
        } else if (path.equals(HEALTH + "/live")) {
            // A start that takes long must not be killed.
            answer(context, 200, new JsonObject().put("status", "UP"));
        } else if (path.startsWith(HEALTH)) {
            answer(context, 503, health());
        } else {
            Problem.of(ProblemKind.STARTING, "The runner is " + started.reason() + ".")
                    .answer()
                    .retryAfter(RETRY_AFTER)
                    .write(context);
        }
    }

    private JsonObject health() {
        JsonObject check = new JsonObject()
                .put("name", StartedCheck.NAME)
                .put("status", "DOWN")
                .put("data", new JsonObject().put("reason", started.reason()));
        return new JsonObject().put("status", "DOWN").put("checks", new JsonArray().add(check));
    }

    private static void answer(RoutingContext context, int status, JsonObject body) {
        if (status == 503) {
            context.response().putHeader("retry-after", Long.toString(RETRY_AFTER.toSeconds()));
        }
        Answer.begin(context, status, "application/json").end(body.toBuffer());
    }
}
