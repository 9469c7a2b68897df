package io.callingcard.card;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An immutable contact card. Absent text is {@code null}, and absent lists are empty.
 *
 * <p>A card that was read from a vCard keeps the lines that these fields cannot express, and writes them again. The
 * fields win over a kept line: {@code toBuilder().title("Owner")} changes the title and no other line.
 */
public final class ContactCard {

    private final String fullName;
    private final String givenName;
    private final String familyName;
    private final String organization;
    private final String title;
    private final List<CardEntry.Phone> phones;
    private final List<CardEntry.Email> emails;
    private final List<CardEntry.Url> urls;
    private final List<CardEntry.Address> addresses;
    private final String note;
    private final Photo photo;
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
        kept = builder.kept.isEmpty() ? KeptProperties.NONE : LineMatcher.reconcile(builder.kept, this);
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

    public List<CardEntry.Phone> phones() {
        return phones;
    }

    public List<CardEntry.Email> emails() {
        return emails;
    }

    public List<CardEntry.Url> urls() {
        return urls;
    }

    public List<CardEntry.Address> addresses() {
        return addresses;
    }

    public String note() {
        return note;
    }

    public Photo photo() {
        return photo;
    }

    /** Returns {@code 1990-05-20}, or {@code --05-20} without a year. */
    public String birthday() {
        return birthday;
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

    /** Returns all entries in the order in which they are written. */
    List<CardEntry> entries() {
        List<CardEntry> entries = new ArrayList<>(phones);
        entries.addAll(emails);
        entries.addAll(urls);
        entries.addAll(addresses);
        return entries;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContactCard that && values().equals(that.values());
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
                birthday,
                kept);
    }

    /** Shows only counts, because cards end up in logs. */
    @Override
    public String toString() {
        return "ContactCard[" + counted(phones.size(), "phone") + ", " + counted(emails.size(), "email") + "]";
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** A photo: its URL or its bytes. */
    public static final class Photo {

        private final String url;
        private final byte[] bytes;
        private final String contentType;

        private Photo(String url, byte[] bytes, String contentType) {
            this.url = url;
            this.bytes = bytes;
            this.contentType = contentType == null ? null : contentType.toLowerCase(Locale.ROOT);
        }

        public static Photo ofUrl(String url) {
            return new Photo(CardText.required("photo.url", url), null, null);
        }

        /**
         * Makes a photo of bytes.
         *
         * @param contentType for example {@code image/jpeg}, or {@code null} when unknown
         */
        public static Photo ofBytes(byte[] bytes, String contentType) {
            if (bytes == null || bytes.length == 0) {
                throw new InvalidCardException("photo.data", "is empty", "Set the bytes, or remove the photo");
            }
            return new Photo(null, bytes.clone(), CardText.optional(contentType));
        }

        /** Returns the URL, or {@code null} when the card holds the bytes. */
        public String url() {
            return url;
        }

        /** Returns a copy of the bytes, or {@code null} when the card holds the URL. */
        public byte[] bytes() {
            return bytes == null ? null : bytes.clone();
        }

        /** Returns the media type, for example {@code image/jpeg}, or {@code null} when it is unknown. */
        public String contentType() {
            return contentType;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Photo that
                    && Objects.equals(url, that.url)
                    && Arrays.equals(bytes, that.bytes)
                    && Objects.equals(contentType, that.contentType);
        }

        @Override
        public int hashCode() {
            return Objects.hash(url, Arrays.hashCode(bytes), contentType);
        }

        @Override
        public String toString() {
            return bytes == null ? "Photo[url]" : "Photo[" + bytes.length + " bytes]";
        }
    }

    /** Collects the fields of a card. Blank text counts as absent. */
    public static final class Builder {

        private String fullName;
        private String givenName;
        private String familyName;
        private String organization;
        private String title;
        private List<CardEntry.Phone> phones = new ArrayList<>();
        private List<CardEntry.Email> emails = new ArrayList<>();
        private List<CardEntry.Url> urls = new ArrayList<>();
        private List<CardEntry.Address> addresses = new ArrayList<>();
        private String note;
        private Photo photo;
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

        /** Adds a phone number. */
        public Builder phone(String value, String label) {
            phones.add(new CardEntry.Phone(value, label));
            return this;
        }

        /** Replaces all phone numbers. */
        public Builder phones(List<CardEntry.Phone> values) {
            phones = new ArrayList<>(values);
            return this;
        }

        /** Adds an email address. */
        public Builder email(String value, String label) {
            emails.add(new CardEntry.Email(value, label));
            return this;
        }

        /** Replaces all email addresses. */
        public Builder emails(List<CardEntry.Email> values) {
            emails = new ArrayList<>(values);
            return this;
        }

        /** Adds a web address. */
        public Builder url(String value, String label) {
            urls.add(new CardEntry.Url(value, label));
            return this;
        }

        /** Replaces all web addresses. */
        public Builder urls(List<CardEntry.Url> values) {
            urls = new ArrayList<>(values);
            return this;
        }

        /** Adds a postal address. */
        public Builder address(CardEntry.Address value) {
            addresses.add(value);
            return this;
        }

        /** Replaces all postal addresses. */
        public Builder addresses(List<CardEntry.Address> values) {
            addresses = new ArrayList<>(values);
            return this;
        }

        public Builder note(String value) {
            note = value;
            return this;
        }

        public Builder photo(Photo value) {
            photo = value;
            return this;
        }

        /** Sets the birthday: {@code 1990-05-20}, or {@code --05-20} without a year. */
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

        /** Sets a birthday without a year. */
        public Builder birthday(MonthDay value) {
            birthday = value == null ? null : value.toString();
            return this;
        }

        /** Sets lines of a vCard beyond the fields. Lines that contradict a field are changed or dropped. */
        Builder kept(KeptProperties value) {
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
                // No cause, because its text quotes the value.
                throw new InvalidCardException(
                        "birthday", "is not a date", "Write it as 1990-05-20, or --05-20 without a year");
            }
        }
    }
}
