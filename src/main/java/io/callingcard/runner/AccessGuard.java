package io.callingcard.runner;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Restricts access: leads and cards by a token, the page by a login. Rejects requests from pages of other sites. */
@ApplicationScoped
class AccessGuard {

    /** Before all other handlers. */
    private static final int FIRST = -10_000;

    private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @ConfigProperty(name = "callingcard.leads.token")
    Optional<String> token;

    @ConfigProperty(name = "callingcard.page.password")
    Optional<String> password;

    @ConfigProperty(name = "callingcard.page.login", defaultValue = "false")
    boolean login;

    void mount(@Observes Router router) {
        router.route().order(FIRST).handler(AccessGuard::sameOrigin);
        for (String path : Set.of("/leads", "/cards")) {
            router.route(path).order(FIRST + 1).handler(this::bearer);
        }
        for (String path : Set.of("/", "/page/*", "/twin/control/*", "/twin/feed", "/twin/journal")) {
            router.route(path).order(FIRST + 1).handler(this::operator);
        }
    }

    /** A page of another site in the same browser must not change anything here. */
    private static void sameOrigin(RoutingContext context) {
        HttpServerRequest request = context.request();
        String origin = request.getHeader("origin");
        String here = String.valueOf(request.authority());
        boolean isOurs = origin == null || origin.equals("http://" + here) || origin.equals("https://" + here);
        if (isOurs || HARMLESS.contains(request.method())) {
            context.next();
        } else {
            context.response().setStatusCode(403).end("Requests from pages of other sites are not allowed");
        }
    }

    private void bearer(RoutingContext context) {
        String header = context.request().getHeader("authorization");
        if (token.isEmpty() || isSame("Bearer " + token.get(), header)) {
            context.next();
        } else {
            context.response()
                    .setStatusCode(401)
                    .putHeader("www-authenticate", "Bearer")
                    .end();
        }
    }

    private void operator(RoutingContext context) {
        if (!login) {
            context.next();
        } else if (password.isEmpty()) {
            context.response()
                    .setStatusCode(403)
                    .end("CALLINGCARD_PAGE_PASSWORD: is missing. Set it, then log in as operator.");
        } else if (isSame(basic(password.get()), context.request().getHeader("authorization"))) {
            context.next();
        } else {
            context.response()
                    .setStatusCode(401)
                    .putHeader("www-authenticate", "Basic realm=\"Calling Card\", charset=\"UTF-8\"")
                    .end();
        }
    }

    private static String basic(String secret) {
        byte[] pair = ("operator:" + secret).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
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
