package io.callingcard.provider.inbound;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles the calls of a webhook: verifies the received bytes, reads the event, and accepts it. The answer is a status
 * only.
 *
 * @param verifies whether signatures are verified
 * @param maxBody  the maxBody body, in bytes
 * @param suspended whether the route is suspended
 * @param threads  the threads that read and route events
 */
record WebhookHandler(
        String provider,
        Webhooks webhooks,
        EventIntake intake,
        boolean verifies,
        int maxBody,
        Clock clock,
        BooleanSupplier suspended,
        Executor threads) {

    static final int OK = 200;
    static final int NOT_AN_EVENT = 400;
    static final int FORGED = 401;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int TOO_LARGE = 413;
    static final int TRY_AGAIN = 503;

    private static final Logger LOG = LoggerFactory.getLogger(WebhookHandler.class);

    /** Returns the status for a call that cannot be an event; 0 for a call that can. */
    int statusOf(String method) {
        return switch (method) {
            case "POST" -> suspended.getAsBoolean() ? TRY_AGAIN : 0;
            // A liveness probe.
            case "GET", "HEAD" -> OK;
            default -> METHOD_NOT_ALLOWED;
        };
    }

    int tooLarge() {
        LOG.warn("{}: refused an event with more than maxWebhookBody ({}) bytes", provider, maxBody);
        return TOO_LARGE;
    }

    /** Refuses a call whose body was parsed by the platform, so that the signed bytes are gone. */
    int alreadyParsed() {
        LOG.warn(
                "{}: refused a webhook call: the platform has parsed its body, as for a form; events must arrive as JSON",
                provider);
        return FORGED;
    }

    /**
     * Handles a call. Only the verification runs on the calling thread.
     *
     * @param answer receives the status, once and on any thread
     */
    void handle(Webhooks.WebhookCall call, IntConsumer answer) {
        try {
            if (verifies) {
                webhooks.verify(call);
            }
        } catch (Webhooks.ForgedEventException e) {
            LOG.warn("{}: refused a webhook call: {}", provider, e.getMessage());
            answer.accept(FORGED);
            return;
        }
        threads.execute(() -> accept(call.body(), answer));
    }

    /** Accepts a verified event. */
    void accept(byte[] body, IntConsumer answer) {
        InboundEvent event;
        try {
            event = webhooks.read(body, clock.instant());
        } catch (Webhooks.UnreadableEventException e) {
            LOG.warn("{}: refused a webhook call: {}", provider, e.getMessage());
            answer.accept(NOT_AN_EVENT);
            return;
        } catch (RuntimeException e) {
            // The event is genuine, so the provider must send it again.
            LOG.error(
                    "{}: could not read an event ({}); the provider is asked to send it again; report this as a bug",
                    provider,
                    e.getClass().getName());
            answer.accept(TRY_AGAIN);
            return;
        }
        try {
            intake.accept(event, body, receipt -> {
                if (LOG.isDebugEnabled()) {
                    LOG.debug("{}: {} is {}", provider, event, receipt);
                }
                answer.accept(receipt.isSettled() ? OK : TRY_AGAIN);
            });
        } catch (RuntimeException e) {
            LOG.error(
                    "{}: could not accept an event ({}); the provider is asked to send it again",
                    provider,
                    e.getClass().getName());
            answer.accept(TRY_AGAIN);
        }
    }

    @Override
    public String toString() {
        return "WebhookHandler[" + provider + "]";
    }
}
