// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.List;
import java.util.Objects;

import ezvcard.VCardVersion;

/** The unchanged lines of a vCard that the fields of a {@link ContactCard} cannot express, in their original version. */
record KeptProperties(VCardVersion version, List<CardProperty> properties) {

    static final KeptProperties NONE = new KeptProperties(VCardVersion.V3_0, List.of());

    KeptProperties {
        Objects.requireNonNull(version, "version");
        if (version == VCardVersion.V2_1) {
            throw new InvalidCardException("kept.version", "is 2.1, which can only be read", "Use 3.0 or 4.0");
        }
        properties = List.copyOf(properties);
        if (properties.isEmpty()) {
            version = VCardVersion.V3_0; // so that all empty instances are equal
        }
    }

    boolean isEmpty() {
        return properties.isEmpty();
    }

    @Override
    public String toString() {
        return "KeptProperties[" + properties.size() + "]";
    }
}
