package io.callingcard.provider.inbound;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Verifies and reads the events of one provider. */
public interface Webhooks {

    /**
     * Verifies that the provider made the call, before the body is parsed.
     *
     * @throws ForgedEventException if it did not
     */
    void verify(WebhookCall call);

    /** Accepts a further secret from now on. */
    void trust(String secret);

    /**
     * Reads an event.
     *
     * @throws UnreadableEventException if the body is not an event
     */
    InboundEvent read(byte[] body, Instant receivedAt);

    /** Thrown for a call that the provider did not sign, or signed too long ago. The message is for our log only. */
    class ForgedEventException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public ForgedEventException(String reason) {
            super(reason);
        }
    }

    /** Thrown for a signed body that is not an event. */
    class UnreadableEventException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public UnreadableEventException(String reason) {
            super(reason);
        }
    }

    /**
     * A call of a webhook.
     *
     * @param headers returns the values of a header by its name in any case; an empty list if it is missing
     * @param body    the exact bytes, which are signed
     */
    record WebhookCall(Function<String, List<String>> headers, byte[] body) {

        /**
         * Returns the value of a header, or null.
         *
         * @throws ForgedEventException if the header has several values, which no provider sends
         */
        public String header(String name) {
            List<String> values = headers.apply(name);
            if (values.size() > 1) {
                throw new ForgedEventException("the header " + name + " has " + values.size() + " values");
            }
            return values.isEmpty() ? null : values.get(0);
        }

        public boolean hasAny(List<String> names) {
            return names.stream().anyMatch(name -> !headers.apply(name).isEmpty());
        }

        /** Omits the body: it contains personal data. */
        @Override
        public String toString() {
            return "WebhookCall[" + body.length + " bytes]";
        }
    }
}
