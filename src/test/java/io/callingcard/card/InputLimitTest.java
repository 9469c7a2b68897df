// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InputLimitTest {

    @ParameterizedTest
    @CsvSource({"17,17", "' 17 ',17", "1,1", ",5", "0,5", "-1,5", "many,5", "'',5", "99999999999,5"})
    void takesASettingThatIsAWholeNumber(String given, int most) {
        assertThat(InputLimit.most("callingcard.limits.any", given, 5)).isEqualTo(most);
    }

    @Test
    void hasTheNamesOfSettings() {
        assertThat(InputLimit.CARD_BYTES.property()).isEqualTo("callingcard.limits.card-bytes");
        assertThat(InputLimit.PHONE.tooLong()).isEqualTo("is longer than 64 characters");
    }

    @Test
    void readsTheConfigurationOfAnApplication() {
        int usual = InputLimit.CSV_LINES.most();
        try {
            InputLimit.configure(Map.of("callingcard.limits.csv-lines", " 7 ")::get);
            assertThat(InputLimit.CSV_LINES.most()).isEqualTo(7);
            assertThat(InputLimit.PHONE.most()).isEqualTo(64);
        } finally {
            InputLimit.configure(Map.of("callingcard.limits.csv-lines", "" + usual)::get);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "", "99999999999"})
    void refusesAConfigurationThatIsNoWholeNumber(String given) {
        assertThatThrownBy(() -> InputLimit.configure(Map.of("callingcard.limits.phone", given)::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "callingcard.limits.phone: is not a whole number of at least 1. Write digits only, such as 100.");
        assertThat(InputLimit.PHONE.most()).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource({
        "Ada Lovelace,false",
        "'A\tB\r\n',false",
        "\u05D0\u200F\u200E,false",
        "\u202A,true",
        "\u202E,true",
        "\u2066,true",
        "\u2069,true",
        "a\u0000b,true",
        "a\u007F,true",
        "\u0085,true"
    })
    void findsCharactersThatHideHowATextIsRead(String text, boolean hidden) {
        assertThat(InputLimit.hasHiddenCharacters(text)).isEqualTo(hidden);
    }

    /** The page lists all limits, in their order. */
    @Test
    void isDocumented() throws IOException {
        String rows = Stream.of(InputLimit.values())
                .map(limit -> String.format(
                        Locale.ROOT, "| `%s` | %,d | %s |", limit.property(), limit.most(), sentence(limit.meaning())))
                .collect(Collectors.joining("\n"));
        assertThat(Files.readString(Path.of("docs/limits.md"))).contains("\n" + rows + "\n");
    }

    private static String sentence(String meaning) {
        return meaning.substring(0, 1).toUpperCase(Locale.ROOT) + meaning.substring(1) + ".";
    }
}
