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

/** Who may do what: leads by a token, the page by a login, and nothing by other people's pages. */
@ApplicationScoped
public class Guard {

    /** Before everybody else. */
    private static final int FIRST = -10_000;

    private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @ConfigProperty(name = "callingcard.leads.token")
    Optional<String> token;

    @ConfigProperty(name = "callingcard.page.password")
    Optional<String> password;

    @ConfigProperty(name = "callingcard.page.login", defaultValue = "false")
    boolean login;

    void mount(@Observes Router router) {
        router.route().order(FIRST).handler(Guard::sameOrigin);
        for (String path : Set.of("/leads", "/cards")) {
            router.route(path).order(FIRST + 1).handler(this::bearer);
        }
        for (String path : Set.of("/", "/page/*", "/twin/control/*", "/twin/feed", "/twin/journal")) {
            router.route(path).order(FIRST + 1).handler(this::operator);
        }
    }

    /** A page from elsewhere, open in the same browser, must not be able to do anything here. */
    private static void sameOrigin(RoutingContext context) {
        HttpServerRequest request = context.request();
        String origin = request.getHeader("origin");
        String here = String.valueOf(request.authority());
        boolean isOurs = origin == null || origin.equals("http://" + here) || origin.equals("https://" + here);
        if (isOurs || HARMLESS.contains(request.method())) {
            context.next();
        } else {
            context.response().setStatusCode(403).end("Not from a page of another host");
        }
    }

    private void bearer(RoutingContext context) {
        String said = context.request().getHeader("authorization");
        if (token.isEmpty() || isSame("Bearer " + token.get(), said)) {
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
                    .end("The page needs a password here: set CALLINGCARD_PAGE_PASSWORD, and log in as operator");
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

    /** Takes as long for a near miss as for a wide one. */
    private static boolean isSame(String expected, String said) {
        return said != null && MessageDigest.isEqual(digest(expected), digest(said));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
