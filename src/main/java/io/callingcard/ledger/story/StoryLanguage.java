// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.story;

import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The languages of a story. Each has a file of sentences. */
public enum StoryLanguage {
    EN(Locale.ROOT, "uuuu-MM-dd", "d"),
    DE(Locale.GERMAN, "dd.MM.uuuu", "T");

    private final Locale locale;
    private final DateTimeFormatter date;
    private final DateTimeFormatter time;
    private final String ofDays;

    StoryLanguage(Locale locale, String date, String ofDays) {
        this.locale = locale;
        this.date = DateTimeFormatter.ofPattern(date, locale);
        this.time = DateTimeFormatter.ofPattern(date + " HH:mm:ss", locale);
        this.ofDays = ofDays;
    }

    /** Returns the language of a tag such as {@code de} or {@code de-AT}; empty if there is none. */
    public static Optional<StoryLanguage> of(String tag) {
        String wanted = Locale.forLanguageTag(tag).getLanguage();
        return Stream.of(values())
                .filter(language -> language.toString().equals(wanted))
                .findFirst();
    }

    Locale locale() {
        return locale;
    }

    String date(LocalDate day) {
        return date.format(day);
    }

    /** Returns date and time. All are equally long. */
    String time(ZonedDateTime at) {
        return time.format(at);
    }

    /** Returns how many days later another date is, such as {@code +1d}. */
    String days(int days) {
        return String.format(Locale.ROOT, "%+d", days) + ofDays;
    }

    /** Returns a number with its word. The languages so far have one word for 1, and one for all other numbers. */
    String count(Number number, String one, String others) {
        String word = number.longValue() == 1 ? one : others;
        String digits = NumberFormat.getIntegerInstance(locale).format(number);
        return word.isEmpty() ? digits : digits + " " + word;
    }

    /** Returns the tag, such as {@code de}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
