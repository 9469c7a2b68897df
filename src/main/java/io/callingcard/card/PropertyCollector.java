// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.github.mangstadt.vinnie.io.VObjectPropertyValues;
import ezvcard.VCard;
import ezvcard.VCardDataType;
import ezvcard.VCardVersion;
import ezvcard.io.EmbeddedVCardException;
import ezvcard.io.SkipMeException;
import ezvcard.io.StreamWriter;
import ezvcard.io.scribe.VCardPropertyScribe;
import ezvcard.io.text.WriteContext;
import ezvcard.parameter.VCardParameters;
import ezvcard.property.VCardProperty;

/** Converts ez-vcard's properties to {@link CardProperty} lines, by posing as one of its writers. */
final class PropertyCollector extends StreamWriter {

    private final VCardVersion version;
    private final Function<VCard, String> writer;
    private final List<CardProperty> lines = new ArrayList<>();

    private PropertyCollector(VCardVersion version, Function<VCard, String> writer) {
        this.version = version;
        this.writer = writer;
        setVersionStrict(false); // keep properties that the version does not know
        setAddProdId(false);
    }

    /** @param writer writes a card that is the value of a property */
    static KeptProperties collect(VCard card, Function<VCard, String> writer) {
        VCardVersion version = card.getVersion() == VCardVersion.V4_0 ? VCardVersion.V4_0 : VCardVersion.V3_0;
        PropertyCollector collector = new PropertyCollector(version, writer);
        collector._write(card, List.copyOf(card.getProperties()));
        return new KeptProperties(version, collector.lines);
    }

    @Override
    protected VCardVersion getTargetVersion() {
        return version;
    }

    @Override
    protected void _write(VCard card, List<VCardProperty> properties) {
        WriteContext context = new WriteContext(version, null, true);
        VCard rivals = new VCard();
        properties.stream().filter(PropertyCollector::isPreferred).forEach(rivals::addProperty);
        properties.forEach(property -> collect(rivals, property, context));
    }

    /**
     * For each property, ez-vcard looks for the most preferred one of its kind in the whole card. A preference that is no
     * number would cost an exception each time.
     */
    private static boolean isPreferred(VCardProperty property) {
        try {
            return property.getParameters().getPref() != null;
        } catch (IllegalStateException noNumber) {
            return false;
        }
    }

    @Override
    public void close() {
        // nothing is open
    }

    /** @param rivals the properties that have a preference */
    private void collect(VCard rivals, VCardProperty property, WriteContext context) {
        @SuppressWarnings("unchecked") // the index returns the scribe of the property's class
        VCardPropertyScribe<VCardProperty> scribe =
                (VCardPropertyScribe<VCardProperty>) index.getPropertyScribe(property);
        String value;
        try {
            value = scribe.writeText(property, context);
        } catch (EmbeddedVCardException embedded) {
            value = VObjectPropertyValues.escape(writer.apply(embedded.getVCard()));
        } catch (SkipMeException nothingToSay) {
            return;
        }
        VCardDataType dataType = scribe.dataType(property, version);
        if (dataType == VCardDataType.URI) {
            // ez-vcard also escapes commas in URIs, which readers do not expect.
            value = VObjectPropertyValues.unescape(value).replace("\\", "\\\\");
        }
        VCardParameters prepared = scribe.prepareParameters(property, version, rivals);
        Map<String, List<String>> parameters = parameters(property, prepared);
        if (needsValueParameter(dataType, usualDataType(scribe))) {
            parameters.put(VCardParameters.VALUE, List.of(dataType.getName()));
        }
        lines.add(new CardProperty(property.getGroup(), scribe.getPropertyName(), parameters, value));
    }

    /** A raw property, which ez-vcard could not parse, has the default type of its name too. */
    private VCardDataType usualDataType(VCardPropertyScribe<VCardProperty> scribe) {
        VCardPropertyScribe<? extends VCardProperty> named = index.getPropertyScribe(scribe.getPropertyName());
        return (named == null ? scribe : named).defaultDataType(version);
    }

    private static boolean needsValueParameter(VCardDataType dataType, VCardDataType usual) {
        boolean oneOfUsualDates = usual == VCardDataType.DATE_AND_OR_TIME
                && (dataType == VCardDataType.DATE
                        || dataType == VCardDataType.DATE_TIME
                        || dataType == VCardDataType.TIME);
        return dataType != null && dataType != usual && !oneOfUsualDates;
    }

    private static Map<String, List<String>> parameters(VCardProperty property, VCardParameters prepared) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        prepared.getMap().forEach((name, values) -> parameters.put(name, List.copyOf(values)));
        // The text is already decoded.
        parameters.remove(VCardParameters.CHARSET);
        parameters.remove(VCardParameters.ENCODING, List.of("QUOTED-PRINTABLE"));
        // Version 3.0 has no such parameters, but dropping them would lose data.
        keep(property, VCardParameters.PREF, parameters);
        keep(property, VCardParameters.LABEL, parameters);
        return parameters;
    }

    private static void keep(VCardProperty property, String name, Map<String, List<String>> parameters) {
        List<String> values = property.getParameters(name);
        if (!values.isEmpty()) {
            parameters.put(name, List.copyOf(values));
        }
    }
}
