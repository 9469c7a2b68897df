// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restricts access: leads and cards by a token; the page, its interface and the details of the health by a login. Rejects
 * requests from pages of other sites, and requests to foreign host names.
 */
@ApplicationScoped
class AccessGuard {

    private static final Logger LOG = LoggerFactory.getLogger(AccessGuard.class);

    /** Before all other handlers. */
    private static final int FIRST = -10_000;

    private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String HEALTH = "/q/health";

    /** The order of the last handler of the guard. */
    static final int LAST = FIRST + 3;

    private static final int LOGIN = FIRST + 2;

    /** A page of another site cannot set it without asking first, and is not allowed to. */
    private static final String MARK = "X-Calling-Card";

    private static final String MARK_OF_THE_PAGE = "console";

    /** The page loads nothing from elsewhere, and no other page may show it. */
    private static final Map<String, String> PAGE_HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            "Referrer-Policy",
            "no-referrer",
            "X-Content-Type-Options",
            "nosniff");

    @Inject
    Doors doors;

    @Inject
    SmallRyeHealthReporter health;

    private final LoginThrottle throttle = new LoginThrottle(Clock.systemUTC());

    void mount(@Observes Router router) {
        router.route().order(FIRST).handler(this::knock);
        for (String path : Set.of("/leads", "/cards")) {
            router.route(path).order(FIRST + 1).handler(this::bearer);
        }
        // Metrics tell how many people are written to, and when.
        for (String path : Set.of("/", "/page/*", "/api/*", "/twin/control/*", "/twin/feed", "/twin/journal", "/q/*")) {
            router.route(path).order(LOGIN).handler(this::login);
        }
        for (String path : Set.of("/", "/page/*")) {
            router.route(path).order(FIRST + 1).handler(context -> {
                PAGE_HEADERS.forEach(context.response()::putHeader);
                context.next();
            });
        }
        router.route("/api/*").order(LAST).handler(AccessGuard::fromThePage);
        Map<String, Supplier<Uni<SmallRyeHealth>>> checks = Map.of(
                HEALTH,
                health::getHealthAsync,
                HEALTH + "/live",
                health::getLivenessAsync,
                HEALTH + "/ready",
                health::getReadinessAsync,
                HEALTH + "/started",
                health::getStartupAsync);
        checks.forEach(
                (path, check) -> router.get(path).order(FIRST + 1).handler(context -> health(context, check.get())));
    }

    /** Sends away requests at the wrong port, to a foreign host, or from a foreign page. */
    private void knock(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = context.normalizedPath();
        String origin = request.getHeader("origin");
        String host = host(context);
        boolean isAtWebhooksPort = doors.isAtWebhooksPort(request);
        if (doors.haveWebhooksPort() && isAtWebhooksPort != path.startsWith("/webhooks/")) {
            refuse(context, ProblemKind.NOT_FOUND, "This port does not serve the address.");
        } else if (!isAtWebhooksPort
                && !path.startsWith(HEALTH)
                && !doors.hosts().contains(host)) {
            refuse(context, ProblemKind.FOREIGN_HOST, "The host that the request names is not allowed.");
        } else if (origin != null
                && !HARMLESS.contains(request.method())
                && !doors.hosts().isOwnOrigin(origin, host)) {
            refuse(context, ProblemKind.FORBIDDEN, "Requests from pages of other sites are not allowed.");
        } else {
            context.next();
        }
    }

    private void bearer(RoutingContext context) {
        if (doors.token().isPresent() || doors.needCredential()) {
            Map<String, Runnable> tokens = new HashMap<>();
            doors.token().ifPresent(token -> tokens.put("Bearer " + token, context::next));
            check(context, tokens, "Bearer");
        } else {
            context.next();
        }
    }

    /** Lets users of the page in. A viewer may only look. */
    private void login(RoutingContext context) {
        if (!doors.needCredential()) {
            PageUser.OPERATOR.enter(context);
            context.next();
        } else if (doors.password().isEmpty() && doors.viewerPassword().isEmpty()) {
            Problem.ofMessage(
                            ProblemKind.FORBIDDEN,
                            "CALLINGCARD_PAGE_PASSWORD: is missing. Set it, then log in as operator.")
                    .write(context);
        } else {
            Map<String, Runnable> logins = new HashMap<>();
            doors.viewerPassword()
                    .ifPresent(password -> logins.put(basic(PageUser.VIEWER, password), () -> look(context)));
            doors.password()
                    .ifPresent(password -> logins.put(basic(PageUser.OPERATOR, password), () -> {
                        PageUser.OPERATOR.enter(context);
                        context.next();
                    }));
            check(context, logins, "Basic realm=\"Calling Card\", charset=\"UTF-8\"");
        }
    }

    private static void look(RoutingContext context) {
        if (HARMLESS.contains(context.request().method())) {
            PageUser.VIEWER.enter(context);
            context.next();
        } else {
            Problem.ofMessage(ProblemKind.FORBIDDEN, "viewer: may not change anything. Log in as operator.")
                    .write(context);
        }
    }

    private static String basic(PageUser user, String password) {
        byte[] pair = (user.word() + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** Refuses changes that the page did not ask for, whatever page the browser shows. */
    private static void fromThePage(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (HARMLESS.contains(request.method()) || MARK_OF_THE_PAGE.equals(request.getHeader(MARK))) {
            context.next();
        } else {
            new Problem(
                            ProblemKind.FORBIDDEN,
                            "The header " + MARK + " is missing.",
                            MARK,
                            "Send the header " + MARK + ": " + MARK_OF_THE_PAGE + ".")
                    .write(context);
        }
    }

    /**
     * Checks the credential.
     *
     * @param expected what to do with each credential that is right
     */
    private void check(RoutingContext context, Map<String, Runnable> expected, String challenge) {
        HttpServerRequest request = context.request();
        String given = request.getHeader("authorization");
        String address =
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        Duration wait = throttle.wait(address);
        if (given != null && !wait.isZero()) {
            Problem.of(ProblemKind.TOO_MANY_LOGINS, "Your network has no more tries in this minute.")
                    .answer()
                    .retryAfter(wait.plusSeconds(1))
                    .write(context);
            return;
        }
        // All are compared, so that the time does not tell which of them is near.
        Runnable next = null;
        for (Map.Entry<String, Runnable> each : expected.entrySet()) {
            if (isSame(each.getKey(), given)) {
                next = each.getValue();
            }
        }
        if (next != null) {
            next.run();
        } else {
            if (given != null) {
                report(throttle.fail(address), address);
            }
            Problem.of(ProblemKind.MISSING_CREDENTIAL, "The request has no valid credential.")
                    .answer()
                    .with("WWW-Authenticate", challenge)
                    .write(context);
        }
    }

    private static void report(int failures, String address) {
        if (failures > 0) {
            LOG.warn(
                    "Logins failed since the last report: {}, the latest from {}. If they are not yours, block this"
                            + " network. Each address has {} tries a minute.",
                    failures,
                    LoginThrottle.masked(address),
                    LoginThrottle.LIMIT);
        }
    }

    /** Answers strangers the status only, because the details of the checks name the tenant and the lines. */
    private void health(RoutingContext context, Uni<SmallRyeHealth> check) {
        boolean isStranger = doors.needCredential() || !doors.hosts().contains(host(context));
        if (isStranger && context.request().getHeader("authorization") == null) {
            check.subscribe().with(result -> status(context, result.isDown()), context::fail);
        } else {
            context.next();
        }
    }

    private static void status(RoutingContext context, boolean isDown) {
        context.response()
                .setStatusCode(isDown ? 503 : 200)
                .putHeader("content-type", "application/json")
                .end(isDown ? "{\"status\": \"DOWN\"}" : "{\"status\": \"UP\"}");
    }

    private static void refuse(RoutingContext context, ProblemKind kind, String reason) {
        Problem.of(kind, reason).write(context);
    }

    private static String host(RoutingContext context) {
        return String.valueOf(context.request().authority());
    }

    /** Compares digests in constant time, so that the time tells nothing about the secret. */
    private static boolean isSame(String expected, String actual) {
        return actual != null && MessageDigest.isEqual(digest(expected), digest(actual));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
