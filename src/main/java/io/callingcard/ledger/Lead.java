package io.callingcard.ledger;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Somebody whom a campaign is to welcome.
 *
 * @param id       what the CRM calls this lead; the same id again is the same lead. Or null: then it is the person
 * @param phone    as E.164, or an e-mail address where the channel takes one
 * @param channel  the provider to send by: chert, linq or wa
 * @param campaign the name of the campaign
 * @param contact  the card to send, in the documented contact shape; or null for that of the campaign
 * @param timeZone where the person is, or null where the number tells
 * @param line     our number to send from, or null for the campaign's
 * @param fields   what the campaign's texts may name besides
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Lead(
        String id,
        String name,
        String phone,
        String channel,
        String campaign,
        Map<String, Object> contact,
        @JsonProperty("time_zone") String timeZone,
        String line,
        Map<String, String> fields) {

    public Lead {
        fields = fields == null ? Map.of() : Map.copyOf(fields);
    }

    Lead from(String otherLine) {
        return new Lead(id, name, phone, channel, campaign, contact, timeZone, otherLine, fields);
    }

    /** What it is to the campaign: the same again is no second lead. */
    String key(People people) {
        return campaign + "/" + channel + ":" + (id == null ? people.stored(phone) : "id:" + id);
    }

    /** Names and numbers are people's. */
    @Override
    public String toString() {
        return "Lead[" + campaign + "]";
    }
}
