// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.provider.error.AuthenticationException;
import io.callingcard.provider.error.InDoubtException;
import io.callingcard.provider.error.InvalidRequestException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.Failure;
import io.callingcard.provider.error.RedactedException;
import io.callingcard.provider.error.UnavailableException;

/**
 * Calls a provider for one account: signs each attempt, decides the outcome of a failure, and retries where that is
 * safe.
 */
public final class ProviderClient {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderClient.class);

    private final String provider;
    private final Wire wire;
    private final Signer signer;
    private final AnswerReader answers;
    private final RetryPolicy retries;
    private final Gate gate;
    private final Permit permit;

    public ProviderClient(String provider, Wire wire, Signer signer, AnswerReader answers, RetryPolicy retries) {
        this(provider, wire, signer, answers, retries, Gate.OPEN);
    }

    /**
     * Creates a client whose calls pass a gate.
     *
     * @param gate decides when a call, with all its attempts, may start
     */
    public ProviderClient(
            String provider, Wire wire, Signer signer, AnswerReader answers, RetryPolicy retries, Gate gate) {
        this(provider, wire, signer, answers, retries, gate, Permit.GRANTED);
    }

    private ProviderClient(
            String provider,
            Wire wire,
            Signer signer,
            AnswerReader answers,
            RetryPolicy retries,
            Gate gate,
            Permit permit) {
        this.provider = provider;
        this.wire = wire;
        this.signer = signer;
        this.answers = answers;
        this.retries = retries;
        this.gate = gate;
        this.permit = permit;
    }

    /** Returns the same client, whose tries ask for permission first. */
    public ProviderClient permittedBy(Permit asked) {
        return new ProviderClient(provider, wire, signer, answers, retries, gate, asked);
    }

    /** Makes a call. Fails with a {@link ProviderException}. */
    public Future<WireResponse> call(WireRequest request) {
        return answer(request, answer -> answer);
    }

    /**
     * Makes a call and reads its JSON answer. A successful answer that cannot be read is in doubt: the provider did
     * something.
     */
    public <T> Future<T> json(WireRequest request, Function<JsonNode, T> reader) {
        return answer(request, answer -> reader.apply(answer.json().orElseGet(Json::object)));
    }

    /** Makes a call and reads its answer as a type. */
    public <A, T> Future<T> read(WireRequest request, Class<A> type, Function<A, T> reader) {
        return answer(request, answer -> reader.apply(answer.as(type)));
    }

    private <T> Future<T> answer(WireRequest request, Function<WireResponse, T> reader) {
        return gate.pass(request, () -> new Call<>(request, reader).begin(), wire);
    }

    /**
     * Makes a call with a streamed answer. Its lines are passed on as they arrive, on the event loop.
     *
     * @param silence how long the stream may be silent before it counts as broken
     * @return completes when the answer ends
     */
    public Future<Void> follow(WireRequest request, Duration silence, Consumer<String> line) {
        WireHeaders headers = new WireHeaders();
        headers.set(HttpHeaders.ACCEPT, "text/event-stream");
        try {
            signer.sign(request, headers::set);
        } catch (RuntimeException e) {
            Failure failure = Failure.local(
                    provider, request.operation(), Outcome.NOT_SENT, "the request could not be signed", false);
            return Future.failedFuture(new AuthenticationException(failure, new RedactedException(e)));
        }
        return wire.follow(request, headers, silence, line).transform(answer -> {
            if (answer.failed()) {
                return Future.failedFuture(lost(request, answer.cause().getMessage(), true, answer.cause()));
            }
            // The lines of a stream have been passed on, so its answer has no body that could be judged.
            return answer.result().isSuccess()
                    ? Future.succeededFuture()
                    : answers.failure(request, answer.result())
                            .<Future<Void>>map(Future::failedFuture)
                            .orElseGet(Future::succeededFuture);
        });
    }

    /** Creates the exception of a call without a readable answer. */
    private ProviderException lost(WireRequest request, String reason, boolean retryable, Throwable cause) {
        boolean mayHaveArrived =
                request.effect() != Effect.NONE && !(cause instanceof WireFailure wire && !wire.written());
        Outcome outcome = mayHaveArrived ? Outcome.IN_DOUBT : Outcome.NOT_SENT;
        Failure failure = Failure.local(provider, request.operation(), outcome, reason, retryable)
                .withIdempotencyKey(request.idempotencyKey());
        return mayHaveArrived ? new InDoubtException(failure, cause) : new UnavailableException(failure, cause);
    }

    /** Waits without a thread. Fails if the connections are closed. */
    public Future<Void> after(Duration wait) {
        return wire.after(wait);
    }

    /** Runs blocking work, such as file access, off the event loop. */
    public <T> Future<T> blocking(Callable<T> work) {
        return wire.blocking(work);
    }

    /** One call with all its attempts. Attempts are sequential, so the fields need no lock. */
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

        /**
         * Starts an attempt. Never throws: an exception in a retry would not be caught, and the exchange would hang.
         */
        void attempt() {
            WireHeaders headers = new WireHeaders();
            try {
                describe(headers);
            } catch (RuntimeException e) {
                refuse(InvalidRequestException::new, "a header has characters that cannot be sent", e);
                return;
            }
            try {
                sign(headers);
            } catch (RuntimeException e) {
                refuse(AuthenticationException::new, "the request could not be signed", e);
                return;
            }
            if (permit == Permit.GRANTED) {
                send(headers, () -> gate.mayLeave(request));
            } else {
                permit.ask(request)
                        .onSuccess(isPermitted ->
                                send(headers, () -> isPermitted.getAsBoolean() && gate.mayLeave(request)))
                        .onFailure(this::notPermitted);
            }
        }

        private void send(WireHeaders headers, BooleanSupplier isPermitted) {
            wire.send(request, headers, isPermitted).onComplete(this::answered);
        }

        private void notPermitted(Throwable refusal) {
            promise.fail(refusal instanceof ProviderException known ? overall(known) : refusal);
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

        /** Fails the call before this attempt is sent. */
        private void refuse(ErrorAnswer.Thrown thrown, String reason, RuntimeException cause) {
            Failure failure = Failure.local(provider, request.operation(), Outcome.NOT_SENT, reason, false)
                    .withIdempotencyKey(request.idempotencyKey());
            // The original error may quote the header, including credentials.
            promise.fail(overall(thrown.apply(failure, new RedactedException(cause))));
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
            Optional<Duration> wait = retries.waitBeforeNext(repeated, request, failure, wire::chance);
            if (wait.isPresent()) {
                repeated++;
                LOG.debug("{}; retrying in {}", failure.getMessage(), wait.get());
                wire.after(wait.get())
                        .onSuccess(waited -> attempt())
                        .onFailure(closed -> promise.fail(overall(failure)));
            } else {
                LOG.debug("{}", failure.getMessage());
                promise.fail(overall(failure));
            }
        }

        /**
         * Keeps an earlier doubt: an attempt that sent nothing does not prove that the attempt before it sent nothing.
         */
        private ProviderException overall(ProviderException last) {
            if (doubt == null || last.getOutcome() == Outcome.IN_DOUBT) {
                return last;
            }
            return new InDoubtException(last.failure().withOutcome(Outcome.IN_DOUBT), doubt);
        }
    }

    /** Adds the credentials of an account to each attempt. */
    public interface Signer {

        void sign(WireRequest request, BiConsumer<CharSequence, String> header);

        /**
         * Learns from a refused signature, such as a clock difference.
         *
         * @return whether signing again may succeed
         */
        default boolean learn(WireResponse refused) {
            return false;
        }
    }

    /** Recognizes the failures that a provider's answers report. */
    @FunctionalInterface
    public interface AnswerReader {

        /** Returns the failure that an answer reports; empty for a success. */
        Optional<ProviderException> failure(WireRequest request, WireResponse answer);
    }

    /** Permits each try of a call, right before its first byte leaves. */
    @FunctionalInterface
    public interface Permit {

        Permit GRANTED = request -> Future.succeededFuture(() -> true);

        /**
         * Fails with a {@link ProviderException} if the request must not be sent. Never answers on an event loop.
         *
         * @return tells whether the permission still holds; asked when there is a connection
         */
        Future<BooleanSupplier> ask(WireRequest request);
    }

    /** Decides when a call may start. */
    public interface Gate {

        Gate OPEN = new Gate() {
            @Override
            public <T> Future<T> pass(WireRequest request, Supplier<Future<T>> call, Wire wire) {
                return call.get();
            }
        };

        /**
         * Makes the call, now or later.
         *
         * @param wire waits without blocking a thread
         */
        <T> Future<T> pass(WireRequest request, Supplier<Future<T>> call, Wire wire);

        /** Whether the first byte of an attempt may still leave. */
        default boolean mayLeave(WireRequest request) {
            return true;
        }
    }

    /**
     * Decides which failed attempts are retried, and when.
     *
     * @param maxRetries     the maximum number of retries
     * @param initialBackoff the first wait, which doubles with each retry
     * @param maxBackoff     the longest wait of our own choice
     * @param maxRetryAfter  the longest wait that is accepted from the provider; a longer one fails the call
     * @param evenInDoubt    whether to retry in doubt, at the risk of a second message
     */
    public record RetryPolicy(
            int maxRetries, Duration initialBackoff, Duration maxBackoff, Duration maxRetryAfter, boolean evenInDoubt) {

        /**
         * Returns the wait before the next attempt; empty if there must be none.
         *
         * @param done   the number of retries so far
         * @param jitter a random number from 0 to 1, so that clients do not retry all at once
         */
        Optional<Duration> waitBeforeNext(
                int done, WireRequest request, ProviderException failed, DoubleSupplier jitter) {
            if (done >= maxRetries || !failed.isRetryable() || !isSafe(request, failed)) {
                return Optional.empty();
            }
            Duration asked = failed.getRetryAfter();
            if (asked != null) {
                return asked.compareTo(maxRetryAfter) > 0 ? Optional.empty() : Optional.of(asked);
            }
            long doubled = initialBackoff.toMillis() << Math.min(done, 20);
            long capped = Math.min(doubled, maxBackoff.toMillis());
            return Optional.of(Duration.ofMillis(Math.round(capped * (0.5 + jitter.getAsDouble() / 2))));
        }

        private boolean isSafe(WireRequest request, ProviderException failed) {
            return failed.getOutcome() == Outcome.NOT_SENT || request.repeatable() || evenInDoubt;
        }
    }
}
