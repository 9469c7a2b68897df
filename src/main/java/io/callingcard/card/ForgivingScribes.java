package io.callingcard.card;

import ezvcard.VCardDataType;
import ezvcard.VCardVersion;
import ezvcard.io.CannotParseException;
import ezvcard.io.ParseContext;
import ezvcard.io.StreamReader;
import ezvcard.io.scribe.AddressScribe;
import ezvcard.io.scribe.StructuredNameScribe;
import ezvcard.parameter.VCardParameters;
import ezvcard.property.Address;
import ezvcard.property.StructuredName;

/**
 * Google writes an eighth part into ADR, the address in one piece, which ez-vcard drops. A line with more parts than
 * ez-vcard holds is declared unparseable: then it is kept as it came.
 */
final class ForgivingScribes {

    private static final int PARTS_OF_ADDRESS = 7;
    private static final int PARTS_OF_NAME = 5;

    private ForgivingScribes() {}

    static void register(StreamReader reader) {
        reader.registerScribe(new WholeAddressScribe());
        reader.registerScribe(new WholeNameScribe());
    }

    private static void requireParts(int most, String value, ParseContext context) {
        // 2.1 escapes less, so there a raw value would be misread.
        if (context.getVersion() != VCardVersion.V2_1 && CardField.split(value).size() > most) {
            throw new CannotParseException("More parts than the property can hold.");
        }
    }

    private static final class WholeAddressScribe extends AddressScribe {
        @Override
        protected Address _parseText(
                String value, VCardDataType dataType, VCardParameters parameters, ParseContext context) {
            requireParts(PARTS_OF_ADDRESS, value, context);
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
}
