// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.List;
import java.util.Objects;

/** Checks the fields of a card from outside: their sizes, the characters of names, and the address of the photo. */
final class CardGuard {

    private final String root;
    private final CardContent card;

    private CardGuard(String root, CardContent card) {
        this.root = root;
        this.card = card;
    }

    /**
     * Returns the card.
     *
     * @param root what the fields belong to in an error: {@code contact} or {@code vcard}
     * @throws InvalidCardException with the first field that is too large or not allowed
     */
    static ContactCard checked(String root, ContactCard card) {
        new CardGuard(root, card.content()).check();
        return card;
    }

    private void check() {
        requireName("full_name", card.fullName);
        requireName("given_name", card.givenName);
        requireName("family_name", card.familyName);
        requireName("organization", card.organization);
        requireName("title", card.title);
        requireLength("note", card.note, InputLimit.TEXT);
        if (card.photo != null) {
            requireWebAddress("photo.url", card.photo.url());
        }
        for (int i = 0; i < card.phones.size(); i++) {
            CardEntry.Phone phone = card.phones.get(i);
            requireEntry("phones[" + i + "]", phone.value(), phone.label());
        }
        for (int i = 0; i < card.emails.size(); i++) {
            CardEntry.Email email = card.emails.get(i);
            requireEntry("emails[" + i + "]", email.value(), email.label());
        }
        for (int i = 0; i < card.urls.size(); i++) {
            CardEntry.Url url = card.urls.get(i);
            requireEntry("urls[" + i + "]", url.value(), url.label());
        }
        for (int i = 0; i < card.addresses.size(); i++) {
            requireAddress("addresses[" + i + "]", card.addresses.get(i));
        }
    }

    private void requireName(String field, String name) {
        requireLength(field, name, InputLimit.NAME);
        if (name != null && InputLimit.hasHiddenCharacters(name)) {
            throw new InvalidCardException(
                    root + "." + field, "has invisible control characters", "Remove them, or type the text again");
        }
    }

    private void requireEntry(String field, String value, String label) {
        requireLength(field + ".value", value, InputLimit.VALUE);
        requireName(field + ".label", label);
    }

    private void requireAddress(String field, CardEntry.Address address) {
        List<String> parts = address.parts();
        parts.stream().filter(Objects::nonNull).forEach(part -> requireLength(field, part, InputLimit.VALUE));
        requireName(field + ".label", address.label());
    }

    private void requireLength(String field, String text, InputLimit limit) {
        if (text != null && text.length() > limit.most()) {
            throw new InvalidCardException(root + "." + field, limit.tooLong(), "Shorten it");
        }
    }

    /** Another kind of address could make a program read a file or run a script. */
    private void requireWebAddress(String field, String url) {
        requireLength(field, url, InputLimit.VALUE);
        if (url != null && !hasScheme(url, "https://") && !hasScheme(url, "http://")) {
            throw new InvalidCardException(
                    root + "." + field,
                    "is not a web address",
                    "Start it with https://, or send the bytes of the photo");
        }
    }

    private static boolean hasScheme(String url, String scheme) {
        return url.regionMatches(true, 0, scheme, 0, scheme.length());
    }
}
