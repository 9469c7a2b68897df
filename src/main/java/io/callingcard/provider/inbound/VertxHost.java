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
 * Hosts a webhook on the Vert.x router of Camel's platform HTTP, as on Quarkus and in camel-main. The body arrives
 * unchanged, and no thread waits for it.
 */
final class VertxHost extends ServiceSupport {

    /** The maximum number of calls in progress. Further calls are asked to come again. */
    private static final int MAX_CALLS_IN_PROGRESS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(VertxHost.class);

    private final VertxPlatformHttpRouter router;
    private final String path;
    private final WebhookHandler handler;
    private final AtomicInteger inProgress = new AtomicInteger();
    private Route route;

    private VertxHost(VertxPlatformHttpRouter router, String path, WebhookHandler handler) {
        this.router = router;
        this.path = path;
        this.handler = handler;
    }

    /** Creates a host; null if Camel's platform HTTP does not run on Vert.x. */
    static VertxHost of(CamelContext context, String path, WebhookHandler handler) {
        try {
            VertxPlatformHttpRouter router = router(context.getRegistry());
            return router == null ? null : new VertxHost(router, path, handler);
        } catch (NoClassDefFoundError e) {
            return null;
        }
    }

    /** Finds the router of routes. There may be another one for management. */
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
                : handler.statusOf(request.method().name());
        if (status != 0) {
            end(request, status);
        } else if (inProgress.get() >= MAX_CALLS_IN_PROGRESS) {
            end(request, WebhookHandler.TRY_AGAIN);
        } else if (contentLength(request) > handler.maxBody()) {
            end(request, handler.tooLarge());
        } else {
            new BodyReader(request).begin();
        }
    }

    private static long contentLength(HttpServerRequest request) {
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
            // The rest of the body is not read, so the connection cannot be reused.
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        response.end();
    }

    /** Reads the body of one call, on the event loop. */
    private final class BodyReader {

        private final HttpServerRequest request;
        private Buffer body;
        private boolean over;

        BodyReader(HttpServerRequest request) {
            this.request = request;
        }

        void begin() {
            request.handler(this::append);
            request.endHandler(end -> complete());
            request.exceptionHandler(broken -> over = true);
            // Some platforms pause a request until a handler resumes it.
            request.resume();
        }

        private void append(Buffer chunk) {
            int length = (body == null ? 0 : body.length()) + chunk.length();
            if (over) {
                return;
            }
            if (length > handler.maxBody()) {
                over = true;
                end(request, handler.tooLarge());
            } else {
                body = body == null ? chunk : body.appendBuffer(chunk);
            }
        }

        private void complete() {
            if (over) {
                return;
            }
            over = true;
            // Counted from here on, so that callers that never finish a body do not block others.
            inProgress.incrementAndGet();
            byte[] bytes = body == null ? new byte[0] : body.getBytes();
            try {
                handler.handle(new Webhooks.WebhookCall(request.headers()::getAll, bytes), this::answer);
            } catch (RuntimeException e) {
                LOG.error("Could not handle a webhook call; the provider is asked to send it again", e);
                answer(WebhookHandler.TRY_AGAIN);
            }
        }

        private void answer(int status) {
            inProgress.decrementAndGet();
            end(request, status);
        }
    }
}
