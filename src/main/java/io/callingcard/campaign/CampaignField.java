// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.card.InputLimit;
import io.callingcard.card.InvalidCardException;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;

/**
 * The properties of a {@link Campaign}, as a file and the console write them. The name is the constant in camel case, which
 * is the name of the property of the bean.
 */
enum CampaignField {
    CHANNEL(Campaign::getChannel, text(Campaign::setChannel)),
    LINES(
            campaign -> campaign.getLines().isEmpty() ? null : String.join(",", campaign.getLines()),
            text(Campaign::setLines, InputLimit.VALUE)),
    TEXT(Campaign::getText, text(Campaign::setText, InputLimit.TEXT)),
    CARD(
            campaign -> word(campaign.getCard()),
            (campaign, value) -> campaign.setCard(card("card", value, Campaign.CardStep.values()))),
    CONTACT(Campaign::getContact, CampaignField::setContact),
    FOLLOW_UP(Campaign::getFollowUp, text(Campaign::setFollowUp, InputLimit.TEXT)),
    FOLLOW_UP_AFTER(campaign -> span(campaign.followUpAfter()), text(Campaign::setFollowUpAfter)),
    CONSENT_REQUIRED(Campaign::isConsentRequired, flag(Campaign::setConsentRequired)),
    ZONE(Campaign::getZone, text(Campaign::setZone)),
    FIRST_TOUCHES_PER_DAY(campaign -> limit(campaign.getFirstTouchesPerDay()), number(Campaign::setFirstTouchesPerDay)),
    FIRST_TOUCH_GAP(campaign -> span(campaign.firstTouches().gap()), text(Campaign::setFirstTouchGap)),
    SHARE(Campaign::isShare, flag(Campaign::setShare)),
    SHARE_AS(
            campaign -> word(campaign.getShareAs()),
            (campaign, value) ->
                    campaign.setShareAs(card("shareAs", value, Campaign.CardStep.SHARE, Campaign.CardStep.SEND))),
    SHARE_EVERY(campaign -> span(campaign.shareEvery()), text(Campaign::setShareEvery)),
    MAX_SHARES(Campaign::getMaxShares, number(Campaign::setMaxShares)),
    SHARES_PER_DAY(campaign -> limit(campaign.getSharesPerDay()), number(Campaign::setSharesPerDay)),
    SHARE_GAP(campaign -> span(campaign.shares().gap()), text(Campaign::setShareGap)),
    QUIET_FROM(campaign -> time(campaign.quietHours().from()), text(Campaign::setQuietFrom)),
    QUIET_TO(campaign -> time(campaign.quietHours().to()), text(Campaign::setQuietTo));

    /** A file would replace a name in such brackets by a setting. */
    private static final String PLACEHOLDER = "{{";

    private static final Campaign USUAL = new Campaign();

    private final Function<Campaign, Object> read;
    private final Write write;

    /** Sets the property, or fails with the field and the cure. */
    private interface Write {
        void write(Campaign campaign, JsonNode value, String field);
    }

    CampaignField(Function<Campaign, Object> read, Write write) {
        this.read = read;
        this.write = write;
    }

    CampaignField(Function<Campaign, Object> read, BiConsumer<Campaign, JsonNode> write) {
        this(read, (campaign, value, field) -> write.accept(campaign, value));
    }

