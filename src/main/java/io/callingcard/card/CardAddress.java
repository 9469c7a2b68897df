package io.callingcard.card;

import java.util.Objects;
import java.util.stream.Stream;

/** A postal address of a card in the seven parts of a vCard, with its label; each part may be {@code null}, not all. */
public record CardAddress(
        String poBox,
        String extended,
        String street,
        String locality,
        String region,
        String postalCode,
        String country,
        String label)
        implements CardEntry {

    public CardAddress {
        poBox = CardText.optional(poBox);
        extended = CardText.optional(extended);
        street = CardText.optional(street);
        locality = CardText.optional(locality);
        region = CardText.optional(region);
        postalCode = CardText.optional(postalCode);
        country = CardText.optional(country);
        label = CardText.optional(label);
        if (Stream.of(poBox, extended, street, locality, region, postalCode, country)
                .allMatch(Objects::isNull)) {
            throw new InvalidCardException("addresses", "has no part", "give at least one, such as the street");
        }
    }

    /** The address most people write: street, town, region, postal code and country. */
    public static CardAddress of(
            String street, String locality, String region, String postalCode, String country, String label) {
        return new CardAddress(null, null, street, locality, region, postalCode, country, label);
    }

    @Override
    public String toString() {
        return "CardAddress[•••]";
    }
}
