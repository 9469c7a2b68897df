package io.callingcard.ledger;

import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.callingcard.card.InvalidPhoneException;
import io.callingcard.card.PhoneNumbers;
import io.callingcard.provider.wire.HmacKey;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * How people are written down: as E.164 or as the address they have, or, with a key, as something that only who has the
 * key can compare.
 *
 * @param defaultRegion how to read numbers without country code, or null
 * @param key           null to write numbers as they are
 */
record People(String defaultRegion, HmacKey key) {

    private static final String HIDDEN = "~";

    /** A chat that is named after a number, as WhatsApp's are. */
    private static final Pattern NUMBERED = Pattern.compile("\\+?\\d{6,15}(?:[:.]\\d+)?(?:@.*)?");

    /** One way to write one person. */
    String address(String typed) {
        String text = typed.strip();
        try {
            return PhoneNumbers.recipient(text, defaultRegion);
        } catch (InvalidPhoneException e) {
            return text.toLowerCase(Locale.ROOT);
        }
    }

    String stored(String address) {
        return address == null || key == null ? address : hidden(address);
    }

    /** The id of a chat, which may say the number of who is in it. */
    String storedChat(String chatId) {
        return chatId == null || key == null || !NUMBERED.matcher(chatId).matches() ? chatId : hidden(chatId);
    }

    static boolean isHidden(String stored) {
        return stored != null && stored.startsWith(HIDDEN);
    }

    private String hidden(String text) {
        byte[] digest = key.sign("person:", text.getBytes(UTF_8));
        return HIDDEN + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    /** Where a person may be; empty when nobody knows. */
    static List<ZoneId> zones(String address) {
        if (address == null || !address.startsWith("+")) {
            return List.of();
        }
        try {
            return PhoneNumbers.parse(address, null).timeZones();
        } catch (InvalidPhoneException e) {
            return List.of();
        }
    }

    /** The zones of a number in one text, or null when nobody knows. */
    static String zoneNames(String address) {
        List<ZoneId> zones = zones(address);
        return zones.isEmpty() ? null : zones.stream().map(ZoneId::getId).collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
        return "People[" + (key == null ? "clear" : "hidden") + "]";
    }
}
