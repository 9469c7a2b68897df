package io.callingcard.twin;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;

import io.callingcard.twin.chert.ChertTwin;
import io.callingcard.twin.linq.LinqTwin;
import io.callingcard.twin.wa.WaTwin;

/** The twins on a server of their own, for tests and for {@link TwinMain}. */
public final class TwinServer implements AutoCloseable {

    private final TwinSettings settings;
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setUseDaemonThread(true).setEventLoopPoolSize(2));
    private final Twins twins;
    private final HttpServer server;

    private TwinServer(TwinSettings settings) {
        this.settings = settings;
        this.twins = new Twins(settings, vertx);
        Router router = Router.router(vertx);
        twins.mount(router);
        HttpServerOptions options =
                new HttpServerOptions().setHost(settings.host()).setPort(settings.port());
        if (settings.certificate() != null) {
            options.setSsl(true).setKeyCertOptions(settings.certificate());
        }
        this.server = vertx.createHttpServer(options)
                .requestHandler(router)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    /** On a free port of this machine. */
    public static TwinServer start() {
        return start(TwinSettings.local());
    }

    public static TwinServer start(TwinSettings settings) {
        return new TwinServer(settings);
    }

    public int port() {
        return server.actualPort();
    }

    /** What stands for the provider's host: the provider's own paths follow. */
    public String root(String provider) {
        String scheme = settings.certificate() == null ? "http" : "https";
        return scheme + "://localhost:" + port() + Twins.ROOT + provider;
    }

    public Journal journal() {
        return twins.journal();
    }

    public List<ReceivedRequest> requests() {
        return twins.requests();
    }

    public Faults faults() {
        return twins.faults();
    }

    public TwinClock clock() {
        return twins.clock();
    }

    public ChertTwin chert() {
        return twins.chert();
    }

    public LinqTwin linq() {
        return twins.linq();
    }

    public WaTwin wa() {
        return twins.wa();
    }

    public void reset() {
        twins.reset();
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
