// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

import ezvcard.VCardVersion;

/** Reads and writes the BDAY line, with or without a year. */
final class BirthdayLine {

    /** Version 3.0 requires a year. Apple writes a leap year of long ago, and this parameter says that it is made up. */
    private static final String OMITTED_YEAR = "X-APPLE-OMIT-YEAR";

    private static final int STAND_IN_YEAR = 1604;

    private static final DateTimeFormatter BASIC_MONTH_DAY = DateTimeFormatter.ofPattern("'--'MMdd");

    private BirthdayLine() {}

    static String read(CardProperty line) {
        String value = line.text().strip();
        int time = value.indexOf('T');
        String date = time < 0 ? value : value.substring(0, time);
        try {
            if (date.startsWith("--")) {
                return monthDay(date).toString();
            }
            LocalDate full = date.indexOf('-') > 0 ? LocalDate.parse(date) : basic(date);
            return line.hasParameter(OMITTED_YEAR, String.valueOf(full.getYear()))
                    ? MonthDay.from(full).toString()
                    : full.toString();
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    static CardProperty write(String birthday, VCardVersion version) {
        if (version == VCardVersion.V4_0) {
            return CardProperty.of("BDAY", birthday.startsWith("--") ? compact(birthday) : birthday.replace("-", ""));
        }
        if (birthday.startsWith("--")) {
            return CardProperty.of(
                    "BDAY",
                    Map.of(OMITTED_YEAR, List.of(String.valueOf(STAND_IN_YEAR))),
                    MonthDay.parse(birthday).atYear(STAND_IN_YEAR).toString());
        }
        return CardProperty.of("BDAY", birthday);
    }

    /** Returns the line in another version, or unchanged when it is not a plain date. */
    static CardProperty translate(CardProperty line, VCardVersion version) {
        String birthday = line.text().indexOf('T') < 0 ? read(line) : null;
        if (birthday == null) {
            return line;
        }
        CardProperty written = write(birthday, version);
        return line.withParameter(OMITTED_YEAR, written.parameter(OMITTED_YEAR)).withValue(written.value());
    }

    private static LocalDate basic(String date) {
        return LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static MonthDay monthDay(String date) {
        return date.indexOf('-', 2) > 0 ? MonthDay.parse(date) : MonthDay.parse(date, BASIC_MONTH_DAY);
    }

    private static String compact(String monthDay) {
        return "--" + monthDay.substring(2).replace("-", "");
    }
}
