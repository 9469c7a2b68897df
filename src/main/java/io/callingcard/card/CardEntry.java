// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** An entry that a card can have several of, with an optional label. */
public sealed interface CardEntry {

    /** The label that the entry is shown under, or {@code null}. */
    String label();

    /** A phone number as it stands on the card. */
    record Phone(String value, String label) implements CardEntry {

        public Phone {
            value = CardText.required("phones.value", value);
            label = CardText.optional(label);
        }

        public Phone(String value) {
            this(value, null);
        }

        @Override
        public String toString() {
            return "Phone[" + PhoneMask.mask(value) + "]";
        }
    }

    /** An email address. */
    record Email(String value, String label) implements CardEntry {

        public Email {
            value = CardText.required("emails.value", value);
            label = CardText.optional(label);
        }

        public Email(String value) {
            this(value, null);
        }

        @Override
        public String toString() {
            return "Email[•••]";
        }
    }

    /** A web address. */
    record Url(String value, String label) implements CardEntry {

        public Url {
            value = CardText.required("urls.value", value);
            label = CardText.optional(label);
        }

        public Url(String value) {
            this(value, null);
        }

        @Override
        public String toString() {
            return "Url[•••]";
        }
    }

    /** A postal address in the seven parts of a vCard. At least one part is present; the others are {@code null}. */
    record Address(
            String poBox,
            String extended,
            String street,
            String locality,
            String region,
            String postalCode,
            String country,
            String label)
            implements CardEntry {

        static final int PARTS = 7;

        public Address {
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
                throw new InvalidCardException("addresses", "is empty", "Set at least one part, such as street");
            }
        }

        /** Makes an address of the parts that most addresses have. */
        public static Address of(
                String street, String locality, String region, String postalCode, String country, String label) {
            return new Address(null, null, street, locality, region, postalCode, country, label);
        }

        /** Makes an address of its seven parts, in their order. */
        static Address of(List<String> parts, String label) {
            return new Address(
                    parts.get(0),
                    parts.get(1),
                    parts.get(2),
                    parts.get(3),
                    parts.get(4),
                    parts.get(5),
                    parts.get(6),
                    label);
        }

        /** Returns the seven parts, in their order. */
        List<String> parts() {
            return Arrays.asList(poBox, extended, street, locality, region, postalCode, country);
        }

        @Override
        public String toString() {
            return "Address[•••]";
        }
    }
}
