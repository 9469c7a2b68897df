// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import ezvcard.VCardDataType;
import ezvcard.VCardVersion;
import ezvcard.io.CannotParseException;
import ezvcard.io.ParseContext;
import ezvcard.io.StreamReader;
import ezvcard.io.scribe.AddressScribe;
import ezvcard.io.scribe.AgentScribe;
import ezvcard.io.scribe.KeyScribe;
import ezvcard.io.scribe.LogoScribe;
import ezvcard.io.scribe.PhotoScribe;
import ezvcard.io.scribe.SoundScribe;
import ezvcard.io.scribe.StructuredNameScribe;
import ezvcard.io.scribe.XmlScribe;
import ezvcard.parameter.VCardParameters;
import ezvcard.property.Address;
import ezvcard.property.Agent;
import ezvcard.property.Key;
import ezvcard.property.Logo;
import ezvcard.property.Photo;
import ezvcard.property.Sound;
import ezvcard.property.StructuredName;
import ezvcard.property.Xml;

/**
 * Keeps names and addresses with extra parts, and XML. Google adds the whole address as an eighth part of ADR, and ez-vcard would
 * drop it. Keeps agents and media types, too, that ez-vcard would read slowly. These scribes reject such a line, and ez-vcard
 * keeps rejected lines unchanged.
 */
final class LosslessScribes {

    private static final int PARTS_OF_NAME = 5;

    private LosslessScribes() {}

    static void register(StreamReader reader) {
        reader.registerScribe(new WholeAddressScribe());
        reader.registerScribe(new WholeNameScribe());
        reader.registerScribe(new RawXmlScribe());
        reader.registerScribe(new QuickAgentScribe());
        reader.registerScribe(new QuickPhotoScribe());
        reader.registerScribe(new QuickLogoScribe());
        reader.registerScribe(new QuickSoundScribe());
        reader.registerScribe(new QuickKeyScribe());
    }

    private static void requireParts(int most, String value, ParseContext context) {
        // Version 2.1 escapes less, so a semicolon in its raw value may not separate parts.
        if (context.getVersion() != VCardVersion.V2_1 && CardField.split(value).size() > most) {
            throw new CannotParseException("More parts than the property can hold.");
        }
    }

    /** ez-vcard would lower the case of the media type of a {@code data:} URI. */
    private static void requireQuickMediaType(String value) {
        if (!value.startsWith("http")) {
            requireNoSigma(value);
        }
    }

    /** Lowering the case of a sigma takes long, see {@link InputLimit#lowerCase}. */
    private static void requireNoSigma(String value) {
        if (value.indexOf(InputLimit.GREEK_SIGMA) >= 0) {
            throw new CannotParseException("A capital sigma is kept as text.");
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

    /** ez-vcard would lower the case of the names in an agent. */
    private static final class QuickAgentScribe extends AgentScribe {
        @Override
        protected Agent _parseText(
                String value, VCardDataType dataType, VCardParameters parameters, ParseContext context) {
            requireNoSigma(value);
            return super._parseText(value, dataType, parameters, context);
        }
    }

    private static final class QuickPhotoScribe extends PhotoScribe {
        @Override
        protected Photo _parseText(
                String value, VCardDataType dataType, VCardParameters parameters, ParseContext context) {
            requireQuickMediaType(value);
            return super._parseText(value, dataType, parameters, context);
        }
    }

    private static final class QuickLogoScribe extends LogoScribe {
        @Override
        protected Logo _parseText(
                String value, VCardDataType dataType, VCardParameters parameters, ParseContext context) {
            requireQuickMediaType(value);
            return super._parseText(value, dataType, parameters, context);
        }
    }

    private static final class QuickSoundScribe extends SoundScribe {
        @Override
        protected Sound _parseText(
                String value, VCardDataType dataType, VCardParameters parameters, ParseContext context) {
            requireQuickMediaType(value);
            return super._parseText(value, dataType, parameters, context);
        }
    }

    private static final class QuickKeyScribe extends KeyScribe {
        @Override
        protected Key _parseText(
                String value, VCardDataType dataType, VCardParameters parameters, ParseContext context) {
            requireQuickMediaType(value);
            return super._parseText(value, dataType, parameters, context);
        }
    }
}
