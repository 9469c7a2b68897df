// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import io.callingcard.ledger.story.StoryCode;

/** What a story tells of a person's consent. */
enum ConsentCode implements StoryCode {
    /** The record of a lead says that the person agreed. */
    AGREED,
    /** The campaign does not require that. */
    NOT_ASKED,
    OPTED_OUT,
    OPTED_IN;

    @Override
    public String subject() {
        return "consent";
    }
}
