package io.callingcard.provider.inbound;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts a webhook on the router of Camel's platform HTTP itself, as on Quarkus and in camel-main: the body arrives
 * unchanged, and no thread waits for it.
 */
final class VertxHost extends ServiceSupport {

    /** The maximum number of calls in progress; further calls get 503. */
    private static final int MOST_IN_PROGRESS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(VertxHost.class);

    private final VertxPlatformHttpRouter router;
    private final String path;
    private final WebhookHandler receiver;
    private final AtomicInteger underWay = new AtomicInteger();
    private Route route;

    private VertxHost(VertxPlatformHttpRouter router, String path, WebhookHandler receiver) {
        this.router = router;
        this.path = path;
        this.receiver = receiver;
    }

    /** A host, or null if the platform's HTTP is not Vert.x's. */
    static VertxHost of(CamelContext context, String path, WebhookHandler receiver) {
        try {
            VertxPlatformHttpRouter router = router(context.getRegistry());
            return router == null ? null : new VertxHost(router, path, receiver);
        } catch (NoClassDefFoundError e) {
            return null;
        }
    }

    /** The router of the main port; there may be another one for management. */
    private static VertxPlatformHttpRouter router(Registry registry) {
        Set<VertxPlatformHttpRouter> routers = registry.findByType(VertxPlatformHttpRouter.class);
        String name = registry.findSingleByType(PlatformHttpEngine.class) instanceof VertxPlatformHttpEngine engine
                ? VertxPlatformHttpRouter.getRouterNameFromPort(engine.getServerPort())
                : null;
        return routers.stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .or(() -> routers.stream().findFirst())
                .orElse(null);
    }

    @Override
    protected void doStart() {
        route = router.route(path).handler(context -> answer(context.request()));
    }

    @Override
    protected void doStop() {
        route.remove();
    }

    private void answer(HttpServerRequest request) {
        int status = isSuspended()
                ? WebhookHandler.TRY_AGAIN
                : receiver.statusOf(request.method().name());
        if (status != 0) {
            end(request, status);
        } else if (underWay.get() >= MOST_IN_PROGRESS) {
            end(request, WebhookHandler.TRY_AGAIN);
        } else if (announced(request) > receiver.largest()) {
            end(request, receiver.tooLarge());
        } else {
            new Reading(request).begin();
        }
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private static void end(HttpServerRequest request, int status) {
        HttpServerResponse response = request.response();
        if (response.ended()) {
            return;
        }
        response.setStatusCode(status);
        if (status == WebhookHandler.METHOD_NOT_ALLOWED) {
            response.putHeader(HttpHeaders.ALLOW, "POST");
        }
        if (status == WebhookHandler.TOO_LARGE) {
            // The rest of the body is not read, so the connection cannot be used again.
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        response.end();
    }

    /** One call whose body is being read, on the event loop. */
    private final class Reading {

        private final HttpServerRequest request;
        private Buffer body;
        private boolean over;

        Reading(HttpServerRequest request) {
            this.request = request;
        }

        void begin() {
            request.handler(this::take);
            request.endHandler(end -> whole());
            request.exceptionHandler(broken -> over = true);
            // Some platforms pause a request until it is resumed.
            request.resume();
        }

        private void take(Buffer chunk) {
            int length = (body == null ? 0 : body.length()) + chunk.length();
            if (over) {
                return;
            }
            if (length > receiver.largest()) {
                over = true;
                end(request, receiver.tooLarge());
            } else {
                body = body == null ? chunk : body.appendBuffer(chunk);
            }
        }

        private void whole() {
            if (over) {
                return;
            }
            over = true;
            // Counted only now: a client that never ends its body must not block others.
            underWay.incrementAndGet();
            byte[] bytes = body == null ? new byte[0] : body.getBytes();
            try {
                receiver.receive(new Webhooks.WebhookCall(request.headers()::getAll, bytes), this::answer);
            } catch (RuntimeException e) {
                LOG.error("Could not handle a webhook call", e);
                answer(WebhookHandler.TRY_AGAIN);
            }
        }

        private void answer(int status) {
            underWay.decrementAndGet();
            end(request, status);
        }
    }
}
