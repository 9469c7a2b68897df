package io.callingcard.card;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A contact as people know it: names, numbers, addresses; immutable. Absent text is {@code null}, absent lists are empty.
 *
 * <p>What a vCard said beyond these fields is {@link #kept()} and written again. Where both speak of the same thing,
 * the fields win: {@code toBuilder().title("Owner")} changes the title and leaves every other line as it came.
 */
public final class ContactCard {

    private final String fullName;
    private final String givenName;
    private final String familyName;
    private final String organization;
    private final String title;
    private final List<CardPhone> phones;
    private final List<CardEmail> emails;
    private final List<CardUrl> urls;
    private final List<CardAddress> addresses;
    private final String note;
    private final CardPhoto photo;
    private final String birthday;
    private final KeptProperties kept;

    private ContactCard(Builder builder) {
        fullName = CardText.optional(builder.fullName);
        givenName = CardText.optional(builder.givenName);
        familyName = CardText.optional(builder.familyName);
        organization = CardText.optional(builder.organization);
        title = CardText.optional(builder.title);
        phones = List.copyOf(builder.phones);
        emails = List.copyOf(builder.emails);
        urls = List.copyOf(builder.urls);
        addresses = List.copyOf(builder.addresses);
        note = CardText.optional(builder.note);
        photo = builder.photo;
        birthday = builder.birthday;
        kept = builder.kept.isEmpty() ? KeptProperties.NONE : KeptLines.reconcile(builder.kept, this);
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        return new Builder(this);
    }

    public String fullName() {
        return fullName;
    }

    public String givenName() {
        return givenName;
    }

    public String familyName() {
        return familyName;
    }

    public String organization() {
        return organization;
    }

    public String title() {
        return title;
    }

    public List<CardPhone> phones() {
        return phones;
    }

    public List<CardEmail> emails() {
        return emails;
    }

    public List<CardUrl> urls() {
        return urls;
    }

    public List<CardAddress> addresses() {
        return addresses;
    }

    public String note() {
        return note;
    }

    public CardPhoto photo() {
        return photo;
    }

    /** {@code 1990-05-20}, or {@code --05-20} when the year is not told. */
    public String birthday() {
        return birthday;
    }

    /** The lines of the vCard that the fields above do not say. */
    public KeptProperties kept() {
        return kept;
    }

    /** Whether a carrier can show anything at all: a name, an organisation, a number or an e-mail address. */
    public boolean isIdentifiable() {
        return displayName() != null;
    }

    /** The best name to show, or {@code null} for a card that identifies nobody. */
    public String displayName() {
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

    /** All that the card may have several of, in the order in which it is written. */
    List<CardEntry> entries() {
        List<CardEntry> entries = new ArrayList<>(phones);
        entries.addAll(emails);
        entries.addAll(urls);
        entries.addAll(addresses);
        return entries;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContactCard that
                && Objects.equals(fullName, that.fullName)
                && Objects.equals(givenName, that.givenName)
                && Objects.equals(familyName, that.familyName)
                && Objects.equals(organization, that.organization)
                && Objects.equals(title, that.title)
                && phones.equals(that.phones)
                && emails.equals(that.emails)
                && urls.equals(that.urls)
                && addresses.equals(that.addresses)
                && Objects.equals(note, that.note)
                && Objects.equals(photo, that.photo)
                && Objects.equals(birthday, that.birthday)
                && kept.equals(that.kept);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
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
                birthday,
                kept);
    }

    /** Tells how much the card holds, never what: cards end up in logs. */
    @Override
    public String toString() {
        return "ContactCard[" + counted(phones.size(), "phone") + ", " + counted(emails.size(), "email") + "]";
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** Collects the fields of a card; blank text counts as absent. */
    public static final class Builder {

        private String fullName;
        private String givenName;
        private String familyName;
        private String organization;
        private String title;
        private List<CardPhone> phones = new ArrayList<>();
        private List<CardEmail> emails = new ArrayList<>();
        private List<CardUrl> urls = new ArrayList<>();
        private List<CardAddress> addresses = new ArrayList<>();
        private String note;
        private CardPhoto photo;
        private String birthday;
        private KeptProperties kept = KeptProperties.NONE;

        private Builder() {}

        private Builder(ContactCard card) {
            fullName = card.fullName;
            givenName = card.givenName;
            familyName = card.familyName;
            organization = card.organization;
            title = card.title;
            phones = new ArrayList<>(card.phones);
            emails = new ArrayList<>(card.emails);
            urls = new ArrayList<>(card.urls);
            addresses = new ArrayList<>(card.addresses);
            note = card.note;
            photo = card.photo;
            birthday = card.birthday;
            kept = card.kept;
        }

        public Builder fullName(String value) {
            fullName = value;
            return this;
        }

        public Builder givenName(String value) {
            givenName = value;
            return this;
        }

        public Builder familyName(String value) {
            familyName = value;
            return this;
        }

        public Builder organization(String value) {
            organization = value;
            return this;
        }

        public Builder title(String value) {
            title = value;
            return this;
        }

        /** Adds one number. */
        public Builder phone(String value, String label) {
            phones.add(new CardPhone(value, label));
            return this;
        }

        /** Replaces all numbers. */
        public Builder phones(List<CardPhone> values) {
            phones = new ArrayList<>(values);
            return this;
        }

        /** Adds one e-mail address. */
        public Builder email(String value, String label) {
            emails.add(new CardEmail(value, label));
            return this;
        }

        /** Replaces all e-mail addresses. */
        public Builder emails(List<CardEmail> values) {
            emails = new ArrayList<>(values);
            return this;
        }

        /** Adds one web address. */
        public Builder url(String value, String label) {
            urls.add(new CardUrl(value, label));
            return this;
        }

        /** Replaces all web addresses. */
        public Builder urls(List<CardUrl> values) {
            urls = new ArrayList<>(values);
            return this;
        }

        /** Adds one postal address. */
        public Builder address(CardAddress value) {
            addresses.add(value);
            return this;
        }

        /** Replaces all postal addresses. */
        public Builder addresses(List<CardAddress> values) {
            addresses = new ArrayList<>(values);
            return this;
        }

        public Builder note(String value) {
            note = value;
            return this;
        }

        public Builder photo(CardPhoto value) {
            photo = value;
            return this;
        }

        /** Takes {@code 1990-05-20} or {@code --05-20}. */
        public Builder birthday(String value) {
            birthday = CardText.optional(value);
            if (birthday != null) {
                birthday = checkedBirthday(birthday);
            }
            return this;
        }

        public Builder birthday(LocalDate value) {
            birthday = value == null ? null : value.toString();
            return this;
        }

        /** A birthday whose year is not told. */
        public Builder birthday(MonthDay value) {
            birthday = value == null ? null : value.toString();
            return this;
        }

        /** Lines of a vCard beyond the fields; those that contradict a field give way to it. */
        public Builder kept(KeptProperties value) {
            kept = Objects.requireNonNull(value, "kept");
            return this;
        }

        public ContactCard build() {
            return new ContactCard(this);
        }

        private static String checkedBirthday(String value) {
            try {
                return value.startsWith("--")
                        ? MonthDay.parse(value).toString()
                        : LocalDate.parse(value).toString();
            } catch (DateTimeException notADate) {
                // The cause is left out: its text quotes the value.
                throw new InvalidCardException(
                        "birthday", "is not a date", "write it as 1990-05-20, or --05-20 without the year");
            }
        }
    }
}
