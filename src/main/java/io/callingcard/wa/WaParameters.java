// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.apache.camel.Exchange;

import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.RestCall;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Target;

/** The values that a route gives to the calls of the gateway. */
final class WaParameters {

    static final CallParameter<WaConfiguration> FORWARDED =
            CallParameter.option(WaConstants.FORWARDED, "forwarded", WaConfiguration::isForwarded);
    static final CallParameter<WaConfiguration> DURATION =
            CallParameter.option(WaConstants.DURATION, "duration", WaConfiguration::getDuration);
    static final CallParameter<WaConfiguration> MEDIA_URL =
            CallParameter.option(WaConstants.MEDIA_URL, "mediaUrl", WaConfiguration::getMediaUrl);
    static final CallParameter<WaConfiguration> MESSAGE_ID = CallParameter.header(WaConstants.MESSAGE_ID);
    static final CallParameter<WaConfiguration> CAPTION = CallParameter.header(WaConstants.CAPTION);
    static final CallParameter<WaConfiguration> REPLY_TO = CallParameter.header(WaConstants.REPLY_TO);
    static final CallParameter<WaConfiguration> MENTIONS = CallParameter.header(WaConstants.MENTIONS);
    static final CallParameter<WaConfiguration> DISPLAY_NAME = CallParameter.header(WaConstants.DISPLAY_NAME);
    static final CallParameter<WaConfiguration> DESCRIPTION = CallParameter.header(WaConstants.DESCRIPTION);
    static final CallParameter<WaConfiguration> PARTICIPANT = CallParameter.header(WaConstants.PARTICIPANT);
    static final CallParameter<WaConfiguration> INVITE_LINK = CallParameter.header(WaConstants.INVITE_LINK);
    static final CallParameter<WaConfiguration> CALL_ID = CallParameter.header(WaConstants.CALL_ID);
    static final CallParameter<WaConfiguration> SINCE = CallParameter.header(WaConstants.SINCE);
    static final CallParameter<WaConfiguration> UNTIL = CallParameter.header(WaConstants.UNTIL);
    static final CallParameter<WaConfiguration> SEARCH = CallParameter.header(WaConstants.SEARCH);
    static final CallParameter<WaConfiguration> OFFSET = CallParameter.header(WaConstants.OFFSET);
    static final CallParameter<WaConfiguration> BEFORE = CallParameter.header(WaConstants.BEFORE);

    private static final CallParameter<WaConfiguration> FROM =
            CallParameter.option(WaConstants.FROM, "from", WaConfiguration::getFrom);
    private static final CallParameter<WaConfiguration> REACTION =
            CallParameter.option(WaConstants.REACTION, "reaction", WaConfiguration::getReaction);
    private static final CallParameter<WaConfiguration> TYPING_STATE =
            CallParameter.option(WaConstants.TYPING_STATE, "typingState", WaConfiguration::getTypingState);
    private static final Set<Integer> DURATIONS = Set.of(0, 86_400, 604_800, 7_776_000);
    private static final int LONGEST_TITLE = 25;

    /** The gateway does not decode its paths, so only characters that need no encoding may stand there. */
    private static final Pattern PLAIN = Pattern.compile("(?!\\.+$)[A-Za-z0-9._~@:+-]+");

    /** The chat, as the gateway's bodies name it. */
    static final RestCall.Value<WaConfiguration> CHAT =
            (exchange, options) -> Jid.addressed(exchange, options).value();

    static final RestCall.Value<WaConfiguration> GROUP =
            (exchange, options) -> group(exchange, options).value();

    /** The number of a person, which can be looked up. */
    static final RestCall.Value<WaConfiguration> PERSON = (exchange, options) -> {
        Jid chat = Jid.addressed(exchange, options);
        if (!chat.isPerson()) {
            throw new InvalidValueException("to", "must be a person's number; groups cannot be looked up");
        }
        return chat.value();
    };

    /** The account that logs in. */
    static final RestCall.Value<WaConfiguration> ACCOUNT = (exchange, options) ->
            Jid.of(FROM.required(exchange, options), FROM.name(), options).user();

    static final RestCall.Value<WaConfiguration> MESSAGE =
            (exchange, options) -> verbatim(MESSAGE_ID.required(exchange, options), MESSAGE_ID.name());

    static final RestCall.Value<WaConfiguration> DEVICE =
            (exchange, options) -> verbatim(DeviceSettings.id(options), "deviceId");

