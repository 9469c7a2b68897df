package io.callingcard.provider.inbound;

import java.util.Set;

import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Hosts a webhook on the Vert.x router of Camel's platform HTTP, as on Quarkus and in camel-main. The path is known from
 * the initialization on; until the host is started, the provider is asked to send its events again.
 */
final class VertxHost extends ServiceSupport {

    private final CamelContext context;
    private final VertxPlatformHttpRouter router;
    private final String path;
    private final WebhookHandler handler;
    private Route route;

    private VertxHost(CamelContext context, VertxPlatformHttpRouter router, String path, WebhookHandler handler) {
        this.context = context;
        this.router = router;
        this.path = path;
        this.handler = handler;
    }

    /** Creates a host; null if Camel's platform HTTP does not run on Vert.x. */
    static VertxHost of(CamelContext context, String path, WebhookHandler handler) {
        try {
            VertxPlatformHttpRouter router = router(context.getRegistry());
            return router == null ? null : new VertxHost(context, router, path, handler);
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
    protected void doInit() {
        route = router.route(path).handler(this::answer);
    }

    /** Removes the path, unless the server stops too: until then, the provider must not take its events for refused. */
    @Override
    protected void doShutdown() {
        if (!context.isStopping()) {
            route.remove();
        }
    }

    private void answer(RoutingContext context) {
        VertxCall call = new VertxCall(router.vertx(), context.request(), handler);
        if (isStarted()) {
            call.begin();
        } else {
            call.answer(WebhookHandler.TRY_AGAIN);
        }
    }
}
