// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells which fields of a card do not reach the phone, for each way to send one. */
public enum CardFit {

    /** Chert's {@code contact} object: names, organization, E.164 numbers and email addresses. */
    CHERT_CONTACT {
        @Override
        public List<String> lost(ContactCard card) {
            List<String> lost = new ArrayList<>();
            addPresent(lost, "title", card.title());
            for (int i = 0; i < card.phones().size(); i++) {
                if (!E164.matcher(card.phones().get(i).value()).matches()) {
                    lost.add("phones[" + i + "]");
                }
            }
            addBeyondContact(lost, card);
            return lost;
        }
    },

    /** Chert's {@code vcard_text}, which sends the whole vCard. */
    CHERT_VCARD,

    /** A {@code .vcf} file as a media part of a Linq message, which sends the whole vCard. */
    LINQ_VCF,

    /** The WhatsApp gateway's contact message: one name and one number. */
    WHATSAPP {
        @Override
        public List<String> lost(ContactCard card) {
            List<String> lost = new ArrayList<>();
            addNamesBeyondOne(lost, card);
            addPresent(lost, "title", card.title());
            addNumbersBeyondOne(lost, card.phones());
            addPresent(lost, "emails", card.emails());
            addBeyondContact(lost, card);
            return lost;
        }
    };

    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{1,14}");

    /** Numbers and short codes, with the separators that are removed before sending. */
    private static final Pattern WHATSAPP_NUMBER = Pattern.compile("\\+?[1-9](?:[ ().-]*\\d){1,14}");

    /** Properties about the record, not about the person. */
    private static final Set<String> BOOKKEEPING = Set.of("PRODID", "REV", "UID", "X-ABUID", "X-ABADR");

    /** Returns the paths of the fields that do not arrive, such as {@code title} or {@code phones[1]}. */
    public List<String> lost(ContactCard card) {
        return List.of();
    }

    public boolean fits(ContactCard card) {
        return lost(card).isEmpty();
    }

    private static void addNamesBeyondOne(List<String> lost, ContactCard card) {
        String shown = card.displayName();
        addUnlessShown(lost, "given_name", card.givenName(), shown);
        addUnlessShown(lost, "family_name", card.familyName(), shown);
        addUnlessShown(lost, "organization", card.organization(), shown);
    }

    private static void addUnlessShown(List<String> lost, String path, String name, String shown) {
        if (name != null && !shown.contains(name)) {
            lost.add(path);
        }
    }

    private static void addNumbersBeyondOne(List<String> lost, List<CardEntry.Phone> phones) {
        boolean carried = false;
        for (int i = 0; i < phones.size(); i++) {
            CardEntry.Phone phone = phones.get(i);
            if (carried || !isWhatsAppNumber(phone.value())) {
                lost.add("phones[" + i + "]");
            } else {
                carried = true;
                if (phone.label() != null && !phone.label().equals("mobile")) {
                    lost.add("phones[" + i + "].label");
                }
            }
        }
    }

    /** Checks the cheap case first: most numbers are E.164. */
    private static boolean isWhatsAppNumber(String value) {
        return PhoneNumbers.hasCountryCode(value)
                || WHATSAPP_NUMBER.matcher(value).matches();
    }

    /** Adds what neither Chert's contact object nor WhatsApp can hold. */
    private static void addBeyondContact(List<String> lost, ContactCard card) {
        addPresent(lost, "urls", card.urls());
        addPresent(lost, "addresses", card.addresses());
        addPresent(lost, "note", card.note());
        addPresent(lost, "photo", card.photo());
        addPresent(lost, "birthday", card.birthday());
        if (card.kept().isEmpty()) {
            return;
        }
        card.kept().properties().stream()
                .filter(CardFit::hasMoreThanFields)
                .map(line -> "kept." + line.name().toUpperCase(Locale.ROOT))
                .distinct()
                .forEach(lost::add);
    }

    private static void addPresent(List<String> lost, String path, Object value) {
        if (value != null && !Objects.equals(value, List.of())) {
            lost.add(path);
        }
    }

    private static boolean hasMoreThanFields(CardProperty line) {
        String name = line.name().toUpperCase(Locale.ROOT);
        if (BOOKKEEPING.contains(name) || line.is(CardLabels.GROUP_LABEL)) {
            return false;
        }
        return switch (name) {
            case "N" -> CardField.parts(line).stream().skip(2).anyMatch(part -> !part.isBlank());
            case "ORG" -> CardField.parts(line).stream().skip(1).anyMatch(part -> !part.isBlank());
            case "FN", "TITLE", "NOTE", "PHOTO", "TEL", "EMAIL", "URL", "ADR" -> false;
            case "BDAY" -> BirthdayLine.read(line) == null;
            default -> true;
        };
    }
}
