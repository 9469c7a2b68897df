package io.callingcard.card;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ezvcard.VCard;
import ezvcard.VCardVersion;
import ezvcard.io.text.VCardReader;

/** Cards from vCard text of any version, and vCard text from cards. */
public final class VCards {

    private static final Pattern FRAME =
            Pattern.compile("^(BEGIN|END):[ \\t]*VCARD[ \\t]*$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    /** A list of types in quotes, in front of the value. */
    private static final Pattern QUOTED_TYPES =
            Pattern.compile("^([^:\\r\\n]*;TYPE=)\"([^\":;\\r\\n]*)\"", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private VCards() {}

    /** All cards of a text, which must hold at least one. */
    public static List<ContactCard> readAll(String text) {
        String whole = VCardBytes.withoutLead(text);
        requireWhole(whole);
        List<ContactCard> cards = new ArrayList<>();
        try (VCardReader reader = new VCardReader(withPlainTypes(whole), VCardVersion.V3_0)) {
            ForgivingScribes.register(reader);
            for (VCard card = reader.readNext(); card != null; card = reader.readNext()) {
                cards.add(from(card));
            }
        } catch (IOException cannotHappenInMemory) {
            throw new UncheckedIOException(cannotHappenInMemory);
        }
        return cards;
    }

    /** All cards of a file, in the charset that it or its lines declare. */
    public static List<ContactCard> readAll(byte[] bytes) {
        return readAll(VCardBytes.decode(bytes));
    }

    /** All cards of a stream, which is read to its end and left open. */
    public static List<ContactCard> readAll(InputStream stream) {
        return readAll(bytes(stream));
    }

    /** The one card of a text; several, or none, are refused. */
    public static ContactCard read(String text) {
        return only(readAll(text));
    }

    /** The one card of a file; several, or none, are refused. */
    public static ContactCard read(byte[] bytes) {
        return only(readAll(bytes));
    }

    /** The one card of a stream, which is read to its end and left open; several, or none, are refused. */
    public static ContactCard read(InputStream stream) {
        return only(readAll(stream));
    }

    /** vCard 3.0, which every phone reads. */
    public static String write(ContactCard card) {
        return write(card, VCardVersion.V3_0);
    }

    public static String write(ContactCard card, VCardVersion version) {
        if (version == VCardVersion.V2_1) {
            throw new IllegalArgumentException("vCard 2.1 is only read; write 3.0 or 4.0");
        }
        return VCardText.write(version, CardLines.write(card, version));
    }

    public static ContactCard from(VCard card) {
        return CardLines.read(PropertyCollector.collect(card));
    }

    /** A new ez-vcard card, in the version in which the card came, 3.0 when it came from elsewhere. */
    public static VCard toVCard(ContactCard card) {
        String text = write(card, card.kept().version());
        try (VCardReader reader = new VCardReader(text)) {
            return reader.readNext();
        } catch (IOException cannotHappenInMemory) {
            throw new UncheckedIOException(cannotHappenInMemory);
        }
    }

    static byte[] bytes(InputStream stream) {
        try {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** ez-vcard forgets the other types of a line that quotes some; without quotes the list says the same. */
    private static String withPlainTypes(String text) {
        String plain = text;
        for (Matcher quoted = QUOTED_TYPES.matcher(plain); quoted.find(); quoted = QUOTED_TYPES.matcher(plain)) {
            plain = quoted.replaceAll("$1$2");
        }
        return plain;
    }

    private static ContactCard only(List<ContactCard> cards) {
        if (cards.size() != 1) {
            throw new InvalidCardException(
                    "vcard", "holds " + cards.size() + " cards where one is expected", "split it, one card each");
        }
        return cards.get(0);
    }

    /** A parser takes what it gets; a card that was cut off on its way must not pass for a smaller card. */
    private static void requireWhole(String text) {
        int begun = 0;
        int open = 0;
        for (Matcher frame = FRAME.matcher(text); frame.find(); ) {
            boolean begins = frame.group(1).equalsIgnoreCase("BEGIN");
            begun += begins ? 1 : 0;
            open += begins ? 1 : -1;
        }
        if (begun == 0) {
            throw new InvalidCardException("vcard", "holds no card", "start it with BEGIN:VCARD on a line of its own");
        }
        if (open > 0) {
            throw new InvalidCardException("vcard", "is cut off", "give the whole card, to its END:VCARD");
        }
    }
}
