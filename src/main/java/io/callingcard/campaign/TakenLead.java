// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import io.callingcard.card.PhoneMask;

/**
 * A lead that a process has leased.
 *
 * @param attempts how often it was started, including now
 * @param isProbe  whether it tries a line that rests
 * @param optOut   when and how the person opted out; null if nothing is known of it
 */
record TakenLead(String key, Lead lead, int attempts, String token, boolean isProbe, OptOuts.OptOut optOut) {

    TakenLead asProbe() {
        return new TakenLead(key, lead, attempts, token, true, optOut);
    }

    TakenLead withOptOut(OptOuts.OptOut found) {
        return new TakenLead(key, lead, attempts, token, isProbe, found);
    }

    Line line() {
        return Line.of(lead.channel(), lead.line());
    }

    @Override
    public String toString() {
        return "The lead of " + lead.campaign() + " to " + PhoneMask.mask(lead.phone()) + " (attempt " + attempts + ")";
    }
}
