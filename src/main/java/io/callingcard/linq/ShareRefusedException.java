// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import io.callingcard.linq.model.Line.CardShared;
import io.callingcard.provider.error.ConflictException;
import io.callingcard.provider.error.Outcome;

/** A card was not shared, since nothing would have been shown; thrown with {@code failOnUnmet=true} only. */
public class ShareRefusedException extends ConflictException {

    private final CardShared.Refusal refusal;

    public ShareRefusedException(String operation, CardShared.Refusal refusal) {
        super(failure(operation, refusal), null);
        this.refusal = refusal;
    }

    private static Failure failure(String operation, CardShared.Refusal refusal) {
        Failure failure = Failure.local(LinqConfiguration.SCHEME, operation, Outcome.NOT_SENT, refusal.reason(), false);
        return refusal == CardShared.Refusal.NO_ACTIVE_CARD ? failure.ofTheLine() : failure;
    }

    public CardShared.Refusal getRefusal() {
        return refusal;
    }
}
