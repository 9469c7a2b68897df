// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import io.callingcard.ledger.story.StoryCode;

/** Why a record was refused. The table stores the name, so names must not change. */
enum RefusalReason implements StoryCode {
    MISSING,
    /** The text of the campaign names a field that the record lacks. */
    MISSING_FOR_TEXT,
    NO_CONSENT,
    NOT_A_LEAD,
    NOT_TEXT,
    NOT_A_NUMBER,
    NOT_AN_EMAIL_ADDRESS,
    NOT_A_ZONE,
    NOT_A_CARD,
    /** A contact card has a value that cannot be used. */
    WRONG_CARD,
    TOO_LONG,
    TOO_DEEP,
    TOO_MANY_VALUES,
    LINE_BREAK,
    CONTROL_CHARACTERS,
    /** Bytes are not of the charset with which they were read. */
    WRONG_CHARSET,
    WRONG_COLUMNS,
    WRONG_QUOTES,
    /** A value or a body has a form that was not thought of. */
    UNREADABLE,
    LINK,
    UNKNOWN_CAMPAIGN,
    UNKNOWN_CHANNEL,
    /** There is no line of the channel here. */
    NO_LINE,
    CANNOT_SHARE,
    /** The campaign has a time for a follow-up, and no text. */
    NO_TEXT,
    OPTED_OUT,
    /** An earlier release kept only words. */
    NO_CODE;

    @Override
    public String subject() {
        return "refusal";
    }

    /** Reads what the table keeps. */
    static RefusalReason parse(String stored) {
        return stored == null ? NO_CODE : valueOf(stored);
    }
}