    /** The emoji; an empty one removes the reaction. Without a header or an option it is the body. */
    static final RestCall.Value<WaConfiguration> EMOJI = (exchange, options) -> {
        if (options.isRemoveReaction()) {
            return "";
        }
        String given = REACTION.text(exchange, options);
        return given == null ? MessageBody.text(exchange).strip() : given;
    };

    /** The address of a link: the body. */
    static final RestCall.Value<WaConfiguration> LINK =
            (exchange, options) -> webAddress("body", MessageBody.text(exchange).strip());

    static final RestCall.Value<WaConfiguration> LATITUDE = degrees(WaConstants.LATITUDE, 90);
    static final RestCall.Value<WaConfiguration> LONGITUDE = degrees(WaConstants.LONGITUDE, 180);

    /** Whether the message is marked as forwarded; null if it is not. */
    static final RestCall.Value<WaConfiguration> IS_FORWARDED =
            (exchange, options) -> isForwarded(exchange, options) ? true : null;

    /** After how many seconds the message disappears, or null. */
    static final RestCall.Value<WaConfiguration> LIFETIME = WaParameters::duration;

    static final RestCall.Value<WaConfiguration> TYPING_ACTION =
            (exchange, options) -> switch (TYPING_STATE.required(exchange, options)) {
                case "typing" -> "start";
                case "stopped" -> "stop";
                default -> throw new InvalidValueException("typingState", "must be typing or stopped");
            };

    static final RestCall.Value<WaConfiguration> TIMER =
            (exchange, options) -> DURATION.required(duration(exchange, options));

    static final RestCall.Value<WaConfiguration> GROUP_TITLE =
            (exchange, options) -> title(DISPLAY_NAME.required(exchange, options));

    private WaParameters() {}

    private static Target.Verbatim verbatim(String id, String field) {
        if (!PLAIN.matcher(id).matches()) {
            throw new InvalidValueException(field, "has characters that the gateway cannot read in a path");
        }
        return new Target.Verbatim(id);
    }

    static Jid group(Exchange exchange, WaConfiguration options) {
        Jid chat = Jid.addressed(exchange, options);
        if (!chat.isGroup()) {
            throw new InvalidValueException("chatId", "must be a group, whose JID ends in @g.us");
        }
        return chat;
    }

    static boolean isForwarded(Exchange exchange, WaConfiguration options) {
        return FORWARDED.as(Boolean.class, exchange, options);
    }

    /** After how many seconds the message disappears, or null. */
    static Integer duration(Exchange exchange, WaConfiguration options) {
        Integer duration = DURATION.as(Integer.class, exchange, options);
        return duration == null ? null : checkedDuration(duration);
    }

    static Integer checkedDuration(Integer duration) {
        if (!DURATIONS.contains(duration)) {
            throw new InvalidValueException(
                    "duration", "must be 0, 86400 (a day), 604800 (a week) or 7776000 (90 days), in seconds");
        }
        return duration;
    }

    /** Refuses an address that the gateway cannot fetch. */
    static String webAddress(String field, String url) {
        if (!url.matches("(?i)https?://\\S+")) {
            throw new InvalidValueException(field, "must be an http or https address");
        }
        return url;
    }

    /** Degrees as text: the gateway cannot read a number. */
    private static RestCall.Value<WaConfiguration> degrees(String header, int most) {
        CallParameter<WaConfiguration> given = CallParameter.header(header);
        return (exchange, options) -> {
            double value = given.required(given.as(Double.class, exchange, options));
            if (!(Math.abs(value) <= most)) {
                throw new InvalidValueException(header, "must be between -" + most + " and " + most);
            }
            return BigDecimal.valueOf(value).toPlainString();
        };
    }

    /** The name of a group, which WhatsApp keeps short. */
    static String title(String name) {
        if (name.codePointCount(0, name.length()) > LONGEST_TITLE) {
            throw new InvalidValueException(DISPLAY_NAME.name(), "must have 1 to " + LONGEST_TITLE + " characters");
        }
        return name;
    }

    /** The new name of a group. The gateway counts its bytes. */
    static String newName(String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_TITLE) {
            throw new InvalidValueException(
                    DISPLAY_NAME.name(),
                    "must have 1 to " + LONGEST_TITLE + " bytes in UTF-8, where a letter such as ä counts as two");
        }
        return name;
    }

    /** A flag that is sent only when it is set. */
    static RestCall.Value<WaConfiguration> flag(Predicate<WaConfiguration> option) {
        return (exchange, options) -> option.test(options) ? true : null;
    }
}
