// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PhoneMaskTest {

    @ParameterizedTest
    @CsvSource({
        "+14155550100, +1415•••0100",
        "14155550100, 1415•••0100",
        "+1 (415) 555-0100, +1415•••0100",
        "+6281234567890, +6281•••7890",
        "6281234567890@s.whatsapp.net, 6281•••7890@s.whatsapp.net",
        "6281234567890:12@s.whatsapp.net, 6281•••7890:12@s.whatsapp.net",
        "+49123456, +49•••56",
        "1234567, •••",
        "112, •••",
        "'', •••",
        "someone, •••",
        "+٤٩٣٠١٢٣٤٥٦٧٨, +4930•••5678",
        "to +14155550100 and +14155550199, to +1415•••0100 and +1415•••0199",
    })
    void showsEnoughToTellNumbersApart(String text, String masked) {
        assertThat(PhoneMask.mask(text)).isEqualTo(masked);
    }

    @Test
    void masksNullAsNull() {
        assertThat(PhoneMask.mask(null)).isNull();
    }

    @Property
    void atLeastThreeDigitsAreAlwaysHidden(@ForAll @NumericChars @StringLength(min = 1, max = 20) String digits) {
        String shown = PhoneMask.mask("+" + digits).replaceAll("\\D", "");

        assertThat(shown.length()).isLessThanOrEqualTo(Math.max(0, digits.length() - 3));
    }
}
