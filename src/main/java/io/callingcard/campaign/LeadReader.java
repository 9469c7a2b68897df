// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.WrappedFile;

import io.callingcard.card.ContactCard;
import io.callingcard.card.ContactJson;
import io.callingcard.card.InputLimit;
import io.callingcard.card.InvalidCardException;
import io.callingcard.card.InvalidPhoneException;
import io.callingcard.card.PhoneNumbers;
import io.callingcard.ledger.People;
import io.callingcard.ledger.ReportWriter;

/** Reads leads from JSON, CSV or the rows of a table. Refuses bad ones with the field and the cure. */
final class LeadReader {

    private static final Set<String> YES = Set.of("true", "yes", "y", "1");
    private static final String A_YES = "true, yes, y or 1";
    private static final Pattern NAME_OF_FIELD = Pattern.compile("[\\w.-]{1,40}");

    /** Stands in a text for bytes that are not of its charset. */
    private static final char UNREADABLE = '\uFFFD';

    private static final Set<String> KNOWN = Set.of(
            "id",
            "name",
            "phone",
            "channel",
            "campaign",
            "contact",
            "time_zone",
            "line",
            "consent",
            "fields",
            RawLead.REASON_COLUMN);

    private final Map<String, Campaign> campaigns;
    private final People people;
    private final String campaignOfRoute;
    private final List<String> channels;

    /**
     * Creates a reader.
     *
     * @param channels the providers that have a line here, separated by commas, or null for all
     */
    LeadReader(Map<String, Campaign> campaigns, People people, String campaignOfRoute, String channels) {
        this.campaigns = campaigns;
        this.people = people;
        this.campaignOfRoute = campaignOfRoute;
        this.channels = channels == null
                ? null
                : Stream.of(channels.split(",")).map(String::strip).toList();
    }

    /** Returns the records of a body: one map, several maps, or a stream of JSON or CSV with a header line. */
    static Iterator<RawLead> records(Message message, ReportWriter.Format format)
            throws IOException, InvalidPayloadException {
        Object body = message.getBody() instanceof Map<?, ?> one ? List.of(one) : message.getBody();
        if (body instanceof Iterable<?> || body instanceof Iterator<?>) {
            Iterator<?> many = body instanceof Iterable<?> all ? all.iterator() : (Iterator<?>) body;
            return new Mapped<>(many, LeadReader::given);
        }
        InputStream stream = message.getMandatoryBody(InputStream.class);
        return format == ReportWriter.Format.CSV ? new CsvRows(stream) : new JsonRecords(stream);
    }

    private static RawLead given(Object record) {
        if (record instanceof Map<?, ?> map) {
            return RawLead.of(null, texts(map));
        }
        try {
            Map<String, Object> fields = JsonRecords.JSON.convertValue(record, JsonRecords.MAP);
            if (fields != null) {
                return RawLead.of(null, fields);
            }
        } catch (IllegalArgumentException e) {
            // The refusal below says so.
        }
        return RawLead.refused(
                null, "record", RefusalReason.NOT_A_LEAD, "is not a lead. Send a map, or an object in JSON.");
    }

    /**
     * Fails if the body is a link to a file. A person who may only write to the folder could name a file of another
     * person with it.
     */
    static void requireNoLink(Message message) {
        if (message.getBody() instanceof WrappedFile<?> wrapped
                && wrapped.getFile() instanceof File file
                && Files.isSymbolicLink(file.toPath())) {
            throw new RefusedLeadException(
                    "body", RefusalReason.LINK, "is a symbolic link. Put the file itself into the folder.");
        }
    }

    /**
     * Reads and checks a record.
     *
     * @throws RefusedLeadException whatever the record holds, because each record is refused alone
     */
    Lead read(RawLead record) {
        if (record.problem() != null) {
            throw record.problem();
        }
        try {
            return read(record.fields());
        } catch (RefusedLeadException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // A value that has a form that was not thought of. The message of the error may quote it.
            throw new RefusedLeadException(
                    "record",
                    RefusalReason.UNREADABLE,
                    "cannot be read (" + e.getClass().getSimpleName() + "). Send plain texts and numbers.");
        }
    }

