package io.callingcard.provider.inbound;

import java.util.Set;
import java.util.function.BooleanSupplier;

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
    private final BooleanSupplier servedByAnother;
    private Route route;

    private VertxHost(
            CamelContext context,
            VertxPlatformHttpRouter router,
            String path,
            WebhookHandler handler,
            BooleanSupplier servedByAnother) {
        this.context = context;
        this.router = router;
        this.path = path;
        this.handler = handler;
        this.servedByAnother = servedByAnother;
    }

    /**
     * Creates a host; null if Camel's platform HTTP does not run on Vert.x.
     *
     * @param servedByAnother whether another consumer has taken over the path while this one is stopped
     */
    static VertxHost of(CamelContext context, String path, WebhookHandler handler, BooleanSupplier servedByAnother) {
        try {
            VertxPlatformHttpRouter router = router(context.getRegistry());
            return router == null ? null : new VertxHost(context, router, path, handler, servedByAnother);
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

    /** Adds the path. Camel initializes a service again when it restarts. */
    @Override
    protected void doInit() {
        if (route == null) {
            route = router.route(path).handler(this::answer);
        }
    }

    /** Removes the path, unless the server stops too: until then, providers must not take events for lost. */
    @Override
    protected void doShutdown() {
        if (route != null && !context.isStopping()) {
            route.remove();
            route = null;
        }
    }

    private void answer(RoutingContext call) {
        if (isStarted()) {
            new VertxCall(router.vertx(), call.request(), handler).begin();
        } else if (servedByAnother.getAsBoolean()) {
            call.next();
        } else {
            new VertxCall(router.vertx(), call.request(), handler).answer(WebhookHandler.TRY_AGAIN);
        }
    }
}
