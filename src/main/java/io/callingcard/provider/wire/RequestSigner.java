package io.callingcard.provider.wire;

import java.util.function.BiConsumer;

/** Adds the credentials of one account, anew on every attempt. */
public interface RequestSigner {

    void sign(WireRequest request, BiConsumer<CharSequence, String> header);

    /**
     * Learns from a refused signature.
     *
     * @return whether signing again may help, as after a clock was found to be off
     */
    default boolean learn(WireResponse refused) {
        return false;
    }
}