    private Lead read(Map<String, Object> record) {
        String name = campaignOfRoute == null ? text(record, "campaign") : campaignOfRoute;
        if (name == null) {
            throw new RefusedLeadException(
                    "campaign",
                    RefusalReason.MISSING,
                    "is missing. Add the field, or set the option campaign or the header " + CampaignConstants.NAME
                            + ".");
        }
        Campaign campaign = Campaign.named(name, campaigns);
        String channel = text(record, "channel");
        channel = channel == null ? campaign.getChannel() : Campaign.channel(InputLimit.lowerCase(channel));
        if (channels != null && !channels.contains(channel)) {
            throw new RefusedLeadException(
                    "channel",
                    RefusalReason.NO_LINE,
                    "is " + channel + ", which has no line here. Use one of " + String.join(", ", channels)
                            + ", or set the credentials of another line.");
        }
        if (campaign.isConsentRequired() && !hasConsent(record)) {
            throw new RefusedLeadException(
                    "consent",
                    RefusalReason.NO_CONSENT,
                    isEmpty(record.get("consent"))
                            ? "is missing. Set it to true if the person agreed, or set consentRequired of the campaign to false."
                            : "is not a yes. Write " + A_YES + " if the person agreed.");
        }
        Lead lead = new Lead(
                text(record, "id"),
                text(record, "name"),
                phone(text(record, "phone"), channel),
                channel,
                name,
                contact(record.get("contact"), campaign),
                zone(text(record, "time_zone")),
                line(text(record, "line"), channel.equals(campaign.getChannel())),
                fields(record));
        if (channel.equals("wa") && campaign.getCard() == Campaign.CardStep.SHARE) {
            throw new RefusedLeadException(
                    "channel",
                    RefusalReason.CANNOT_SHARE,
                    "is wa, which cannot share cards. Set card of the campaign to send.");
        }
        // A missing value is reported now, not when the lead is due.
        requireShort("text", lead.fillIn(campaign.getText()));
        requireShort("follow_up", lead.fillIn(campaign.getFollowUp()));
        return lead;
    }

    private String phone(String typed, String channel) {
        if (typed == null) {
            throw new RefusedLeadException("phone", RefusalReason.MISSING, "is missing.");
        }
        if (channel.equals("linq") && typed.indexOf('@') > 0) {
            if (typed.chars().anyMatch(Character::isWhitespace)) {
                throw new RefusedLeadException(
                        "phone", RefusalReason.NOT_AN_EMAIL_ADDRESS, "is not an email address. Remove the spaces.");
            }
            return people.address(typed);
        }
        try {
            return people.rules().recipient(typed);
        } catch (InvalidPhoneException e) {
            throw new RefusedLeadException(e.at("phone"));
        }
    }

    /** Returns under which hash the person of a refused record is kept; null if the number cannot be read. */
    static String hashOf(RawLead record, CampaignStore store) {
        try {
            String typed = text(record.fields(), "phone");
            return typed == null ? null : store.optOuts.hash(store.people.readable(typed));
        } catch (RuntimeException | StackOverflowError e) {
            // Whatever the field holds, the refusal is kept.
            return null;
        }
    }

    private static void requireShort(String field, String filledIn) {
        if (filledIn != null && filledIn.length() > InputLimit.TEXT.most()) {
            throw new RefusedLeadException(
                    field,
                    RefusalReason.TOO_LONG,
                    InputLimit.TEXT.tooLong() + " with the values of the lead. Shorten them.");
        }
    }

    /** The lines of a campaign are of its channel. On another channel the provider chooses, unless the lead asks. */
    private String line(String typed, boolean isChannelOfCampaign) {
        if (typed == null) {
            return isChannelOfCampaign ? null : "";
        }
        String line = people.address(typed);
        if (!PhoneNumbers.hasCountryCode(line)) {
            throw new RefusedLeadException(
                    "line",
                    RefusalReason.NOT_A_NUMBER,
                    "is not a phone number. Write one of ours, such as +1 202 555 0143.");
        }
        return line;
    }

    private static Map<String, Object> contact(Object given, Campaign campaign) {
        if (given == null) {
            return null;
        }
        if (!(given instanceof Map<?, ?>) && !given.toString().stripLeading().startsWith("{")) {
            throw new RefusedLeadException(
                    "contact",
                    RefusalReason.NOT_A_CARD,
                    "is not a contact card. Write a JSON object such as {\"full_name\": ...}.");
        }
        try {
            ContactCard card =
                    given instanceof Map<?, ?> map ? ContactJson.read(texts(map)) : ContactJson.read(given.toString());
            requireOneLine("contact.full_name", card.fullName());
            requireOneLine("contact.given_name", card.givenName());
            requireOneLine("contact.family_name", card.familyName());
            requireOneLine("contact.organization", card.organization());
            requireOneLine("contact.title", card.title());
            return ContactJson.toMap(card);
        } catch (InvalidCardException e) {
            throw new RefusedLeadException(e.field(), RefusalReason.WRONG_CARD, e.reason() + ". " + e.cure() + ".");
        }
    }

