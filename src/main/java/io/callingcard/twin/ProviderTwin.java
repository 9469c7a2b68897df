package io.callingcard.twin;

/** The stand-in of one provider: what differs between the providers. */
public interface ProviderTwin {

    /** The provider's name, which is also its place below {@code /twin}. */
    String provider();

    /** Answers a call, and delivers to the phones what it says. Called by one thread at a time. */
    Reply answer(ReceivedRequest request);

    /** The provider's own form of an error that was switched on. */
    Reply error(ReceivedRequest request, Fault fault);

    /** Forgets everything that was sent and made. */
    void reset();
}
