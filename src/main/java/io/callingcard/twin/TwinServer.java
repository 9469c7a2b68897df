// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;

/**
 * Runs the twins of Chert, Linq and the WhatsApp gateway, and shows what the phones received.
 *
 * <p>Every credential is {@code twin}. {@link TwinExtension} starts a server for a JUnit 5 test class.
 */
public final class TwinServer implements AutoCloseable {

    private static final int SECONDS_TO_START = 10;

    private final Twins twins;
    private final Vertx ownVertx;
    private final String address;
    private final int port;

    private TwinServer(TwinSettings settings) {
        ownVertx = Vertx.vertx(new VertxOptions().setUseDaemonThread(true).setEventLoopPoolSize(2));
        Router router = Router.router(ownVertx);
        twins = mounted(router, ownVertx, settings);
        // Where tools look for it. A server that is shared has its own document there.
        router.get("/openapi/:document")
                .handler(context ->
                        context.reroute(Twins.ROOT + context.request().path().substring(1)));
        HttpServerOptions options =
                new HttpServerOptions().setHost(settings.host()).setPort(settings.port());
        HttpServer server = ownVertx.createHttpServer(options)
                .requestHandler(router)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(SECONDS_TO_START, TimeUnit.SECONDS)
                .join();
        port = server.actualPort();
        address = "http://localhost:" + port;
    }

    private TwinServer(Router router, Vertx vertx, TwinSettings settings) {
        ownVertx = null;
        port = 0;
        address = "";
        twins = mounted(router, vertx, settings);
    }

    private static Twins mounted(Router router, Vertx vertx, TwinSettings settings) {
        Twins twins = new Twins(settings, vertx);
        twins.mount(router);
        new TwinControl(twins).mount(router);
        return twins;
    }

    /** Starts the twins on a free loopback port. */
    public static TwinServer start() {
        return start(TwinSettings.local());
    }

    /** Starts the twins on a free loopback port, with a clock that the test moves. */
    public static TwinServer start(Clock clock) {
        return start(TwinSettings.local().withClock(clock));
    }

    /** Starts the twins with a secret of your own: of Chert's tenant {@code twin}, and as Linq's token. */
    public static TwinServer start(String secret) {
        return start(TwinSettings.local().withSecret(secret));
    }

    static TwinServer start(TwinSettings settings) {
        return new TwinServer(settings);
    }

    /**
     * Adds the twins to an existing HTTP server, below {@code /twin}. {@link #root} then answers the path alone, and
     * {@link #close} leaves the server running.
     *
     * @param allowRemote whether other machines may call the twins, and the twins may send events to other machines
     */
    public static TwinServer mount(Router router, Vertx vertx, Clock clock, boolean allowRemote) {
        return new TwinServer(
                router, vertx, TwinSettings.local().withClock(clock).withAllowRemote(allowRemote));
    }

    /** The port; 0 if the twins are mounted on another server. */
    public int port() {
        return port;
    }

    /**
     * The address that stands for a provider's host; the provider's own paths follow it. Use it as {@code baseUrl}.
     *
     * @param provider {@code chert}, {@code linq} or {@code wa}
     */
    public String root(String provider) {
        return address + Twins.ROOT + provider;
    }

    /** Everything the phones received, in order. */
    public List<JournalEntry> journal() {
        return twins.journal.entries();
    }

    /** Everything one phone received, in order. */
    public List<JournalEntry> journal(String phone) {
        return twins.journal.entries(phone);
    }

    /** Empties the journal; chats and messages stay. */
    public void clearJournal() {
        twins.journal.clear();
    }

    /** The newest 10,000 requests, in order of arrival. */
    public List<ReceivedRequest> requests() {
        return twins.requests.all();
    }

    /** Makes the next matching call go wrong. */
    public void inject(Fault fault) {
        twins.faults.add(fault);
    }

    /** Removes the faults that have not happened yet. */
    public void clearFaults() {
        twins.faults.clear();
    }

    /** Sets how far the providers' clock is ahead of the real one; negative if it is behind. */
    public void clockOffset(Duration offset) {
        twins.clock.offset(offset);
    }

    /** The providers' time. */
    public Instant now() {
        return twins.clock.instant();
    }

    /** The twin of Chert: its tenants, its webhooks, and what people send to its line. */
    public ChertTwin chert() {
        return twins.chert;
    }

    /** The twin of Linq: its lines and chats, its webhooks, and what people send to its lines. */
    public LinqTwin linq() {
        return twins.linq;
    }

    /** The twin of the WhatsApp gateway: its devices, its webhooks, and what people send to them. */
    public WaTwin wa() {
        return twins.wa;
    }

    /** Forgets messages, requests, faults, webhooks and every setting: the twins are as after start. */
    public void reset() {
        twins.reset();
    }

    @Override
    public void close() {
        if (ownVertx != null) {
            ownVertx.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(SECONDS_TO_START, TimeUnit.SECONDS)
                    .join();
        }
    }
}
