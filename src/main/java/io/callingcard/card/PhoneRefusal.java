package io.callingcard.card;

/** Why a phone number is refused, and what to do about it. */
enum PhoneRefusal {
    EMPTY("is empty", "give a phone number"),
    NOT_A_NUMBER("is not a phone number", "use digits, with the country code: +1 415 555 0100"),
    NO_COUNTRY_CODE("has no country code", "start it with + and the country code, or set a default region"),
    UNKNOWN_COUNTRY_CODE("has a country code that does not exist", "check the digits after +"),
    UNKNOWN_REGION("cannot be read in an unknown default region", "use a two-letter region such as US"),
    SHORT_CODE("is a short code, which cannot receive messages", "give a full number with its country code"),
    TOO_SHORT("is too short for its country", "check for missing digits"),
    TOO_LONG("is too long for its country", "check for extra digits"),
    LOCAL_ONLY("lacks its area code", "give the number as it is dialled from another town"),
    WRONG_LENGTH("has a length that its country does not use", "check for missing or extra digits"),
    NOT_ASSIGNED("is in no range that its country has assigned", "check the digits");

    private final String reason;
    private final String cure;

    PhoneRefusal(String reason, String cure) {
        this.reason = reason;
        this.cure = cure;
    }

    InvalidPhoneException at(String field) {
        return new InvalidPhoneException(field, reason, cure);
    }
}
