// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import org.apache.camel.CamelContext;

import io.callingcard.ledger.ChatLedger;

/** Reads the ids that lists and stories have, which tell no number. */
final class SealedIds {

    private SealedIds() {}

    /** Returns the person, the step or the lead that an id stands for; the text itself if it is no id of this ledger. */
    static String opened(CamelContext camel, String id) {
        return ChatLedger.of(null, camel).store().unsealed(id).orElse(id);
    }
}
