package io.callingcard.provider.inbound;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the calls of a webhook. Verified first, on the bytes as they came; then read, then taken in. The answer is a
 * status and nothing else.
 *
 * @param verifies whether only the provider is let in
 */
record WebhookReceiver(
        String provider, Webhooks webhooks, EventIntake intake, boolean verifies, int largest, Clock clock)
        implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookReceiver.class);

    private static final int OK = 200;
    private static final int NOT_AN_EVENT = 400;
    private static final int FORGED = 401;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_SLOW = 408;
    private static final int TOO_LARGE = 413;
    private static final int TRY_AGAIN = 503;

    @Override
    public void process(Exchange http) {
        String method = http.getMessage().getHeader(Exchange.HTTP_METHOD, "POST", String.class);
        switch (method) {
            case "POST" -> answer(http, status(http));
            // Somebody looks whether there is anybody.
            case "GET", "HEAD" -> answer(http, OK);
            default -> answer(http, METHOD_NOT_ALLOWED);
        }
    }

    private int status(Exchange http) {
        WebhookCall call;
        try {
            Map<String, Object> headers = http.getMessage().getHeaders();
            call = new WebhookCall(headers, RawBody.read(http, largest));
        } catch (RawBody.TooLargeException e) {
            LOG.warn("{}: an event was refused: {}", provider, e.getMessage());
            return TOO_LARGE;
        } catch (IOException e) {
            LOG.debug("{}: a call was given up", provider, e);
            return TOO_SLOW;
        } catch (ForgedEventException e) {
            LOG.warn("{}: a call was refused: {}", provider, e.getMessage());
            return FORGED;
        }
        return status(call);
    }

    private int status(WebhookCall call) {
        try {
            if (verifies) {
                webhooks.verify(call);
            }
            InboundEvent event = webhooks.read(call.body(), clock.instant());
            Receipt receipt = intake.take(event, call.body());
            LOG.debug("{}: {} is {}", provider, event, receipt);
            return receipt.isSettled() ? OK : TRY_AGAIN;
        } catch (ForgedEventException e) {
            LOG.warn("{}: a call was refused: {}", provider, e.getMessage());
            return FORGED;
        } catch (UnreadableEventException e) {
            LOG.warn("{}: a call was refused: {}", provider, e.getMessage());
            return NOT_AN_EVENT;
        } catch (RuntimeException e) {
            // Whatever it is, the provider has told us something, and must tell it again.
            LOG.error(
                    "{}: an event could not be taken in ({})",
                    provider,
                    e.getClass().getName());
            LOG.debug("Why an event could not be taken in", e);
            return TRY_AGAIN;
        }
    }

    /** Nothing of the call goes back with the answer. */
    private static void answer(Exchange http, int status) {
        Message message = http.getMessage();
        message.removeHeaders("*");
        message.setBody(null);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        switch (status) {
            case METHOD_NOT_ALLOWED -> message.setHeader("Allow", "POST");
            // What is left of the body is not read, so the connection is of no use any more.
            case TOO_LARGE, TOO_SLOW -> message.setHeader("Connection", "close");
            default -> {}
        }
    }

    @Override
    public String toString() {
        return "WebhookReceiver[" + provider + "]";
    }
}
