// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads, changes and writes cards: changed fields win, and all other lines survive. */
class ChangedCardTest {

    private final ContactCard iphone = Samples.card("iphone.vcf");

    @Test
    void aChangedNameKeepsPrefixAndSuffix() {
        String text = VCards.write(iphone.toBuilder()
                .givenName("Mirabel")
                .fullName("Mirabel Okafor")
                .build());

        assertThat(text).contains("\r\nN:Okafor;Mirabel;Ada;Dr.;PhD\r\n").contains("\r\nFN:Mirabel Okafor\r\n");
        assertThat(text).contains("\r\nNICKNAME:Mimi\r\n");
    }

    @Test
    void aChangedOrganizationKeepsItsUnits() {
        assertThat(VCards.write(iphone.toBuilder().organization("Quay Books").build()))
                .contains("\r\nORG:Quay Books;Front of House;\r\n")
                .doesNotContain("Harbor Books");
    }

    @Test
    void aRemovedFieldIsGone() {
        String text = VCards.write(iphone.toBuilder()
                .organization(null)
                .title(null)
                .birthday((String) null)
                .photo(null)
                .note(null)
                .build());

        assertThat(text).doesNotContain("\r\nORG", "\r\nTITLE", "\r\nBDAY", "\r\nPHOTO", "\r\nNOTE");
    }

    @Test
    void removesTheLabelOfARemovedNumber() {
        ContactCard changed =
                iphone.toBuilder().phones(iphone.phones().subList(0, 1)).build();

        assertThat(VCards.write(changed))
                .contains("\r\nTEL;TYPE=IPHONE,CELL,VOICE,pref:+1 (202) 555-0143\r\n")
                .contains("\r\nitem1.X-ABLabel:_$!<School>!$_\r\n")
                .doesNotContain("item2", "Front desk");
    }

    @Test
    void aNewLabelGetsAnUnusedGroup() {
        ContactCard changed =
                iphone.toBuilder().phone("+12025550199", "Night bell").build();

        assertThat(VCards.write(changed)).contains("\r\nitem7.TEL:+12025550199\r\nitem7.X-ABLabel:Night bell\r\n");
    }

    @Test
    void aCorrectedNumberDoesNotChangeTheOthers() {
        ContactCard changed = iphone.toBuilder()
                .phones(List.of(
                        new CardEntry.Phone("+12025550143", "iPhone"),
                        iphone.phones().get(1)))
                .build();

        assertThat(VCards.write(changed))
                .contains("\r\nTEL;TYPE=IPHONE,CELL:+12025550143\r\n")
                .contains("\r\nTEL;TYPE=WORK,VOICE:(202) 555-0144\r\n")
                .doesNotContain("+1 (202) 555-0143");
    }

    @Test
    void aChangedAddressDropsItsPrintedForm() {
        ContactCard outlook = Samples.card("outlook-windows-1252.vcf");

        assertThat(VCards.write(outlook)).contains("\r\nLABEL;TYPE=WORK,PREF:Straße 5\\n50667 Köln\\nDeutschland\r\n");
        assertThat(VCards.write(outlook.toBuilder()
                        .addresses(List.of(CardEntry.Address.of("Platz 1", "Bonn", null, null, null, "work")))
                        .build()))
                .doesNotContain("LABEL", "Köln")
                .contains("\r\nADR;TYPE=WORK:;;Platz 1;Bonn;;;\r\n");
    }

    @Test
    void oneOfSeveralFullNamesIsReplaced() {
        ContactCard changed =
                Samples.card("four.vcf").toBuilder().fullName("Aiko T.").build();

        assertThat(VCards.write(changed, ezvcard.VCardVersion.V4_0))
                .contains("\r\nFN:Aiko T.\r\n")
                .contains("\r\nFN;LANGUAGE=ja;PREF=2:田中愛子\r\n")
                .doesNotContain("Aiko Tanaka\r\n");
    }

    @Test
    void aNameAddedToACardWithoutOneIsWritten() {
        ContactCard card = VCards.read("BEGIN:VCARD\nVERSION:3.0\nFN:A B\nN:;;;Dr.\nX-A:b\nEND:VCARD");

        assertThat(VCards.write(card.toBuilder().givenName("Bea").build())).contains("\r\nN:;Bea;;Dr.;\r\n");
    }

    @Test
    void aFieldAddedToACardWithKeptLinesIsWritten() {
        ContactCard card = VCards.read("BEGIN:VCARD\nVERSION:3.0\nFN:A B\nBDAY:circa 1800\nX-A:b\nEND:VCARD");

        assertThat(VCards.write(card)).contains("BDAY:circa 1800");
        assertThat(VCards.write(
                        card.toBuilder().title("Owner").birthday("1990-05-20").build()))
                .contains("\r\nTITLE:Owner\r\n")
                .contains("\r\nBDAY:1990-05-20\r\n")
                .doesNotContain("circa")
                .contains("\r\nX-A:b\r\n");
    }
}
