package io.callingcard.provider.wire;

import java.util.Optional;

import io.callingcard.provider.error.ProviderException;

/** Knows how one provider says no. */
@FunctionalInterface
public interface AnswerReader {

    /** The failure that an answer reports, or nothing when it is a success. */
    Optional<ProviderException> failure(WireRequest request, WireResponse answer);
}
