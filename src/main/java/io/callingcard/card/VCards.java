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

/** Reads vCard text of any version, and writes versions 3.0 and 4.0. */
public final class VCards {

    private static final Pattern FRAME =
            Pattern.compile("^(BEGIN|END):[ \\t]*VCARD[ \\t]*$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    /** A quoted list of types before the value. */
    private static final Pattern QUOTED_TYPES =
            Pattern.compile("^([^:\\r\\n]*;TYPE=)\"([^\":;\\r\\n]*)\"", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private VCards() {}

    /** Reads all cards of a text. There must be at least one. */
    public static List<ContactCard> readAll(String text) {
        String whole = VCardBytes.withoutLead(text);
        requireWhole(whole);
        List<ContactCard> cards = new ArrayList<>();
        try (VCardReader reader = new VCardReader(withPlainTypes(whole), VCardVersion.V3_0)) {
            LosslessScribes.register(reader);
            for (VCard card = reader.readNext(); card != null; card = reader.readNext()) {
                cards.add(from(card));
            }
        } catch (IOException cannotHappenInMemory) {
            throw new UncheckedIOException(cannotHappenInMemory);
        }
        return cards;
    }

    /** Reads all cards of a file, in the charset that the file or its lines declare. */
    public static List<ContactCard> readAll(byte[] bytes) {
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
        return CardLines.read(PropertyCollector.collect(card, embedded -> write(from(embedded))));
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

    static byte[] bytes(InputStream stream) {
        try {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes quotes around lists of types, because ez-vcard would drop the other types of such a line. */
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
                    "vcard", "holds " + cards.size() + " cards instead of one", "Split it into single cards");
        }
        return cards.get(0);
    }

    /** Rejects a truncated card, which ez-vcard would read as a smaller one. */
    private static void requireWhole(String text) {
        int begun = 0;
        int open = 0;
        for (Matcher frame = FRAME.matcher(text); frame.find(); ) {
            boolean begins = frame.group(1).equalsIgnoreCase("BEGIN");
            begun += begins ? 1 : 0;
            open += begins ? 1 : -1;
        }
        if (begun == 0) {
            throw new InvalidCardException("vcard", "holds no card", "Start it with BEGIN:VCARD on its own line");
        }
        if (open > 0) {
            throw new InvalidCardException("vcard", "is cut off", "Send the whole card, including END:VCARD");
        }
    }
}
