package io.callingcard.provider;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import io.callingcard.provider.call.ProviderOperation;
import io.callingcard.provider.claim.HistoryRow;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.ConflictException;
import io.callingcard.provider.error.ErrorKind;
import io.callingcard.provider.error.InDoubtException;
import io.callingcard.provider.error.InvalidRequestException;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.RedactedException;
import io.callingcard.provider.error.UnavailableException;
import io.callingcard.provider.wire.Effect;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.Wire;

/** Runs one operation for each exchange without blocking: the exchange continues when the answer arrives. */
public abstract class ProviderProducer<C extends ProviderConfiguration> extends DefaultAsyncProducer {

    /** Exchange property: the last call that is in doubt. */
    private static final String DOUBT = "CamelCardDoubt";

    private final ProviderEndpoint endpoint;
    private final C configuration;
    private final String operationName;
    private final Effect effect;
    private final Operation<C> operation;
    private Call<C> call;
    private Executor workers;

    protected ProviderProducer(ProviderEndpoint endpoint, C configuration, ProviderOperation<C> operation) {
        super(endpoint);
        this.endpoint = endpoint;
        this.configuration = configuration;
        this.operationName = operation.word();
        this.effect = operation.effect();
        this.operation = operation.operation();
    }

    /** The client of this endpoint's account over the given wire. */
    protected abstract ProviderClient client(Wire wire);

