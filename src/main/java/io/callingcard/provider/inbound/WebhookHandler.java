package io.callingcard.provider.inbound;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the calls of a webhook, whoever hosts it. Verified first, on the bytes as they came; then read, then taken in.
 * The answer is a status and nothing else.
 *
 * @param verifies whether only the provider is let in
 * @param largest  how many bytes a call may have
 * @param pausing  whether the route wants no events just now
 * @param threads  what events are read and routed on
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

    /** Whether a call by this method may be an event; if not, what to answer. */
    int statusOf(String method) {
        return switch (method) {
            case "POST" -> pausing.getAsBoolean() ? TRY_AGAIN : 0;
            // Somebody looks whether there is anybody.
            case "GET", "HEAD" -> OK;
            default -> METHOD_NOT_ALLOWED;
        };
    }

    int tooLarge() {
        LOG.warn("{}: a call with more than maxWebhookBody ({}) bytes was refused", provider, largest);
        return TOO_LARGE;
    }

    /** Whatever came: the bytes are gone, because something in front of us has parsed them. */
    int unverifiable() {
        LOG.warn(
                "{}: a call was refused: its body came parsed, as a form is; events are JSON, and verified as they came",
                provider);
        return FORGED;
    }

    /**
     * Takes a call. Quick, until it is known who calls; the rest is left to the threads.
     *
     * @param answer is told the status, once and on any thread
     */
    void receive(Webhooks.WebhookCall call, IntConsumer answer) {
        try {
            if (verifies) {
                webhooks.verify(call);
            }
        } catch (Webhooks.ForgedEventException e) {
            LOG.warn("{}: a call was refused: {}", provider, e.getMessage());
            answer.accept(FORGED);
            return;
        }
        threads.execute(() -> take(call.body(), answer));
    }

    /** Takes an event that is surely the provider's. */
    void take(byte[] body, IntConsumer answer) {
        InboundEvent event;
        try {
            event = webhooks.read(body, clock.instant());
        } catch (Webhooks.UnreadableEventException e) {
            LOG.warn("{}: a call was refused: {}", provider, e.getMessage());
            answer.accept(NOT_AN_EVENT);
            return;
        } catch (RuntimeException e) {
            // Whatever it is, the provider has told us something, and must tell it again.
            LOG.error(
                    "{}: an event could not be read ({})",
                    provider,
                    e.getClass().getName());
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
                    "{}: an event could not be taken in ({})",
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
