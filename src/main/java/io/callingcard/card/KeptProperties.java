package io.callingcard.card;

import java.util.List;
import java.util.Objects;

import ezvcard.VCardVersion;

/** The lines of a vCard that the fields of a {@link ContactCard} do not say, as they came, in the dialect they came in. */
public record KeptProperties(VCardVersion version, List<CardProperty> properties) {

    public static final KeptProperties NONE = new KeptProperties(VCardVersion.V3_0, List.of());

    public KeptProperties {
        Objects.requireNonNull(version, "version");
        if (version == VCardVersion.V2_1) {
            throw new InvalidCardException("kept.version", "2.1 is only read, never kept", "use 3.0 or 4.0");
        }
        properties = List.copyOf(properties);
        if (properties.isEmpty()) {
            version = VCardVersion.V3_0; // nothing kept is always the same nothing
        }
    }

    public boolean isEmpty() {
        return properties.isEmpty();
    }

    @Override
    public String toString() {
        return "KeptProperties[" + properties.size() + "]";
    }
}