    protected abstract ProviderHealthCheck healthCheck(ProviderClient client);

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ProviderComponent component = endpoint.getComponent();
        workers = component.routeThreads();
        ProviderClient client = client(new Wire(
                component.connectionPools().connections(configuration.transport()),
                configuration.getBaseUrl(),
                Duration.ofMillis(configuration.getRequestTimeout()),
                configuration.getMaxResponseSize(),
                workers));
        call = new Call<>(endpoint.provider(), operationName, effect, configuration, client);
        component.register(healthCheck(client));
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Doubt doubt = exchange.getProperty(DOUBT, Doubt.class);
        if (doubt != null && doubt.forbids(this, exchange)) {
            fail(exchange, stillInDoubt(exchange, doubt.failure()));
            callback.done(true);
            return true;
        }
        Future<OperationResult> running;
        ClaimedSending claimed = ClaimedSending.NONE;
        try {
            claimed = claimed(exchange);
            running = operation.run(exchange, call);
        } catch (Exception e) {
            ProviderException refusal = stillInDoubt(exchange, refused(e));
            claimed.ended(refusal.getOutcome(), Map.of());
            fail(exchange, refusal);
            callback.done(true);
            return true;
        }
        if (running.isComplete()) {
            finish(exchange, running, claimed);
            callback.done(true);
            return true;
        }
        ClaimedSending underWay = claimed;
        running.onComplete(result -> proceed(() -> {
            finish(exchange, result, underWay);
            callback.done(false);
        }));
        return false;
    }

    /** Asks the claim of the step: a message may be sent only while the claim is ours. */
    private ClaimedSending claimed(Exchange exchange) {
        StepClaim claim = StepClaim.of(exchange);
        if (claim == null || !effect.isClaimed()) {
            return ClaimedSending.NONE;
        }
        StepClaim.Sending sending =
                new StepClaim.Sending(endpoint.provider(), operationName, effect.isRepeatable(), traces(exchange));
        boolean ours;
        try {
            ours = claim.begin(sending);
        } catch (RuntimeException e) {
            throw new UnavailableException(
                    call.failure(Outcome.NOT_SENT, "the claim of this step could not be checked", true),
                    new RedactedException(e));
        }
        if (!ours) {
            throw new ConflictException(
                    call.failure(
                            Outcome.NOT_SENT,
                            "the claim of this step is no longer ours: its lease expired, or it has ended",
                            true),
                    null);
        }
        return new ClaimedSending(claim, sending);
    }

    /** None for a body that cannot be sent: the operation refuses it. */
    private List<String> traces(Exchange exchange) {
        try {
            return operation.texts(exchange, configuration).stream()
                    .map(HistoryRow::trace)
                    .toList();
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    /** A message that is sent under a claim. */
    private record ClaimedSending(StepClaim claim, StepClaim.Sending sending) {

        static final ClaimedSending NONE = new ClaimedSending(null, null);

        void ended(Outcome outcome, Map<String, Object> headers) {
            if (claim != null) {
                claim.ended(sending, outcome, headers);
            }
        }
    }

    /** Continues on a worker thread, never on the event loop, because the route may block. */
    private void proceed(Runnable work) {
        if (Context.isOnVertxThread()) {
            workers.execute(work);
        } else {
            work.run();
        }
    }

    private void finish(Exchange exchange, AsyncResult<OperationResult> result, ClaimedSending claimed) {
        try {
            if (result.succeeded()) {
                claimed.ended(result.result().outcome(), result.result().headers());
                succeed(exchange, result.result());
            } else {
                ProviderException failure = stillInDoubt(exchange, brokenOff(result.cause()));
                claimed.ended(failure.getOutcome(), Map.of());
                fail(exchange, failure);
            }
        } catch (Exception e) {
            exchange.setException(e);
        }
    }

    private void succeed(Exchange exchange, OperationResult result) {
        result.writeTo(exchange.getMessage());
        if (result.headers().get(CardConstants.CHAT_ID) != null) {
            // Which recipient's chat this is, so that a next step given both knows that they are one address.
            exchange.setProperty(
                    CardConstants.CHAT_OF, exchange.getMessage().getHeader(CardConstants.RECIPIENT, String.class));
        }
        report(exchange, result.outcome());
    }

    private void fail(Exchange exchange, ProviderException failure) {
        exchange.setException(failure);
        report(exchange, failure.getOutcome());
        ErrorReport.write(exchange, failure);
    }

    /** A redelivery that sent nothing proves nothing about the delivery before it, which may have. */
    private ProviderException stillInDoubt(Exchange exchange, ProviderException failure) {
        if (failure.getOutcome() == Outcome.IN_DOUBT) {
            exchange.setProperty(DOUBT, new Doubt(this, failure));
            return failure;
        }
        Doubt doubt = exchange.getProperty(DOUBT, Doubt.class);
        if (doubt == null || !doubt.isOf(failure)) {
            return failure;
        }
        // Neither as the cause nor suppressed: onException matches causes first, and would match the wrong type.
        return ErrorKind.IN_DOUBT.exception(failure.failure().withOutcome(Outcome.IN_DOUBT), null);
    }

    /**
     * A call of this exchange that may have sent its message.
     *
     * @param producer the step that made it
     */
    private record Doubt(ProviderProducer<?> producer, ProviderException failure) {

        /**
         * Whether the step must not be repeated. Camel redelivers by the policy of the route, and does not know that the
         * message may have arrived. A step that a route repeats on purpose is no redelivery.
         */
        boolean forbids(ProviderProducer<?> asked, Exchange exchange) {
            return producer == asked
                    && producer.effect.isLasting()
                    && !failure.isSafeToRepeat()
                    && Boolean.TRUE.equals(exchange.getMessage().getHeader(Exchange.REDELIVERED));
        }

        /** Whether both are tries of the same message. */
        boolean isOf(ProviderException later) {
            return failure.getIdempotencyKey() != null
                    && failure.getIdempotencyKey().equals(later.getIdempotencyKey());
        }

        @Override
        public String toString() {
            return "Doubt[" + failure.getMessage() + "]";
        }
    }

    /** An error after calls were made proves nothing about them, unless it carries an outcome. */
    private ProviderException brokenOff(Throwable cause) {
        if (effect == Effect.NONE || cause instanceof ProviderException || namesWithoutQuoting(cause)) {
            return refused(cause);
        }
        String reason = "the operation broke off (" + cause.getClass().getSimpleName() + ")";
        return new InDoubtException(call.failure(Outcome.IN_DOUBT, reason, false), new RedactedException(cause));
    }

    /** Turns an error before the call into a refusal: nothing was sent, and the caller must correct it. */
    private ProviderException refused(Throwable cause) {
        if (cause instanceof ProviderException known) {
            return known;
        }
        boolean ours = namesWithoutQuoting(cause);
        String reason = ours
                ? cause.getMessage()
                : "the request could not be made (" + cause.getClass().getSimpleName() + ")";
        return new InvalidRequestException(
                call.failure(Outcome.NOT_SENT, reason, false), ours ? cause : new RedactedException(cause));
    }

    private static boolean namesWithoutQuoting(Throwable cause) {
        return cause instanceof InvalidValueException
                || cause instanceof InvalidCardException
                || cause instanceof InvalidPhoneException;
    }

    /** A read has no outcome: a failed read must not hide that the send before it succeeded. */
    private void report(Exchange exchange, Outcome outcome) {
        if (effect == Effect.NONE) {
            return;
        }
        exchange.getMessage().setHeader(CardConstants.OUTCOME, outcome);
        exchange.setProperty(CardConstants.OUTCOME, outcome);
    }
}