    /** Returns the name of the property, such as {@code followUpAfter}. */
    String property() {
        String[] words = name().toLowerCase(Locale.ROOT).split("_");
        return words[0]
                + Stream.of(words)
                        .skip(1)
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining());
    }

    /** Returns what a file would say of a campaign: the provider, and all that differs from the usual. */
    static Map<String, Object> definition(Campaign campaign) {
        Map<String, Object> definition = new LinkedHashMap<>();
        for (CampaignField field : values()) {
            Object value = field.read.apply(campaign);
            if (value != null && (field == CHANNEL || !value.equals(field.read.apply(USUAL)))) {
                definition.put(field.property(), value);
            }
        }
        return definition;
    }

    /**
     * Returns the campaign that a definition describes.
     *
     * @throws IllegalArgumentException if it is none; the message names the field and the cure
     */
    static Campaign campaign(JsonNode definition) {
        if (!definition.isObject()) {
            throw new InvalidValueException(
                    "definition", "is no JSON object. Send the properties of the campaign, such as {\"text\": ...}.");
        }
        Campaign campaign = new Campaign();
        definition.properties().forEach(each -> {
            if (!each.getValue().isNull()) {
                CampaignField field = of(each.getKey());
                field.write.write(campaign, each.getValue(), field.property());
            }
        });
        if (campaign.followUpAfter() != null && campaign.getFollowUp() == null) {
            throw new InvalidValueException(
                    "followUpAfter", "has no text in the campaign. Set followUp, or remove followUpAfter.");
        }
        if (campaign.getChannel().equals("wa") && campaign.getCard() == Campaign.CardStep.SHARE) {
            throw new InvalidValueException("card", "is share, but WhatsApp cannot share cards. Set card to send.");
        }
        return campaign;
    }

    private static CampaignField of(String property) {
        return Arrays.stream(values())
                .filter(field -> field.property().equals(property))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException(
                        "definition",
                        "has a property that is unknown. Use "
                                + Arrays.stream(values())
                                        .map(CampaignField::property)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static Write text(BiConsumer<Campaign, String> setter) {
        return text(setter, InputLimit.NAME);
    }

    private static Write text(BiConsumer<Campaign, String> setter, InputLimit limit) {
        return (campaign, value, field) -> setter.accept(campaign, checked(field, value, limit));
    }

    private static Write flag(BiConsumer<Campaign, Boolean> setter) {
        return (campaign, value, field) -> {
            if (!value.isBoolean()) {
                throw new InvalidValueException(field, "is neither true nor false. Write it without quotes.");
            }
            setter.accept(campaign, value.asBoolean());
        };
    }

    private static Write number(BiConsumer<Campaign, Integer> setter) {
        return (campaign, value, field) -> {
            if (!value.canConvertToInt() || value.asInt() < 0 || !value.isIntegralNumber()) {
                throw new InvalidValueException(
                        field, "is no whole number of at least 0. Write digits without quotes.");
            }
            setter.accept(campaign, value.asInt());
        };
    }

    private static String checked(String field, JsonNode value, InputLimit limit) {
        if (!value.isTextual()) {
            throw new InvalidValueException(field, "is no text. Put it in quotes.");
        }
        String text = value.asText();
        if (text.length() > limit.most()) {
            throw new InvalidValueException(field, limit.tooLong() + ". Shorten it.");
        }
        if (text.isBlank()) {
            throw new InvalidValueException(field, "is empty. Write a value, or leave the property out.");
        }
        if (InputLimit.hasHiddenCharacters(text)) {
            throw new InvalidValueException(field, "has invisible control characters. Remove them.");
        }
        return harmless(field, text);
    }

    /** A definition can be exported as a file, where Camel would look these up. */
    private static String harmless(String field, String text) {
        if (text.contains(PLACEHOLDER)) {
            throw new InvalidValueException(
                    field, "has two braces, which name a setting in a file. Write one, such as {name}.");
        }
        if (text.startsWith("#")) {
            throw new InvalidValueException(
                    field, "begins with #, which names a bean in a file. Begin with another character.");
        }
        return text;
    }

    private static Campaign.CardStep card(String field, JsonNode value, Campaign.CardStep... allowed) {
        return Arrays.stream(allowed)
                .filter(step -> word(step).equals(value.asText()))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException(
                        field,
                        "is unknown. Use "
                                + Arrays.stream(allowed)
                                        .map(CampaignField::word)
                                        .collect(Collectors.joining(" or "))
                                + "."));
    }

    /** A card may be an object, or JSON or a vCard as text. */
    private static void setContact(Campaign campaign, JsonNode value) {
        try {
            campaign.setContact(harmless("contact", value.isObject() ? value.toString() : value.asText()));
        } catch (InvalidCardException e) {
            throw new InvalidValueException(
                    e.field().startsWith("contact") ? e.field() : "contact", e.reason() + ". " + e.cure() + ".");
        }
    }

    private static String word(Campaign.CardStep step) {
        return step.name().toLowerCase(Locale.ROOT);
    }

    /** A limit that is not set has no value. */
    private static Integer limit(int most) {
        return most == Integer.MAX_VALUE ? null : most;
    }

    private static String time(LocalTime time) {
        return time.toString();
    }

    private static String span(Duration span) {
        if (span == null || span.isZero()) {
            return null;
        }
        long millis = span.toMillis();
        for (Unit unit : List.of(Unit.values())) {
            if (millis % unit.millis == 0) {
                return millis / unit.millis + unit.word;
            }
        }
        return millis + "ms";
    }

    /** The units of Camel's notation, the longest first. */
    private enum Unit {
        DAY("d", Duration.ofDays(1)),
        HOUR("h", Duration.ofHours(1)),
        MINUTE("m", Duration.ofMinutes(1)),
        SECOND("s", Duration.ofSeconds(1));

        private final String word;
        private final long millis;

        Unit(String word, Duration length) {
            this.word = word;
            this.millis = length.toMillis();
        }
    }

    /** Writes a definition as it is kept. */
    static String stored(Campaign campaign) {
        return Json.tree(definition(campaign)).toString();
    }
}
