package io.callingcard.provider.wire;

import io.callingcard.provider.error.ErrorKind;
import io.callingcard.provider.error.Failure;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;

/** A success status with a body that is not the provider's. A proxy may have answered, so it proves nothing. */
public final class UnrecognizedResponse {

    private UnrecognizedResponse() {}

    public static ProviderException exception(String provider, WireRequest request, WireResponse answer) {
        boolean silent = request.effect() == Effect.NONE;
        Failure failure = new Failure(
                provider,
                request.operation(),
                silent ? Outcome.NOT_SENT : Outcome.IN_DOUBT,
                "the answer is not JSON; check the option baseUrl and proxies on the way",
                answer.status(),
                null,
                false,
                null,
                answer.header("x-trace-id"),
                request.idempotencyKey(),
                null,
                null);
        return (silent ? ErrorKind.UNAVAILABLE : ErrorKind.IN_DOUBT).exception(failure, null);
    }
}
