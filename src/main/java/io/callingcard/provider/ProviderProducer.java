// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

import io.callingcard.card.InvalidCardException;
import io.callingcard.card.InvalidPhoneException;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.claim.HistoryRow;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.InDoubtException;
import io.callingcard.provider.error.InvalidRequestException;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.Failure;
import io.callingcard.provider.error.RedactedException;
import io.callingcard.provider.error.UnavailableException;
import io.callingcard.provider.wire.Effect;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.Wire;

/** Runs one operation per exchange without blocking: the exchange continues when the answer arrives. */
public abstract class ProviderProducer<C extends ProviderConfiguration> extends DefaultAsyncProducer {

    /** Exchange property: the last call in doubt. */
    private static final String DOUBT = "CamelCardDoubt";

    private final ProviderEndpoint endpoint;
    private final C configuration;
    private final String operationName;
    private final Effect effect;
    private final Operation<C> operation;
    private Call<C> call;
    private Executor workers;

    protected ProviderProducer(ProviderEndpoint endpoint, C configuration, Operation.Row<C> operation) {
        super(endpoint);
        this.endpoint = endpoint;
        this.configuration = configuration;
        this.operationName = operation.word();
        this.effect = operation.effect();
        this.operation = operation.operation();
    }

    /** Creates the client of this endpoint's account. */
    protected abstract ProviderClient client(Wire wire);

