// SPDX-License-Identifier: Apache-2.0
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
 * @param limits   the limits of bodies
 * @param suspended whether the route is suspended
 * @param threads  the threads that read and route events
 */
record WebhookHandler(
        String provider,
        Webhooks webhooks,
        EventIntake intake,
        boolean verifies,
        InFlight.Limits limits,
        Clock clock,
        BooleanSupplier suspended,
        Executor threads) {

    static final int OK = 200;
    static final int NOT_AN_EVENT = 400;
    static final int FORGED = 401;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int TOO_SLOW = 408;
    static final int TOO_LARGE = 413;
    static final int UNKNOWN_CODING = 501;
    static final int TRY_AGAIN = 503;

    /** When the provider may send an event again after {@link #TRY_AGAIN}. */
    static final String RETRY_AFTER_SECONDS = "5";

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
        LOG.warn("{}: refused an event with more than maxWebhookBody ({}) bytes", provider, limits.maxBody());
        return TOO_LARGE;
    }

    /** Refuses a call whose body was parsed by the platform, so that the signed bytes are gone. */
    int alreadyParsed() {
        LOG.warn(
                "{}: refused a webhook call: the platform has parsed its body, as for a form; events must arrive as JSON",
                provider);
        return FORGED;
    }

    int tooSlow() {
        LOG.warn(
                "{}: refused an event whose body did not arrive within bodyTimeout ({})",
                provider,
                limits.bodyTimeout());
        return TOO_SLOW;
    }

    /** Reads the signatures of a call, before its body is read; null if the call is forged. */
    Webhooks.Seal seal(Webhooks.Headers headers) {
        if (!verifies) {
            return body -> {};
        }
        try {
            return webhooks.seal(headers);
        } catch (Webhooks.ForgedEventException e) {
            statusFor(e);
            return null;
        }
    }

    /**
     * Handles a call. Only the verification runs on the calling thread.
     *
     * @param answer receives the status at least once, on any thread; the first one counts
     */
    void handle(Webhooks.Seal seal, byte[] body, IntConsumer answer) {
        try {
            seal.verify(body);
            threads.execute(() -> accept(body, answer));
        } catch (Throwable e) {
            refuse(e, answer);
        }
    }

    /** Accepts a verified event. An error costs this event only, even if the event exhausts stack or memory. */
    void accept(byte[] body, IntConsumer answer) {
        try {
            InboundEvent event = webhooks.read(body, clock.instant());
            intake.accept(event, body, receipt -> {
                answer.accept(receipt.isSettled() ? OK : TRY_AGAIN);
                LOG.debug("{}: {} is {}", provider, event, receipt);
            });
        } catch (Throwable e) {
            refuse(e, answer);
        }
    }

    private void refuse(Throwable reason, IntConsumer answer) {
        int status = TRY_AGAIN;
        try {
            status = statusFor(reason);
        } finally {
            // Even if there is no memory left for a log line.
            answer.accept(status);
        }
    }

    private int statusFor(Throwable reason) {
        boolean isForged = reason instanceof Webhooks.ForgedEventException;
        if (isForged || reason instanceof Webhooks.UnreadableEventException) {
            LOG.warn("{}: refused a webhook call: {}", provider, reason.getMessage());
            return isForged ? FORGED : NOT_AN_EVENT;
        }
        // The event is genuine, so the provider must send it again.
        LOG.error(
                "{}: could not handle an event ({}); the provider is asked to send it again; report this as a bug",
                provider,
                reason.getClass().getName());
        return TRY_AGAIN;
    }

    @Override
    public String toString() {
        return "WebhookHandler[" + provider + "]";
    }
}
