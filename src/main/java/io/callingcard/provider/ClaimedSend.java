// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;

import io.vertx.core.Future;
import io.vertx.core.Promise;

import io.callingcard.provider.call.Call;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.ConflictException;
import io.callingcard.provider.error.OptedOutException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.RedactedException;
import io.callingcard.provider.error.UnavailableException;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/** One run of an operation for the claim of a step: each try asks the claim first, and the claim hears the result. */
final class ClaimedSend implements ProviderClient.Permit {

    private final StepClaim claim;
    private final Call<?> call;
    private StepClaim.Sending sending;
    private boolean begun;

    ClaimedSend(StepClaim claim, Call<?> call, StepClaim.Sending sending) {
        this.claim = claim;
        this.call = call;
        this.sending = sending;
    }

    @Override
    public Future<BooleanSupplier> ask(WireRequest request) {
        if (!request.effect().isClaimed()) {
            return GRANTED.ask(request);
        }
        Promise<BooleanSupplier> asked = Promise.promise();
        long lease = claim.lease().toNanos();
        long now = System.nanoTime();
        permission(request).whenComplete((permission, failure) -> {
            if (failure != null) {
                asked.fail(unavailable(failure instanceof CompletionException ? failure.getCause() : failure));
                return;
            }
            switch (permission) {
                case GRANTED -> {
                    granted();
                    asked.complete(() -> System.nanoTime() - now < lease);
                }
                case EXPIRED ->
                    asked.fail(refusal(
                            "the claim of this step expired or has ended, so another try may have sent it", true));
                case OPTED_OUT ->
                    asked.fail(new OptedOutException(
                            call.failure(Outcome.NOT_SENT, "the person opted out while the message waited", false),
                            null));
                case UNRECOGNIZABLE ->
                    asked.fail(refusal(
                            "an earlier try may have arrived, and the provider would not recognize this one as its repeat",
                            false));
            }
        });
        return asked.future();
    }

    private synchronized CompletableFuture<StepClaim.Permission> permission(WireRequest request) {
        try {
            if (begun) {
                return claim.again();
            }
            sending = sending.withContent(request.fingerprint());
            return claim.begin(sending);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized void granted() {
        begun = true;
    }

    private UnavailableException unavailable(Throwable failure) {
        return new UnavailableException(
                call.failure(
                        Outcome.NOT_SENT, "could not check the claim of this step; the ledger is not available", true),
                new RedactedException(failure));
    }

    private ConflictException refusal(String reason, boolean retryable) {
        return new ConflictException(call.failure(Outcome.NOT_SENT, reason, retryable), null);
    }

    synchronized void ended(Outcome outcome, Map<String, Object> headers) {
        claim.ended(sending, new StepClaim.Result(outcome, headers, null));
    }

    synchronized void failed(ProviderException failure) {
        claim.ended(sending, new StepClaim.Result(failure.getOutcome(), Map.of(), failure.failure()));
    }
}
