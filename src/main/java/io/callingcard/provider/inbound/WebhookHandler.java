package io.callingcard.provider.inbound;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the calls of a webhook. A call is verified first, on its exact bytes, then parsed, then accepted. The answer is
 * a status without a body.
 *
 * @param verifies whether signatures are required
 * @param largest  how many bytes a call may have
 * @param pausing  whether the route is suspended
 * @param threads  run the parsing and the routes
 */
record WebhookHandler(
        String provider,
        Webhooks webhooks,
        EventIntake intake,
        boolean verifies,
        int largest,
        Clock clock,
        BooleanSupplier pausing,
        Executor threads) {

    static final int OK = 200;
    static final int NOT_AN_EVENT = 400;
    static final int FORGED = 401;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int TOO_LARGE = 413;
    static final int TRY_AGAIN = 503;

    private static final Logger LOG = LoggerFactory.getLogger(WebhookHandler.class);

    /** 0 if a call with this method may be an event; otherwise the status to answer. */
    int statusOf(String method) {
        return switch (method) {
            case "POST" -> pausing.getAsBoolean() ? TRY_AGAIN : 0;
            // Liveness probe.
            case "GET", "HEAD" -> OK;
            default -> METHOD_NOT_ALLOWED;
        };
    }

    int tooLarge() {
        LOG.warn("{}: refused a webhook call with more than maxWebhookBody ({}) bytes", provider, largest);
        return TOO_LARGE;
    }

    /** Refuses a body that was parsed before it reached us: its exact bytes are lost and cannot be verified. */
    int unverifiable() {
        LOG.warn(
                "{}: refused a webhook call whose body was already parsed, such as a form. Events are JSON and are verified on their exact bytes.",
                provider);
        return FORGED;
    }

    /**
     * Handles a call. Only the verification runs on the calling thread.
     *
     * @param answer receives the status, once and on any thread
     */
    void receive(Webhooks.WebhookCall call, IntConsumer answer) {
        try {
            if (verifies) {
                webhooks.verify(call);
            }
        } catch (Webhooks.ForgedEventException e) {
            LOG.warn("{}: refused a webhook call: {}", provider, e.getMessage());
            answer.accept(FORGED);
            return;
        }
        threads.execute(() -> take(call.body(), answer));
    }

    /** Accepts an event that was verified. */
    void take(byte[] body, IntConsumer answer) {
        InboundEvent event;
        try {
            event = webhooks.read(body, clock.instant());
        } catch (Webhooks.UnreadableEventException e) {
            LOG.warn("{}: refused a webhook call: {}", provider, e.getMessage());
            answer.accept(NOT_AN_EVENT);
            return;
        } catch (RuntimeException e) {
            // The provider must deliver the event again.
            LOG.error("{}: could not read an event ({})", provider, e.getClass().getName());
            answer.accept(TRY_AGAIN);
            return;
        }
        try {
            intake.take(event, body, receipt -> {
                if (LOG.isDebugEnabled()) {
                    LOG.debug("{}: {} is {}", provider, event, receipt);
                }
                answer.accept(receipt.isSettled() ? OK : TRY_AGAIN);
            });
        } catch (RuntimeException e) {
            LOG.error(
                    "{}: could not accept an event ({})", provider, e.getClass().getName());
            answer.accept(TRY_AGAIN);
        }
    }

    @Override
    public String toString() {
        return "WebhookHandler[" + provider + "]";
    }
}
