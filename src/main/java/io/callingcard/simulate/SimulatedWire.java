// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

import io.callingcard.provider.wire.Wire;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireFailure;
import io.callingcard.provider.wire.WireHeaders;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.provider.wire.WireResponse;
import io.callingcard.twin.Fault;
import io.callingcard.twin.LocalTwins;

/** Passes requests to the twins of this process. It has no code that could open a connection. */
final class SimulatedWire implements Wire {

    private static final int OK = 200;
    private static final String SINCE = "since=";

    /** The life of a stream. Chert ends one after a minute, but here each new one takes time. */
    private static final Duration CONNECTION = Duration.ofHours(1);

    private final VirtualMachine machine;
    private final SimulatedPhones phones;
    private final String provider;
    /** The address of the twin, in place of the provider's host. */
    private final String root;
    /** The path of the API below the root. */
    private final String base;

    private final Duration timeout;
    private final Executor answers;

    SimulatedWire(VirtualMachine machine, SimulatedPhones phones, String baseUrl, Duration timeout, Executor answers) {
        this.machine = machine;
        this.phones = phones;
        this.provider = SimulatedPhones.providerOf(baseUrl);
        this.root = SimulatedPhones.root(provider);
        this.base = baseUrl.substring(root.length());
        this.timeout = timeout;
        this.answers = answers;
    }

    @Override
    public Future<Void> after(Duration wait) {
        Promise<Void> promise = Promise.promise();
        machine.after(wait, promise::tryComplete);
        return promise.future();
    }

    @Override
    public long nanoTime() {
        return machine.nanoTime();
    }

    @Override
    public double chance() {
        return machine.chance();
    }

    @Override
    public <T> Future<T> blocking(Callable<T> work) {
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    public Future<WireResponse> send(WireRequest request, WireHeaders headers, BooleanSupplier isPermitted) {
        Promise<WireResponse> promise = Promise.promise();
        if (!isPermitted.getAsBoolean()) {
            promise.fail(new WireFailure("the permission to send has expired", false, null));
            return promise.future();
        }
        LocalTwins.Answer answer;
        try {
            byte[] body = body(request.body());
            Map<String, String> sent = lowerCase(headers);
            // A real connection adds it, and Linq's storage checks it.
            sent.put("content-length", Integer.toString(body.length));
            answer = phones.call(provider, request.method().name(), root, path(request), sent, body);
        } catch (IOException e) {
            promise.fail(new WireFailure("the file to send cannot be read", false, e));
            return promise.future();
        }
        Fault fault = answer.fault();
        if (fault == null) {
            answered(request, answer, phones.latency(), promise);
            return promise.future();
        }
        switch (fault.kind()) {
            case NO_ANSWER, STALL_AFTER_HEAD -> failed("no answer within " + limit(request), limit(request), promise);
            case RESET_BEFORE_READING, CUT_REQUEST, RESET_AFTER_DELIVERY ->
                failed("the connection broke before an answer", phones.latency(), promise);
            case CUT_ANSWER -> failed("the connection broke inside the answer", phones.latency(), promise);
            case HUGE_ANSWER -> failed("the answer is larger than maxResponseSize", phones.latency(), promise);
            case LATENCY -> {
                if (fault.delay().compareTo(limit(request)) > 0) {
                    failed("no answer within " + limit(request), limit(request), promise);
                } else {
                    answered(request, answer, fault.delay(), promise);
                }
            }
            default -> answered(request, answer, phones.latency(), promise);
        }
        return promise.future();
    }

    private Duration limit(WireRequest request) {
        return request.timeout() == null ? timeout : request.timeout();
    }

    /** Fails as if all bytes may have been sent. */
    private void failed(String reason, Duration wait, Promise<WireResponse> promise) {
        machine.after(wait, () -> answers.execute(() -> promise.tryFail(new WireFailure(reason, true, null))));
    }

    private void answered(WireRequest request, LocalTwins.Answer answer, Duration wait, Promise<WireResponse> promise) {
        machine.after(
                wait,
                () -> answers.execute(() -> {
                    try {
                        promise.tryComplete(response(request, answer));
                    } catch (IOException e) {
                        promise.tryFail(new WireFailure("the answer could not be stored", true, e));
                    }
                }));
    }

    private static WireResponse response(WireRequest request, LocalTwins.Answer answer) throws IOException {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(answer.headers());
        if (request.download() != null && answer.status() / 100 == 2) {
            Files.write(request.download(), answer.body());
            return new WireResponse(answer.status(), headers, Buffer.buffer());
        }
        return new WireResponse(answer.status(), headers, Buffer.buffer(answer.body()));
    }

    private String path(WireRequest request) {
        if (request.target().startsWith("/")) {
            return base + request.target();
        }
        if (request.target().startsWith(root)) {
            return request.target().substring(root.length());
        }
        URI absolute = URI.create(request.target());
        return absolute.getRawQuery() == null
                ? absolute.getRawPath()
                : absolute.getRawPath() + "?" + absolute.getRawQuery();
    }

    private static Map<String, String> lowerCase(WireHeaders headers) {
        MultiMap all = MultiMap.caseInsensitiveMultiMap();
        headers.setOn(all);
        Map<String, String> result = new TreeMap<>();
        all.forEach(each -> result.put(each.getKey().toLowerCase(Locale.ROOT), each.getValue()));
        return result;
    }

    private static byte[] body(WireBody body) throws IOException {
        if (body instanceof WireBody.Bytes bytes) {
            return bytes.content();
        }
        if (body instanceof WireBody.Stream stream) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(stream.before());
            all.write(Files.readAllBytes(stream.file()));
            all.write(stream.after());
            return all.toByteArray();
        }
        return new byte[0];
    }

    /** Only Chert has a stream. It ends after a while, as a real one does. */
    @Override
    public Future<WireResponse> follow(
            WireRequest request, WireHeaders headers, Duration silence, Consumer<String> line) {
        return send(request, headers, () -> true)
                .compose(answer ->
                        answer.status() == OK ? listen(request, answer, line) : Future.succeededFuture(answer));
    }

    private Future<WireResponse> listen(WireRequest request, WireResponse answer, Consumer<String> line) {
        Promise<WireResponse> end = Promise.promise();
        Runnable stop = phones.twins()
                .chert()
                .listen(
                        since(request),
                        text -> machine.after(
                                phones.latency(),
                                () -> answers.execute(() -> text.lines().forEach(line))));
        machine.after(CONNECTION, () -> {
            stop.run();
            answers.execute(() -> end.tryComplete(answer));
        });
        return end.future();
    }

    private static Instant since(WireRequest request) {
        String query = URI.create(request.target()).getQuery();
        return Instant.parse(query.substring(query.indexOf(SINCE) + SINCE.length()));
    }
}
