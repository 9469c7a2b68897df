// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds the fields of a contact card. Those of a builder change; those of a card are a copy that does not. */
final class CardContent {

    String fullName;
    String givenName;
    String familyName;
    String organization;
    String title;
    List<CardEntry.Phone> phones = new ArrayList<>();
    List<CardEntry.Email> emails = new ArrayList<>();
    List<CardEntry.Url> urls = new ArrayList<>();
    List<CardEntry.Address> addresses = new ArrayList<>();
    String note;
    CardPhoto photo;
    String birthday;

    /** Returns a copy for a builder. */
    CardContent copy() {
        CardContent copy = frozen();
        copy.phones = new ArrayList<>(phones);
        copy.emails = new ArrayList<>(emails);
        copy.urls = new ArrayList<>(urls);
        copy.addresses = new ArrayList<>(addresses);
        return copy;
    }

    /** Returns a copy whose lists cannot change. */
    CardContent frozen() {
        CardContent frozen = new CardContent();
        frozen.fullName = fullName;
        frozen.givenName = givenName;
        frozen.familyName = familyName;
        frozen.organization = organization;
        frozen.title = title;
        frozen.phones = List.copyOf(phones);
        frozen.emails = List.copyOf(emails);
        frozen.urls = List.copyOf(urls);
        frozen.addresses = List.copyOf(addresses);
        frozen.note = note;
        frozen.photo = photo;
        frozen.birthday = birthday;
        return frozen;
    }

    void add(CardEntry entry) {
        if (entry instanceof CardEntry.Phone phone) {
            phones.add(phone);
        } else if (entry instanceof CardEntry.Email email) {
            emails.add(email);
        } else if (entry instanceof CardEntry.Url url) {
            urls.add(url);
        } else if (entry instanceof CardEntry.Address address) {
            addresses.add(address);
        }
    }

    /** Returns all entries in the order in which they are written. */
    List<CardEntry> entries() {
        List<CardEntry> entries = new ArrayList<>(phones);
        entries.addAll(emails);
        entries.addAll(urls);
        entries.addAll(addresses);
        return entries;
    }

    /** Returns the best name to show, or {@code null} for a card that has none. */
    String displayName() {
        if (fullName != null) {
            return fullName;
        }
        if (givenName != null || familyName != null) {
            return Stream.of(givenName, familyName).filter(Objects::nonNull).collect(Collectors.joining(" "));
        }
        if (organization != null) {
            return organization;
        }
        if (!emails.isEmpty()) {
            return emails.get(0).value();
        }
        return phones.isEmpty() ? null : phones.get(0).value();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CardContent that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<Object> values() {
        return Arrays.asList(
                fullName,
                givenName,
                familyName,
                organization,
                title,
                phones,
                emails,
                urls,
                addresses,
                note,
                photo,
                birthday);
    }
}
