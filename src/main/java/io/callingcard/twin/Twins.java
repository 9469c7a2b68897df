// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Receives requests, applies faults, and hands the requests to the twin of their provider. */
final class Twins {

    /** The path of the twins on a server. */
    static final String ROOT = "/twin/";

    /** The names of the providers. */
    static final List<String> PROVIDERS = List.of("chert", "linq", "wa");

    /** What a gateway between the caller and the provider may answer. */
    static final String FOREIGN_PAGE = "<html>Welcome</html>";

    private static final int LARGEST_KEPT = 1024 * 1024;
    private static final int HEAD_OF_LARGE = 4 * 1024;
    private static final int HUGE = 8 * 1024 * 1024;
    /** After the checks of the callers, and before the server's limit of bodies: the providers have limits of their own. */
    private static final int BEFORE_LIMITS = -100;

    private static final String NOT_ALLOWED = "Only this machine may use the twins. " + ThisMachine.TO_ALLOW_OTHERS;

    final TwinClock clock;
    final PhoneFeed feed = new PhoneFeed();
    final Journal journal;
    final RequestLog requests = new RequestLog();
    final Faults faults = new Faults(1);
    final ChertTwin chert;
    final LinqTwin linq;
    final WaTwin wa;
    private final boolean allowRemote;
    private final Session session;

    /** @param vertx posts the events */
    Twins(TwinSettings settings, Vertx vertx) {
        this.clock = new TwinClock(settings.clock());
        this.allowRemote = settings.allowRemote();
        TwinHooks hooks = settings.hooks();
        this.session = hooks.session();
        this.journal = new Journal(true, entry -> {
            feed.add("received", entry.json().toString());
            hooks.journal().accept(entry);
        });
        hooks.faults().forEach(faults::add);
        long seed = settings.seed() == null ? ThreadLocalRandom.current().nextLong() : settings.seed();
        World world = new World(clock, journal, vertx, new VertxCourier(vertx), seed, allowRemote, World.Memory.ALL);
        this.chert = new ChertTwin(settings.secret(), world);
        this.linq = new LinqTwin(settings.secret(), world);
        this.wa = new WaTwin(world, hooks.dialect());
    }

    void mount(Router router) {
        router.route(ROOT + "control/*").handler(this::fromHere);
        for (ProviderTwin<?, ?> twin : all()) {
            router.route(ROOT + twin.provider() + "/*")
                    .order(BEFORE_LIMITS)
                    .handler(this::fromHere)
                    .handler(context -> receive(twin, context));
        }
    }

    List<ProviderTwin<?, ?>> all() {
        return List.of(chert, linq, wa);
    }

    /** Forgets messages, requests, faults and settings. */
    void reset() {
        journal.clear();
        requests.clear();
        faults.clear();
        clock.reset();
        all().forEach(ProviderTwin::reset);
        feed.reset();
    }

    /** Sends away other machines. They could have any address called, because everybody knows the credentials. */
    private void fromHere(RoutingContext context) {
        if (allowRemote || ThisMachine.isCaller(context.request())) {
            context.next();
        } else {
            context.response().setStatusCode(403).end(NOT_ALLOWED);
        }
    }

    private void receive(ProviderTwin<?, ?> twin, RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.uri().substring(ROOT.length() + twin.provider().length());
        Fault fault =
                faults.take(twin.provider(), request.method().name(), path).orElse(null);
        if (fault != null && fault.kind() == Fault.Kind.RESET_BEFORE_READING) {
            request.connection().close();
            return;
        }
        Incoming incoming = new Incoming(twin, request, path, fault);
        request.handler(incoming::take);
        request.exceptionHandler(broken -> {});
        request.endHandler(end -> {
            if (fault == null || fault.delay() == null) {
                incoming.finish();
            } else {
                context.vertx().setTimer(Math.max(1, fault.delay().toMillis()), timer -> incoming.finish());
            }
        });
    }

    /** One request while it arrives. Of a large body only the digest and the beginning are kept. */
    private final class Incoming {

        private final ProviderTwin<?, ?> twin;
        private final HttpServerRequest request;
        private final String path;
        private final Fault fault;
        private final MessageDigest digest = sha256();
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private long size;
        private boolean cut;

        Incoming(ProviderTwin<?, ?> twin, HttpServerRequest request, String path, Fault fault) {
            this.twin = twin;
            this.request = request;
            this.path = path;
            this.fault = fault;
        }

        void take(Buffer chunk) {
            byte[] bytes = chunk.getBytes();
            size += bytes.length;
            digest.update(bytes);
            if (size <= LARGEST_KEPT) {
                kept.writeBytes(bytes);
            } else if (kept.size() > HEAD_OF_LARGE) {
                byte[] head = Arrays.copyOf(kept.toByteArray(), HEAD_OF_LARGE);
                kept.reset();
                kept.writeBytes(head);
            }
            if (fault != null && fault.kind() == Fault.Kind.CUT_REQUEST && size >= fault.bytes() && !cut) {
                cut = true;
                request.connection().close();
            }
        }

        void finish() {
            if (cut) {
                return;
            }
            ReceivedRequest received = new ReceivedRequest(
                    twin.provider(),
                    request.method().name(),
                    request.scheme() + "://" + request.authority() + ROOT + twin.provider(),
                    path,
                    lowerCase(request.headers()),
                    kept.toByteArray(),
                    size,
                    HexFormat.of().formatHex(digest.digest()));
            requests.add(received);
            answer(twin.answer(received, fault, session));
        }

        private void answer(Reply reply) {
            HttpServerResponse response = request.response().setStatusCode(reply.status());
            reply.headers().forEach(response::putHeader);
            response.putHeader("date", clock.httpDate());
            if (reply.live() != null) {
                reply.live().accept(response.setChunked(true));
                return;
            }
            Buffer body = Buffer.buffer(reply.body());
            if (fault == null) {
                response.end(body);
                return;
            }
            switch (fault.kind()) {
                case RESET_AFTER_DELIVERY -> request.connection().close();
                case NO_ANSWER -> {}
                case STALL_AFTER_HEAD ->
                    response.putHeader("content-length", "1000").writeHead();
                case CUT_ANSWER -> cut(response, body);
                case FOREIGN_PAGE ->
                    response.putHeader("content-type", "text/html").end(FOREIGN_PAGE);
                case HUGE_ANSWER -> response.end(Buffer.buffer(new byte[HUGE]));
                default -> response.end(body);
            }
        }

        /** Closes the connection within the body, or before the headers if there is no body. */
        private void cut(HttpServerResponse response, Buffer body) {
            if (body.length() == 0) {
                request.connection().close();
                return;
            }
            response.putHeader("content-length", Integer.toString(body.length() + 10))
                    .write(body)
                    .onComplete(written -> request.connection().close());
        }
    }

    private static Map<String, String> lowerCase(MultiMap headers) {
        Map<String, String> result = new TreeMap<>();
        headers.forEach(header -> result.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return result;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
