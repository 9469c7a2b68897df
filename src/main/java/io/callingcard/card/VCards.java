// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import ezvcard.VCard;
import ezvcard.VCardVersion;
import ezvcard.io.text.VCardReader;

/** Reads vCard text of any version, and writes versions 3.0 and 4.0. */
public final class VCards {

    private VCards() {}

    /** Reads all cards of a text. There must be at least one. */
    public static List<ContactCard> readAll(String text) {
        requireSize("vcard", text.length());
        String checked = VCardShape.checked(VCardBytes.withoutLead(text));
        List<ContactCard> cards = new ArrayList<>();
        try (VCardReader reader = new VCardReader(checked, VCardVersion.V3_0)) {
            LosslessScribes.register(reader);
            for (VCard card = reader.readNext(); card != null; card = reader.readNext()) {
                cards.add(CardGuard.checked("vcard", from(card)));
            }
        } catch (IOException cannotHappenInMemory) {
            throw new UncheckedIOException(cannotHappenInMemory);
        }
        return cards;
    }

    /** Reads all cards of a file, in the charset that the file or its lines declare. */
    public static List<ContactCard> readAll(byte[] bytes) {
        requireSize("vcard", bytes.length);
        return readAll(VCardBytes.decode(bytes));
    }

    /** Reads all cards of a stream, to its end, and leaves it open. */
    public static List<ContactCard> readAll(InputStream stream) {
        return readAll(bytes(stream));
    }

    /** Reads the only card of a text. Fails when there are none or several. */
    public static ContactCard read(String text) {
        return only(readAll(text));
    }

    /** Reads the only card of a file. Fails when there are none or several. */
    public static ContactCard read(byte[] bytes) {
        return only(readAll(bytes));
    }

    /** Reads the only card of a stream, to its end, and leaves it open. Fails when there are none or several. */
    public static ContactCard read(InputStream stream) {
        return only(readAll(stream));
    }

    /** Writes vCard 3.0, which every phone reads. */
    public static String write(ContactCard card) {
        return write(card, VCardVersion.V3_0);
    }

    public static String write(ContactCard card, VCardVersion version) {
        if (version == VCardVersion.V2_1) {
            throw new IllegalArgumentException("version: 2.1 can only be read. Write 3.0 or 4.0.");
        }
        return VCardText.write(version, CardLines.write(card, version));
    }

    public static ContactCard from(VCard card) {
        return from(card, 0);
    }

    /** Each level escapes the text of the levels below once more, so the text would double with each. */
    private static ContactCard from(VCard card, int level) {
        if (level > InputLimit.CARD_NESTING.most()) {
            throw VCardShape.tooDeep();
        }
        return CardLines.read(PropertyCollector.collect(card, embedded -> write(from(embedded, level + 1))));
    }

    /** Makes an ez-vcard card in the version that the card was read from, or 3.0. */
    public static VCard toVCard(ContactCard card) {
        String text = write(card, card.kept().version());
        try (VCardReader reader = new VCardReader(text)) {
            return reader.readNext();
        } catch (IOException cannotHappenInMemory) {
            throw new UncheckedIOException(cannotHappenInMemory);
        }
    }

    /** Reads no more of a stream than a card may have. */
    static byte[] bytes(InputStream stream) {
        try {
            byte[] bytes = stream.readNBytes(InputLimit.CARD_BYTES.most() + 1);
            requireSize("vcard", bytes.length);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void requireSize(String field, int size) {
        if (size > InputLimit.CARD_BYTES.most()) {
            throw new InvalidCardException(
                    field,
                    "is larger than " + InputLimit.CARD_BYTES.most() + " bytes",
                    "Send a smaller photo, or split the file");
        }
    }

    private static ContactCard only(List<ContactCard> cards) {
        if (cards.size() != 1) {
            throw new InvalidCardException(
                    "vcard", "holds " + cards.size() + " cards instead of one", "Split it into single cards");
        }
        return cards.get(0);
    }
}
