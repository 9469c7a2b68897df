package io.callingcard.provider.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.provider.error.ErrorKind;
import io.callingcard.provider.error.Failure;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.RedactedException;

/** Calls one account of one provider: signs each attempt, classifies failures, and retries where that is safe. */
public final class ProviderClient {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderClient.class);

    private final String provider;
    private final Wire wire;
    private final Signer signer;
    private final AnswerReader answers;
    private final RetryPolicy retries;
    private final Gate gate;

    public ProviderClient(String provider, Wire wire, Signer signer, AnswerReader answers, RetryPolicy retries) {
        this(provider, wire, signer, answers, retries, Gate.OPEN);
    }

    /**
     * A client whose calls leave when they may.
     *
     * @param gate lets a call through with all its attempts
     */
    public ProviderClient(
            String provider, Wire wire, Signer signer, AnswerReader answers, RetryPolicy retries, Gate gate) {
        this.provider = provider;
        this.wire = wire;
        this.signer = signer;
        this.answers = answers;
        this.retries = retries;
        this.gate = gate;
    }

    /** The answer of a successful call, or a {@link ProviderException}. */
    public Future<WireResponse> call(WireRequest request) {
        return answer(request, answer -> answer);
    }

    /**
     * As {@link #call}, for calls that answer with JSON. An answer that cannot be read is in doubt, never a refusal:
     * the provider has done something.
     */
    public <T> Future<T> json(WireRequest request, Function<JsonNode, T> reader) {
        return answer(request, answer -> reader.apply(answer.json().orElseGet(Json::object)));
    }

    /** As {@link #json}, for calls whose answer is always of one type. */
    public <A, T> Future<T> read(WireRequest request, Class<A> type, Function<A, T> reader) {
        return answer(request, answer -> reader.apply(answer.as(type)));
    }

    private <T> Future<T> answer(WireRequest request, Function<WireResponse, T> reader) {
        return gate.pass(request, () -> new Call<>(request, reader).begin(), this::after);
    }

    /**
     * A call whose answer goes on for long: its lines are handed on as they come, on the event loop.
     *
     * @param silence after how long without a word the answer is taken for dead
     * @return when the answer is over, however it ended
     */
    public Future<Void> follow(WireRequest request, Duration silence, Consumer<String> line) {
        WireHeaders headers = new WireHeaders();
        headers.set(HttpHeaders.ACCEPT, "text/event-stream");
        try {
            signer.sign(request, headers::set);
        } catch (RuntimeException e) {
            Failure failure = Failure.local(
                    provider, request.operation(), Outcome.NOT_SENT, "the request could not be signed", false);
            return Future.failedFuture(ErrorKind.AUTHENTICATION.exception(failure, new RedactedException(e)));
        }
        return wire.follow(request, headers, silence, line).transform(answer -> {
            if (answer.failed()) {
                return Future.failedFuture(lost(request, answer.cause().getMessage(), true, answer.cause()));
            }
            return answers.failure(request, answer.result())
                    .<Future<Void>>map(Future::failedFuture)
                    .orElseGet(Future::succeededFuture);
        });
    }

    /** A call without a readable answer. */
    private ProviderException lost(WireRequest request, String reason, boolean retryable, Throwable cause) {
        boolean mayHaveArrived =
                request.effect() != Effect.NONE && !(cause instanceof WireFailure wire && !wire.written());
        Outcome outcome = mayHaveArrived ? Outcome.IN_DOUBT : Outcome.NOT_SENT;
        ErrorKind kind = mayHaveArrived ? ErrorKind.IN_DOUBT : ErrorKind.UNAVAILABLE;
        Failure failure = Failure.local(provider, request.operation(), outcome, reason, retryable)
                .withIdempotencyKey(request.idempotencyKey());
        return kind.exception(failure, cause);
    }

    /** Waits without a thread; fails when the connections are closed meanwhile. */
    public Future<Void> after(Duration wait) {
        return wire.after(wait);
    }

    /** Work that blocks, such as files, off the event loops. */
    public <T> Future<T> blocking(Callable<T> work) {
        return wire.blocking(work);
    }

    /** One call with all its attempts. Attempts follow each other, so the fields need no lock. */
    private final class Call<T> {

        private final WireRequest request;
        private final Function<WireResponse, T> reader;
        private final Promise<T> promise = Promise.promise();
        private int repeated;
        private boolean signedAgain;
        private ProviderException doubt;

        Call(WireRequest request, Function<WireResponse, T> reader) {
            this.request = request;
            this.reader = reader;
        }

        Future<T> begin() {
            attempt();
            return promise.future();
        }

        /** Never throws: no caller would catch the error of a later attempt, and the exchange would wait forever. */
        void attempt() {
            WireHeaders headers = new WireHeaders();
            try {
                describe(headers);
            } catch (RuntimeException e) {
                refuse(ErrorKind.INVALID_REQUEST, "a header has characters that cannot be sent", e);
                return;
            }
            try {
                sign(headers);
            } catch (RuntimeException e) {
                refuse(ErrorKind.AUTHENTICATION, "the request could not be signed", e);
                return;
            }
            wire.send(request, headers).onComplete(this::answered);
        }

        private void describe(WireHeaders headers) {
            request.headers().forEach(headers::set);
            if (request.body() instanceof WireBody.Bytes bytes) {
                headers.set(HttpHeaders.CONTENT_TYPE, bytes.contentType());
            } else if (request.body() instanceof WireBody.Stream stream) {
                headers.set(HttpHeaders.CONTENT_TYPE, stream.contentType());
            }
        }

        private void sign(WireHeaders headers) {
            if (request.signed()) {
                signer.sign(request, headers::set);
            }
        }

        /** Ends the call before this attempt has left. */
        private void refuse(ErrorKind kind, String reason, RuntimeException cause) {
            Failure failure = Failure.local(provider, request.operation(), Outcome.NOT_SENT, reason, false)
                    .withIdempotencyKey(request.idempotencyKey());
            // The error may quote the refused header, which may be a credential.
            promise.fail(overall(kind.exception(failure, new RedactedException(cause))));
        }

        private void answered(AsyncResult<WireResponse> result) {
            if (result.failed()) {
                failed(lost(request, result.cause().getMessage(), true, result.cause()));
                return;
            }
            WireResponse answer = result.result();
            Optional<ProviderException> failure;
            boolean signAgain;
            try {
                failure = answers.failure(request, answer);
                signAgain = failure.isPresent() && !signedAgain && request.signed() && signer.learn(answer);
            } catch (RuntimeException | LinkageError e) {
                failed(lost(request, "the answer could not be read", false, new RedactedException(e)));
                return;
            }
            if (failure.isEmpty()) {
                if (LOG.isDebugEnabled()) {
                    LOG.debug("{} {}: HTTP {}", provider, request.operation(), answer.status());
                }
                read(answer);
            } else if (signAgain) {
                signedAgain = true;
                attempt();
            } else {
                failed(failure.get());
            }
        }

        private void read(WireResponse answer) {
            T read;
            try {
                read = reader.apply(answer);
            } catch (ProviderException refusal) {
                promise.fail(refusal);
                return;
            } catch (RuntimeException | LinkageError e) {
                promise.fail(lost(request, "the answer has an unknown shape", false, new RedactedException(e)));
                return;
            }
            promise.complete(read);
        }

        private void failed(ProviderException failure) {
            if (failure.getOutcome() == Outcome.IN_DOUBT && doubt == null) {
                doubt = failure;
            }
            Optional<Duration> wait =
                    retries.waitBeforeNext(repeated, request, failure, () -> ThreadLocalRandom.current()
                            .nextDouble());
            if (wait.isPresent()) {
                repeated++;
                LOG.debug("{}; trying again in {}", failure.getMessage(), wait.get());
                wire.after(wait.get())
                        .onSuccess(waited -> attempt())
                        .onFailure(closed -> promise.fail(overall(failure)));
            } else {
                LOG.debug("{}", failure.getMessage());
                promise.fail(overall(failure));
            }
        }

        /** A later attempt that sent nothing proves nothing about an earlier one that may have. */
        private ProviderException overall(ProviderException last) {
            if (doubt == null || last.getOutcome() == Outcome.IN_DOUBT) {
                return last;
            }
            return ErrorKind.IN_DOUBT.exception(last.failure().withOutcome(Outcome.IN_DOUBT), doubt);
        }
    }

    /** Adds the credentials of one account, anew on every attempt. */
    public interface Signer {

        void sign(WireRequest request, BiConsumer<CharSequence, String> header);

        /**
         * Learns from a refused signature.
         *
         * @return whether signing again may help, as after a clock was found to be off
         */
        default boolean learn(WireResponse refused) {
            return false;
        }
    }

    /** Knows how one provider says no. */
    @FunctionalInterface
    public interface AnswerReader {

        /** The failure that an answer reports, or nothing when it is a success. */
        Optional<ProviderException> failure(WireRequest request, WireResponse answer);
    }

    /** Decides when a call may leave. By default at once. */
    public interface Gate {

        Gate OPEN = new Gate() {
            @Override
            public <T> Future<T> pass(
                    WireRequest request, Supplier<Future<T>> call, Function<Duration, Future<Void>> rest) {
                return call.get();
            }
        };

        /**
         * Makes the call, now or when its turn has come.
         *
         * @param rest waits without a thread; fails when the connections are closed meanwhile
         */
        <T> Future<T> pass(WireRequest request, Supplier<Future<T>> call, Function<Duration, Future<Void>> rest);
    }
}
