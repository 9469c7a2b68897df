package io.callingcard.card;

import ezvcard.VCardDataType;
import ezvcard.VCardVersion;
import ezvcard.io.CannotParseException;
import ezvcard.io.ParseContext;
import ezvcard.io.StreamReader;
import ezvcard.io.scribe.AddressScribe;
import ezvcard.io.scribe.StructuredNameScribe;
import ezvcard.io.scribe.XmlScribe;
import ezvcard.parameter.VCardParameters;
import ezvcard.property.Address;
import ezvcard.property.StructuredName;
import ezvcard.property.Xml;

/**
 * Keeps names and addresses with extra parts, and XML. Google adds the whole address as an eighth part of ADR, and ez-vcard would
 * drop it. These scribes reject such a line, and ez-vcard keeps rejected lines unchanged.
 */
final class LosslessScribes {

    private static final int PARTS_OF_NAME = 5;

    private LosslessScribes() {}

    static void register(StreamReader reader) {
        reader.registerScribe(new WholeAddressScribe());
        reader.registerScribe(new WholeNameScribe());
        reader.registerScribe(new RawXmlScribe());
    }

    private static void requireParts(int most, String value, ParseContext context) {
        // Version 2.1 escapes less, so a semicolon in its raw value may not separate parts.
        if (context.getVersion() != VCardVersion.V2_1 && CardField.split(value).size() > most) {
            throw new CannotParseException("More parts than the property can hold.");
        }
    }

    private static final class WholeAddressScribe extends AddressScribe {
        @Override
        protected Address _parseText(
                String value, VCardDataType dataType, VCardParameters parameters, ParseContext context) {
            requireParts(CardEntry.Address.PARTS, value, context);
            return super._parseText(value, dataType, parameters, context);
        }
    }

    private static final class WholeNameScribe extends StructuredNameScribe {
        @Override
        protected StructuredName _parseText(
                String value, VCardDataType dataType, VCardParameters parameters, ParseContext context) {
            requireParts(PARTS_OF_NAME, value, context);
            return super._parseText(value, dataType, parameters, context);
        }
    }

    /** Leaves the value of XML lines as text. A deep document would overflow the stack of its parser. */
    private static final class RawXmlScribe extends XmlScribe {
        @Override
        protected Xml _parseText(
                String value, VCardDataType dataType, VCardParameters parameters, ParseContext context) {
            throw new CannotParseException("XML is kept as text.");
        }
    }
}
