package io.callingcard.provider.inbound;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** How one provider signs and writes its events. */
public interface Webhooks {

    /**
     * Verifies that the provider made the call, before the body is parsed.
     *
     * @throws ForgedEventException when it did not
     */
    void verify(WebhookCall call);

    /** Accepts this secret too from now on. */
    void trust(String secret);

    /**
     * Parses the body.
     *
     * @throws UnreadableEventException when it is no event at all
     */
    InboundEvent read(byte[] body, Instant receivedAt);

    /** What came was not signed by the provider, or not lately. The reason is for our log, never for the caller. */
    class ForgedEventException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public ForgedEventException(String reason) {
            super(reason);
        }
    }

    /** What came is signed as it should be, and yet no event. */
    class UnreadableEventException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public UnreadableEventException(String reason) {
            super(reason);
        }
    }

    /**
     * One call of a webhook, as it came.
     *
     * @param headers the values of a header, by its name in any case; none when it did not come
     * @param body    the exact bytes: they are what is signed
     */
    record WebhookCall(Function<String, List<String>> headers, byte[] body) {

        /**
         * The one value of a header, or null.
         *
         * @throws Webhooks.ForgedEventException when it came more than once: no provider does that, and which one counts is
         *                              anybody's guess
         */
        public String header(String name) {
            List<String> values = headers.apply(name);
            if (values.size() > 1) {
                throw new Webhooks.ForgedEventException("the header " + name + " came " + values.size() + " times");
            }
            return values.isEmpty() ? null : values.get(0);
        }

        public boolean hasAny(List<String> names) {
            return names.stream().anyMatch(name -> !headers.apply(name).isEmpty());
        }

        /** Bodies hold what people write. */
        @Override
        public String toString() {
            return "WebhookCall[" + body.length + " bytes]";
        }
    }
}
