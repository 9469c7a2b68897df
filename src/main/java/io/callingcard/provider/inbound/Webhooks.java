package io.callingcard.provider.inbound;

import java.time.Instant;

/** How one provider signs its events, and what they say. */
public interface Webhooks {

    /**
     * Proves that the provider made the call, before anything of the body is looked at.
     *
     * @throws ForgedEventException when it did not
     */
    void verify(WebhookCall call);

    /** From now on this secret is good too. */
    void trust(String secret);

    /**
     * What the body tells.
     *
     * @throws UnreadableEventException when it is no event at all
     */
    InboundEvent read(byte[] body, Instant receivedAt);
}
