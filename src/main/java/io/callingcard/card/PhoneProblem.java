// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

/** The reasons why a phone number is invalid, each with its cure. */
enum PhoneProblem {
    EMPTY("is empty", "Write a number such as +1 415 555 0100"),
    NOT_A_NUMBER("is not a phone number", "Write digits with the country code, such as +1 415 555 0100"),
    NO_COUNTRY_CODE(
            "has no country code",
            "Start it with + and its country code, such as +1, or set callingcard.default-region, such as US"),
    UNKNOWN_COUNTRY_CODE("has an unknown country code", "Check the digits after +"),
    UNKNOWN_REGION(
            "cannot be read because the default region is unknown",
            "Set callingcard.default-region to two letters such as US"),
    SHORT_CODE("is a short code, which cannot receive messages", "Write a full number with its country code"),
    TOO_SHORT("is too short for its country", "Check for missing digits"),
    TOO_LONG("is too long for its country", "Check for extra digits"),
    LOCAL_ONLY("has no area code", "Write it as you would dial it from another town"),
    WRONG_LENGTH("has a length that its country does not use", "Check for missing or extra digits"),
    NOT_ASSIGNED(
            "is outside the number ranges of its country",
            "Check the digits, or set callingcard.unassigned-numbers=warn to let such numbers through");

    private final String reason;
    private final String cure;

    PhoneProblem(String reason, String cure) {
        this.reason = reason;
        this.cure = cure;
    }

    InvalidPhoneException at(String field) {
        return new InvalidPhoneException(field, reason, cure);
    }
}
