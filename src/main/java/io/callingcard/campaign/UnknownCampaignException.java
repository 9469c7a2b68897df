// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.Set;
import java.util.TreeSet;

/** A campaign was named that does not exist. */
public class UnknownCampaignException extends RefusedLeadException {

    private static final long serialVersionUID = 1L;

    UnknownCampaignException(Set<String> known) {
        super("campaign", RefusalReason.UNKNOWN_CAMPAIGN, "does not exist. Use one of " + new TreeSet<>(known) + ".");
    }
}
