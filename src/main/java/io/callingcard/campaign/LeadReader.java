package io.callingcard.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import org.apache.camel.CamelContext;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;

import io.callingcard.card.ContactJson;
import io.callingcard.card.InvalidPhoneException;
import io.callingcard.card.PhoneNumbers;
import io.callingcard.ledger.People;
import io.callingcard.ledger.ReportWriter;

/** Reads leads from JSON, CSV or the rows of a table. Refuses bad ones with the field and the cure. */
final class LeadReader {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
    private static final Set<String> YES = Set.of("true", "yes", "y", "1");
    private static final Set<String> KNOWN =
            Set.of("id", "name", "phone", "channel", "campaign", "contact", "time_zone", "line", "consent", "fields");

    private final CamelContext context;
    private final People people;
    private final String campaignOfRoute;

    LeadReader(CamelContext context, People people, String campaignOfRoute) {
        this.context = context;
        this.people = people;
        this.campaignOfRoute = campaignOfRoute;
    }

    /** Returns the records of a body: one map, several maps, or a stream of JSON or CSV with a header line. */
    static Iterator<Map<String, Object>> records(Message message, ReportWriter.Format format)
            throws IOException, InvalidPayloadException {
        Object body = message.getBody() instanceof Map<?, ?> one ? List.of(one) : message.getBody();
        if (body instanceof Iterable<?> || body instanceof Iterator<?>) {
            Iterator<?> many = body instanceof Iterable<?> all ? all.iterator() : (Iterator<?>) body;
            return new Mapped<>(many, record -> JSON.convertValue(record, MAP));
        }
        InputStream stream = message.getMandatoryBody(InputStream.class);
        if (format == ReportWriter.Format.CSV) {
            MappingIterator<Map<String, Object>> rows = CSV.readerFor(MAP)
                    .with(CsvSchema.emptySchema().withHeader().withNullValue(""))
                    .readValues(stream);
            return rows;
        }
        return JSON.readerFor(MAP).readValues(stream);
    }

    /** Reads and checks one lead. */
    Lead read(Map<String, Object> record) {
        String name = campaignOfRoute == null ? text(record, "campaign") : campaignOfRoute;
        if (name == null) {
            throw new RefusedLeadException(
                    "campaign",
                    "is missing. Add the field, or set the option campaign or the header " + CampaignConstants.NAME
                            + ".");
        }
        Campaign campaign = Campaign.named(name, context);
        String channel = text(record, "channel");
        channel = channel == null ? campaign.getChannel() : Campaign.channel(channel.toLowerCase(Locale.ROOT));
        if (campaign.isConsentRequired() && !isYes(record.get("consent"))) {
            throw new RefusedLeadException(
                    "consent",
                    "is missing. Set it to true if the person agreed, or set consentRequired of the campaign to"
                            + " false.");
        }
        Lead lead = new Lead(
                text(record, "id"),
                text(record, "name"),
                phone(text(record, "phone"), channel),
                channel,
                name,
                contact(record.get("contact"), campaign),
                zone(text(record, "time_zone")),
                line(text(record, "line")),
                fields(record));
        if (channel.equals("wa") && campaign.getCard() == Campaign.CardStep.SHARE) {
            throw new RefusedLeadException(
                    "channel", "is wa, which cannot share cards. Set card of the campaign to send.");
        }
        // A missing value is reported now, not when the lead is due.
        lead.fillIn(campaign.getText());
        lead.fillIn(campaign.getFollowUp());
        return lead;
    }

    private String phone(String typed, String channel) {
        if (typed == null) {
            throw new RefusedLeadException("phone", "is missing.");
        }
        if (channel.equals("linq") && typed.indexOf('@') > 0) {
            return people.address(typed);
        }
        try {
            return PhoneNumbers.recipient(typed, people.defaultRegion());
        } catch (InvalidPhoneException e) {
            throw new RefusedLeadException(e.at("phone"));
        }
    }

    private String line(String typed) {
        return typed == null ? null : people.address(typed);
    }

    private static Map<String, Object> contact(Object given, Campaign campaign) {
        if (given == null) {
            return null;
        }
        try {
            Map<String, Object> contact = given instanceof Map<?, ?> map
                    ? JSON.convertValue(map, MAP)
                    : JSON.readValue(given.toString(), MAP);
            ContactJson.read(contact);
            return contact;
        } catch (IOException | IllegalArgumentException e) {
            throw new RefusedLeadException(
                    "contact", "is not a contact card. Write a JSON object such as {\"full_name\": ...}.");
        }
    }

    private static String zone(String name) {
        try {
            return name == null ? null : ZoneId.of(name).getId();
        } catch (DateTimeException e) {
            throw new RefusedLeadException("time_zone", "is not a time zone. Write one such as Europe/Berlin.");
        }
    }

    private static boolean isYes(Object value) {
        return value != null && YES.contains(value.toString().strip().toLowerCase(Locale.ROOT));
    }

    private static String text(Map<String, Object> record, String field) {
        Object value = record.get(field);
        if (value == null || value.toString().isBlank()) {
            return null;
        }
        if (value instanceof Map<?, ?> || value instanceof Iterable<?>) {
            throw new RefusedLeadException(field, "must be text.");
        }
        return value.toString().strip();
    }

    /** Returns the further fields of a record, for the texts of the campaign. */
    private static Map<String, String> fields(Map<String, Object> record) {
        Map<String, String> fields = new HashMap<>();
        if (record.get("fields") instanceof Map<?, ?> more) {
            more.forEach((name, value) -> put(fields, name.toString(), value));
        }
        record.forEach((name, value) -> {
            if (!KNOWN.contains(name)) {
                put(fields, name, value);
            }
        });
        return fields;
    }

    private static void put(Map<String, String> fields, String name, Object value) {
        if (value != null && !(value instanceof Map<?, ?>) && !(value instanceof Iterable<?>)) {
            fields.put(name, value.toString());
        }
    }
}
