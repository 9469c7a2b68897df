// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;

import io.callingcard.card.InputLimit;
import io.callingcard.card.InvalidPhoneException;
import io.callingcard.card.PhoneNumbers;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.wire.HmacKey;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * How people are stored: as E.164 or an email address, or, with a key, as an HMAC that can only be compared.
 *
 * @param rules how numbers are read
 * @param key   the key that hides numbers; null to store them as they are
 */
public record People(PhoneNumbers.Rules rules, HmacKey key) {

    private static final CallParameter<String> PERSON =
            CallParameter.option(CardConstants.RECIPIENT, "person", option -> option);
    private static final String HIDDEN = "~";
    private static final int SHORT_HIDDEN = 9;

    private static final Pattern HASH = Pattern.compile("~[A-Za-z0-9_-]{43}");

    /** A chat id that contains a number, as those of WhatsApp do. */
    private static final Pattern NUMBERED = Pattern.compile("\\+?\\d{6,15}(?:[:.]\\d+)?(?:@.*)?");

    /** Returns the one spelling of an address: E.164, or an email address in lower case. */
    public String address(String typed) {
        String text = typed.strip();
        if (isHash(text)) {
            return text;
        }
        try {
            return rules.recipient(text);
        } catch (InvalidPhoneException e) {
            return InputLimit.lowerCase(text);
        }
    }

    /**
     * Returns the one spelling of an address, also of a number outside the known ranges of its country, because it may have
     * been taken with another setting.
     *
     * @throws InvalidPhoneException if it cannot be read
     */
    public String readable(String typed) {
        return typed.indexOf('@') > 0
                ? address(typed)
                : new PhoneNumbers.Rules(rules.defaultRegion(), true).recipient(typed);
    }

    /**
     * Returns the one spelling of an address that an operator names. A number that cannot be read is refused: an answer
     * about it would look like one about the person.
     *
     * @param field the field that the refusal names
     * @throws InvalidPhoneException if it cannot be read
     */
    public String named(String typed, String field) {
        try {
            return isHash(typed) ? typed : readable(typed);
        } catch (InvalidPhoneException e) {
            throw e.at(field);
        }
    }

    /** Returns the address that an exchange or an option names. */
    public String required(Exchange exchange, String option) {
        return address(PERSON.required(exchange, option));
    }

    /** Returns an address as it is stored; null for null. */
    public String stored(String address) {
        return address == null || key == null || isHash(address) ? address : hidden(address);
    }

    /** Hides the id of a chat if it contains the person's number. */
    String storedChat(String chatId) {
        return chatId == null || key == null || !NUMBERED.matcher(chatId).matches() ? chatId : hidden(chatId);
    }

    /** The beginning of a hidden address, which tells people apart. */
    static String shortHidden(String stored) {
        return stored.substring(0, Math.min(SHORT_HIDDEN, stored.length()));
    }

    public static boolean isHidden(String stored) {
        return stored != null && stored.startsWith(HIDDEN);
    }

    /** Whether this is an address as a key hides it, and no address that begins like it. */
    static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    private String hidden(String text) {
        byte[] digest = key.sign("person:", text.getBytes(UTF_8));
        return HIDDEN + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    /** Returns the time zones of a number as one text; null if they are not known. */
    static String zoneNames(String address) {
        List<ZoneId> zones = PhoneNumbers.timeZones(address);
        return zones.isEmpty() ? null : zones.stream().map(ZoneId::getId).collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
        return "People[" + (key == null ? "clear" : "hidden") + "]";
    }
}