    private static Map<String, Object> texts(Map<?, ?> map) {
        Map<String, Object> texts = new LinkedHashMap<>();
        map.forEach((name, value) -> texts.put(String.valueOf(name), value));
        return texts;
    }

    private static String zone(String name) {
        try {
            return name == null ? null : ZoneId.of(name).getId();
        } catch (DateTimeException e) {
            throw new RefusedLeadException(
                    "time_zone", RefusalReason.NOT_A_ZONE, "is not a time zone. Write one such as Europe/Berlin.");
        }
    }

    /** Whether a field says whom to write to, and how. It is no value for a text. */
    static boolean isAddressing(String field) {
        return KNOWN.contains(field) && !field.equals("name");
    }

    /** Whether a record says that the person agreed. */
    static boolean hasConsent(Map<String, Object> record) {
        return isYes(record.get("consent"));
    }

    private static boolean isYes(Object value) {
        return value != null
                && isPlain(value)
                && YES.contains(InputLimit.lowerCase(value.toString().strip()));
    }

    private static boolean isEmpty(Object value) {
        return value == null || isPlain(value) && value.toString().isBlank();
    }

    private static String text(Map<String, Object> record, String field) {
        Object value = record.get(field);
        if (isEmpty(value)) {
            return null;
        }
        if (!isPlain(value)) {
            throw new RefusedLeadException(field, RefusalReason.NOT_TEXT, "must be text.");
        }
        String text = value.toString().strip();
        if (text.length() > InputLimit.NAME.most()) {
            throw new RefusedLeadException(field, RefusalReason.TOO_LONG, InputLimit.NAME.tooLong() + ". Shorten it.");
        }
        requireReadable(field, text);
        requireOneLine(field, text);
        return text;
    }

    /** A name with a line break could end the text that it is filled into, and begin another. */
    private static void requireOneLine(String field, String text) {
        if (text != null && text.chars().anyMatch(c -> c == '\n' || c == '\r')) {
            throw new RefusedLeadException(field, RefusalReason.LINE_BREAK, "has a line break. Write it on one line.");
        }
    }

    private static void requireReadable(String field, String text) {
        if (InputLimit.hasHiddenCharacters(text)) {
            throw new RefusedLeadException(
                    field, RefusalReason.CONTROL_CHARACTERS, "has invisible control characters. Remove them.");
        }
        if (text.indexOf(UNREADABLE) >= 0) {
            throw new RefusedLeadException(
                    field, RefusalReason.WRONG_CHARSET, "has a character that cannot be read. Save the file as UTF-8.");
        }
    }

    private static boolean isPlain(Object value) {
        return !(value instanceof Map<?, ?>)
                && !(value instanceof Iterable<?>)
                && !value.getClass().isArray();
    }

    /** Returns the further fields of a record, for the texts of the campaign. */
    private static Map<String, String> fields(Map<String, Object> record) {
        Map<String, String> fields = new HashMap<>();
        if (record.get("fields") instanceof Map<?, ?> more) {
            more.forEach((name, value) -> put(fields, String.valueOf(name), value));
        }
        record.forEach((name, value) -> {
            if (!KNOWN.contains(name)) {
                put(fields, name, value);
            }
        });
        return fields;
    }

    private static void put(Map<String, String> fields, String name, Object value) {
        if (value == null || !isPlain(value)) {
            return;
        }
        if (name.length() > InputLimit.NAME.most()) {
            throw new RefusedLeadException(
                    "record",
                    RefusalReason.TOO_LONG,
                    "has a field whose name " + InputLimit.NAME.tooLong() + ". Shorten it.");
        }
        String text = value.toString();
        String shown = NAME_OF_FIELD.matcher(name).matches() ? name : "fields";
        if (text.length() > InputLimit.VALUE.most()) {
            throw new RefusedLeadException(shown, RefusalReason.TOO_LONG, InputLimit.VALUE.tooLong() + ". Shorten it.");
        }
        requireReadable(shown, text);
        fields.put(name, text);
        if (fields.size() > InputLimit.LEAD_FIELDS.most()) {
            throw new RefusedLeadException(
                    "fields",
                    RefusalReason.TOO_MANY_VALUES,
                    "has more than " + InputLimit.LEAD_FIELDS.most() + " values. Send those that are needed.");
        }
    }
}