    protected abstract ProviderHealthCheck healthCheck(ProviderClient client);

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ProviderComponent component = endpoint.getComponent();
        workers = configuration.isContinueOnEventLoop() ? Runnable::run : component.routeThreads();
        ProviderClient client = client(component.wire(configuration, workers));
        call = new Call<>(endpoint.provider(), operationName, effect, configuration, client);
        component.register(healthCheck(client));
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Doubt doubt = exchange.getProperty(DOUBT, Doubt.class);
        if (doubt != null && doubt.forbids(this, exchange)) {
            fail(exchange, keepDoubt(exchange, doubt.failure()));
            callback.done(true);
            return true;
        }
        if (call == null) {
            // A dynamic route uses an endpoint for the first time while the context stops.
            failed(exchange, unavailable(null), null);
            callback.done(true);
            return true;
        }
        ClaimedSend claimed = claimed(exchange);
        Future<OperationResult> running;
        try {
            running = operation.run(exchange, claimed == null ? call : call.permittedBy(claimed));
        } catch (Exception e) {
            failed(exchange, refused(e), claimed);
            callback.done(true);
            return true;
        }
        if (running.isComplete()) {
            finish(exchange, running, claimed);
            callback.done(true);
            return true;
        }
        running.onComplete(result -> proceed(() -> {
            finish(exchange, result, claimed);
            callback.done(false);
        }));
        return false;
    }

    /** Returns the send for the claim of the step; null if there is none. */
    private ClaimedSend claimed(Exchange exchange) {
        StepClaim claim = StepClaim.of(exchange);
        return claim == null || !effect.isClaimed()
                ? null
                : new ClaimedSend(
                        claim,
                        call,
                        new StepClaim.Sending(
                                endpoint.provider(), operationName, repeatableFor(), null, traces(exchange)));
    }

    private Duration repeatableFor() {
        return switch (effect) {
            case KEYED -> configuration.keyLifetime();
            case LASTING -> Duration.ZERO;
            default -> operation.settledFor().orElse(StepClaim.Sending.ALWAYS);
        };
    }

    /** Returns the fingerprints of the texts. Ignores an unusable body: the operation refuses it. */
    private List<String> traces(Exchange exchange) {
        try {
            return operation.texts(exchange, configuration).stream()
                    .map(HistoryRow::trace)
                    .toList();
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    /** Leaves the event loop, unless the route never blocks. Answers already arrive on the worker threads. */
    private void proceed(Runnable work) {
        if (Context.isOnVertxThread()) {
            workers.execute(work);
        } else {
            work.run();
        }
    }

    private void finish(Exchange exchange, AsyncResult<OperationResult> result, ClaimedSend claimed) {
        try {
            if (result.failed()) {
                failed(exchange, failed(result.cause()), claimed);
                return;
            }
            if (claimed != null) {
                claimed.ended(result.result().outcome(), result.result().headers());
            }
            succeed(exchange, result.result());
        } catch (Exception e) {
            exchange.setException(e);
        }
    }

    private void succeed(Exchange exchange, OperationResult result) {
        result.writeTo(exchange.getMessage());
        if (result.headers().get(CardConstants.CHAT_ID) != null) {
            // Records whose chat this is, so that a next step that has both knows they are one address.
            exchange.setProperty(
                    CardConstants.CHAT_OF, exchange.getMessage().getHeader(CardConstants.RECIPIENT, String.class));
        }
        report(exchange, result.outcome());
    }

    private void failed(Exchange exchange, ProviderException failure, ClaimedSend claimed) {
        ProviderException overall = keepDoubt(exchange, failure);
        if (claimed != null) {
            claimed.failed(overall);
        }
        fail(exchange, overall);
    }

    private void fail(Exchange exchange, ProviderException failure) {
        exchange.setException(failure);
        report(exchange, failure.getOutcome());
        ErrorReport.write(exchange, failure);
    }

    /**
     * Keeps an earlier doubt: a redelivery that sent nothing does not prove that the delivery before it sent nothing.
     */
    private ProviderException keepDoubt(Exchange exchange, ProviderException failure) {
        if (failure.getOutcome() == Outcome.IN_DOUBT) {
            exchange.setProperty(DOUBT, new Doubt(this, failure));
            return failure;
        }
        Doubt doubt = exchange.getProperty(DOUBT, Doubt.class);
        if (doubt == null || !doubt.isOf(failure)) {
            return failure;
        }
        // Not attached as cause or suppressed exception: onException would match it first, and handle the wrong
        // failure.
        return new InDoubtException(failure.failure().withOutcome(Outcome.IN_DOUBT), null);
    }

    /**
     * An earlier call of this exchange that may have sent its message.
     *
     * @param producer the step that made the call
     */
    private record Doubt(ProviderProducer<?> producer, ProviderException failure) {

        /**
         * Whether this delivery must be refused. Camel's redelivery does not know that the message may have arrived. A
         * route that repeats a step on purpose is not a redelivery.
         */
        boolean forbids(ProviderProducer<?> asked, Exchange exchange) {
            return producer == asked
                    && producer.effect.isLasting()
                    && !failure.isSafeToRepeat()
                    && Boolean.TRUE.equals(exchange.getMessage().getHeader(Exchange.REDELIVERED));
        }

        /** Whether both are attempts at the same message. */
        boolean isOf(ProviderException later) {
            return failure.getIdempotencyKey() != null
                    && failure.getIdempotencyKey().equals(later.getIdempotencyKey());
        }

        @Override
        public String toString() {
            return "Doubt[" + failure.getMessage() + "]";
        }
    }

    /**
     * Turns a failure after the first call into an exception. The outcome is in doubt, unless the failure itself
     * states it.
     */
    private ProviderException failed(Throwable cause) {
        if (effect == Effect.NONE || cause instanceof ProviderException || isSafeToShow(cause)) {
            return refused(cause);
        }
        String reason = "the operation broke off (" + cause.getClass().getSimpleName() + ")";
        return new InDoubtException(call.failure(Outcome.IN_DOUBT, reason, false), new RedactedException(cause));
    }

    /** Turns a failure before the first call into an exception. Nothing was sent. */
    private ProviderException refused(Throwable cause) {
        if (cause instanceof ProviderException known) {
            return known;
        }
        if (isAtTheEnd()) {
            return unavailable(cause);
        }
        boolean known = isSafeToShow(cause);
        String reason = known
                ? cause.getMessage()
                : "the request could not be made (" + cause.getClass().getSimpleName() + ")";
        return new InvalidRequestException(
                call.failure(Outcome.NOT_SENT, reason, false), known ? cause : new RedactedException(cause));
    }

    private boolean isAtTheEnd() {
        return !isRunAllowed()
                || endpoint.getCamelContext().isStopping()
                || endpoint.getCamelContext().isStopped();
    }

    /** What fails while we stop is no fault of the message. */
    private ProviderException unavailable(Throwable cause) {
        return new UnavailableException(
                Failure.local(
                        endpoint.provider(), operationName, Outcome.NOT_SENT, "the route or the context stops", true),
                cause == null ? null : new RedactedException(cause));
    }

    private static boolean isSafeToShow(Throwable cause) {
        return cause instanceof InvalidValueException
                || cause instanceof InvalidCardException
                || cause instanceof InvalidPhoneException;
    }

    /** Sets the outcome, except for reads: a failed read must not hide that the send before it succeeded. */
    private void report(Exchange exchange, Outcome outcome) {
        if (effect == Effect.NONE) {
            return;
        }
        exchange.getMessage().setHeader(CardConstants.OUTCOME, outcome);
        exchange.setProperty(CardConstants.OUTCOME, outcome);
    }
}
