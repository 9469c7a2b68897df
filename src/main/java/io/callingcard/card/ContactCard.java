// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An immutable contact card. Absent text is {@code null}, and absent lists are empty.
 *
 * <p>A card that was read from a vCard keeps the lines that these fields cannot express, and writes them again. The
 * fields win over a kept line: {@code toBuilder().title("Owner")} changes the title and no other line.
 */
public final class ContactCard {

    private final CardContent content;
    private final KeptProperties kept;

    private ContactCard(CardContent content, KeptProperties kept) {
        this.content = content.frozen();
        this.kept = kept.isEmpty() ? kept : LineMatcher.reconcile(kept, this.content);
    }

    public static Builder builder() {
        return new Builder(new CardContent(), KeptProperties.NONE);
    }

    static ContactCard of(CardContent content, KeptProperties kept) {
        return new ContactCard(content, kept);
    }

    public Builder toBuilder() {
        return new Builder(content.copy(), kept);
    }

    public String fullName() {
        return content.fullName;
    }

    public String givenName() {
        return content.givenName;
    }

    public String familyName() {
        return content.familyName;
    }

    public String organization() {
        return content.organization;
    }

    public String title() {
        return content.title;
    }

    public List<CardEntry.Phone> phones() {
        return content.phones;
    }

    public List<CardEntry.Email> emails() {
        return content.emails;
    }

    public List<CardEntry.Url> urls() {
        return content.urls;
    }

    public List<CardEntry.Address> addresses() {
        return content.addresses;
    }

    public String note() {
        return content.note;
    }

    public CardPhoto photo() {
        return content.photo;
    }

    /** Returns {@code 1990-05-20}, or {@code --05-20} without a year. */
    public String birthday() {
        return content.birthday;
    }

    CardContent content() {
        return content;
    }

    /** Returns the lines of the vCard that the fields above cannot express. */
    KeptProperties kept() {
        return kept;
    }

    /** Returns whether the card has a name, an organization, an email address or a phone number. */
    public boolean isIdentifiable() {
        return displayName() != null;
    }

    /** Returns the best name to show, or {@code null} for a card that has none. */
    public String displayName() {
        return content.displayName();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContactCard that && content.equals(that.content) && kept.equals(that.kept);
    }

    @Override
    public int hashCode() {
        return Objects.hash(content, kept);
    }

    /** Shows only counts, because cards end up in logs. */
    @Override
    public String toString() {
        return "ContactCard[" + counted(content.phones.size(), "phone") + ", " + counted(content.emails.size(), "email")
                + "]";
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** Collects the fields of a card. Blank text counts as absent. */
    public static final class Builder {

        private final CardContent content;
        private KeptProperties kept;

        private Builder(CardContent content, KeptProperties kept) {
            this.content = content;
            this.kept = kept;
        }

        public Builder fullName(String value) {
            content.fullName = CardText.optional(value);
            return this;
        }

        public Builder givenName(String value) {
            content.givenName = CardText.optional(value);
            return this;
        }

        public Builder familyName(String value) {
            content.familyName = CardText.optional(value);
            return this;
        }

        public Builder organization(String value) {
            content.organization = CardText.optional(value);
            return this;
        }

        public Builder title(String value) {
            content.title = CardText.optional(value);
            return this;
        }

        /** Adds a phone number. */
        public Builder phone(String value, String label) {
            content.phones.add(new CardEntry.Phone(value, label));
            return this;
        }

        /** Replaces all phone numbers. */
        public Builder phones(List<CardEntry.Phone> values) {
            content.phones = new ArrayList<>(values);
            return this;
        }

        /** Adds an email address. */
        public Builder email(String value, String label) {
            content.emails.add(new CardEntry.Email(value, label));
            return this;
        }

        /** Replaces all email addresses. */
        public Builder emails(List<CardEntry.Email> values) {
            content.emails = new ArrayList<>(values);
            return this;
        }

        /** Adds a web address. */
        public Builder url(String value, String label) {
            content.urls.add(new CardEntry.Url(value, label));
            return this;
        }

        /** Replaces all web addresses. */
        public Builder urls(List<CardEntry.Url> values) {
            content.urls = new ArrayList<>(values);
            return this;
        }

        /** Adds a postal address. */
        public Builder address(CardEntry.Address value) {
            content.addresses.add(value);
            return this;
        }

        /** Replaces all postal addresses. */
        public Builder addresses(List<CardEntry.Address> values) {
            content.addresses = new ArrayList<>(values);
            return this;
        }

        public Builder note(String value) {
            content.note = CardText.optional(value);
            return this;
        }

        public Builder photo(CardPhoto value) {
            content.photo = value;
            return this;
        }

        /** Sets the birthday: {@code 1990-05-20}, or {@code --05-20} without a year. */
        public Builder birthday(String value) {
            String text = CardText.optional(value);
            content.birthday = text == null ? null : checkedBirthday(text);
            return this;
        }

        public Builder birthday(LocalDate value) {
            content.birthday = value == null ? null : value.toString();
            return this;
        }

        /** Sets a birthday without a year. */
        public Builder birthday(MonthDay value) {
            content.birthday = value == null ? null : value.toString();
            return this;
        }

        /** Sets lines of a vCard beyond the fields. Lines that contradict a field are changed or dropped. */
        Builder kept(KeptProperties value) {
            kept = Objects.requireNonNull(value, "kept");
            return this;
        }

        public ContactCard build() {
            return new ContactCard(content, kept);
        }

        private static String checkedBirthday(String value) {
            try {
                return value.startsWith("--")
                        ? MonthDay.parse(value).toString()
                        : LocalDate.parse(value).toString();
            } catch (DateTimeException notADate) {
                // No cause, because its text quotes the value.
                throw new InvalidCardException(
                        "birthday", "is not a date", "Write it as 1990-05-20, or --05-20 without a year");
            }
        }
    }
}
