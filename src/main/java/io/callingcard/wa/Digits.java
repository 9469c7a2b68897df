// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.function.BinaryOperator;

import io.callingcard.card.InvalidPhoneException;
import io.callingcard.card.PhoneNumbers;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.error.InvalidValueException;

/** Phone numbers as the gateway needs them: only digits, with the country code. */
final class Digits {

    private static final int FEWEST = 2;
    private static final int MOST = 15;
    private static final String SEPARATORS = "+ ().-\u00A0";

    private Digits() {}

    /** The number of a person that can receive messages. */
    static String recipient(String typed, String field, Call.Options options) {
        return read(
                typed,
                field,
                options,
                (text, region) -> Address.recipient(text, options.phoneRules().withRegion(region)));
    }

    /** The number on a card; short codes such as 112 are allowed. */
    static String contact(String typed, String field, Call.Options options) {
        return read(typed, field, options, PhoneNumbers::contactNumber);
    }

    /** The user of a person's JID. A number from the gateway is accepted even if the number plans do not know it. */
    static String ofPerson(String user, String field) {
        // A linked device of a person, such as 4915...:12, receives what the person receives.
        int device = user.indexOf(':');
        String digits = separatorsTaken(device < 0 ? user : user.substring(0, device));
        if (!isNumber(digits) || !PhoneNumbers.hasCountryCode("+" + digits)) {
            throw new InvalidValueException(
                    field, "must have a number with its country code before the @, only digits");
        }
        return digits;
    }

    private static String read(String typed, String field, Call.Options options, BinaryOperator<String> reader) {
        String region = options.phoneRules().defaultRegion();
        String read = options.isValidatePhone() ? international(typed, field, region, reader) : typed;
        String digits = separatorsTaken(read);
        if (!isNumber(digits)) {
            throw new InvalidValueException(
                    field, "must be a number of 2 to 15 digits that begins with its country code, not with 0");
        }
        return digits;
    }

    /**
     * The number with its country code. Bare digits are read as a number of the region; without a region they are read as
     * the gateway does, beginning with the country code.
     */
    private static String international(String typed, String field, String region, BinaryOperator<String> reader) {
        boolean bare = !typed.isEmpty() && typed.codePoints().allMatch(Character::isDigit);
        String asTheGatewayReadsIt = bare && region == null ? readOrNull("+" + typed, reader) : null;
        if (asTheGatewayReadsIt != null) {
            return asTheGatewayReadsIt;
        }
        try {
            return reader.apply(typed, region);
        } catch (InvalidPhoneException e) {
            String elsewhere = bare && region != null ? readOrNull("+" + typed, reader) : null;
            if (elsewhere == null) {
                throw e.at(field);
            }
            return elsewhere;
        }
    }

    private static String readOrNull(String typed, BinaryOperator<String> reader) {
        try {
            return reader.apply(typed, null);
        } catch (InvalidPhoneException e) {
            return null;
        }
    }

    /** Whether the length is possible. A leading zero means that the country code is missing. */
    private static boolean isNumber(String digits) {
        if (digits.length() < FEWEST || digits.length() > MOST || digits.charAt(0) == '0') {
            return false;
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static String separatorsTaken(String number) {
        String clean = number.startsWith("+") ? number.substring(1) : number;
        if (isNumber(clean)) {
            return clean;
        }
        StringBuilder plain = new StringBuilder(number.length());
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (SEPARATORS.indexOf(c) < 0) {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
