// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.regex.Pattern;

/** Judges phone numbers that a person wrote into a file. */
final class Literals {

    static final String NO_COUNTRY_CODE = "has no country code. Write the number as +1 415 555 0100.";

    /** Shorter numbers, such as 112, are short codes. In a URI a plus is a space. */
    private static final Pattern NATIONAL = Pattern.compile("(?!00)[(]?\\d[\\d ().-]{6,30}");

    private Literals() {}

    static boolean lacksCountryCode(String text) {
        return text != null && NATIONAL.matcher(text).matches();
    }
}
