// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import org.junit.jupiter.api.Test;

import io.callingcard.card.ContactCard;

import static org.assertj.core.api.Assertions.assertThat;

/** A card as the gateway sends it, and as its history shows it. */
class ContactMessageTest {

    @Test
    void recognizesAHistoryRowWithOrWithoutTheNumber() {
        ContactMessage card = ContactMessage.of(
                ContactCard.builder().fullName("Mira").phone("112", null).build(), "contact", new WaConfiguration());

        assertThat(card.isRow("\uD83D\uDC64 Mira (+112)")).isTrue();
        assertThat(card.isRow("\uD83D\uDC64 Mira")).isTrue();
        assertThat(card.isRow("\uD83D\uDC64 Mira (+113)")).isFalse();
        assertThat(card.isRow("Mira")).isFalse();
        assertThat(card.toString()).doesNotContain("Mira");
    }
}
