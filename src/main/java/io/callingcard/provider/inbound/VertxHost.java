// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.util.Set;
import java.util.function.Supplier;

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
 * the initialization on. While the host is not started, the provider is asked to send its events again, unless another
 * host has the same path.
 */
final class VertxHost extends ServiceSupport {

    private final CamelContext context;
    private final VertxPlatformHttpRouter router;
    private final String path;
    private final Supplier<WebhookHandler> handler;
    private Route served;
    private Route otherwise;

    private VertxHost(
            CamelContext context, VertxPlatformHttpRouter router, String path, Supplier<WebhookHandler> handler) {
        this.context = context;
        this.router = router;
        this.path = path;
        this.handler = handler;
    }

    /**
     * Creates a host; null if Camel's platform HTTP does not run on Vert.x.
     *
     * @param handler returns the handler of calls, once the host is started
     */
    static VertxHost of(CamelContext context, String path, Supplier<WebhookHandler> handler) {
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

    /** Camel initializes a service again when it starts again. */
    @Override
    protected void doInit() {
        if (served == null) {
            served = router.route(path).handler(this::answer);
            otherwise = router.route(path).last().handler(this::tryAgain);
        }
    }

    /** Removes the path, unless the server stops too: until then, the provider must not take its events for refused. */
    @Override
    protected void doShutdown() {
        if (served != null && !context.isStopping()) {
            served.remove();
            otherwise.remove();
        }
    }

    private void answer(RoutingContext context) {
        if (isStarted()) {
            new VertxCall(router.vertx(), context.request(), handler.get()).begin();
        } else {
            context.next();
        }
    }

    private void tryAgain(RoutingContext context) {
        new VertxCall(router.vertx(), context.request(), null).answer(WebhookHandler.TRY_AGAIN);
    }
}
