// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import org.junit.jupiter.api.Test;

import io.callingcard.provider.wire.HmacKey;

import static org.assertj.core.api.Assertions.assertThat;

/** Ids in addresses tell no number. */
class SealsTest {

    private static final String ADA = "+14155550100";

    private final Seals seals = new Seals(HmacKey.ofText("a key of sixteen characters"));

    @Test
    void opensWhatItSealed() {
        String sealed = seals.seal(ADA);
        assertThat(sealed).matches("[A-Za-z0-9_-]+").doesNotContain("4155");
        assertThat(seals.open(sealed)).contains(ADA);
        assertThat(seals.seal(ADA)).isEqualTo(sealed);
        assertThat(new Seals(HmacKey.ofText("a key of sixteen characters")).open(sealed))
                .contains(ADA);
    }

    @Test
    void opensNothingElse() {
        String sealed = seals.seal(ADA);
        assertThat(new Seals(null).open(sealed)).isEmpty();
        assertThat(seals.open(ADA)).isEmpty();
        assertThat(seals.open("")).isEmpty();
        assertThat(seals.open("not base64!")).isEmpty();
        for (int i = 0; i < sealed.length(); i++) {
            char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
            // The last character has spare bits.
            String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);
            assertThat(seals.open(changed).filter(opened -> !opened.equals(ADA)))
                    .as("%s", i)
                    .isEmpty();
        }
    }
}
