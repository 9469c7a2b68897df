// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.apache.camel.Exchange;

import io.callingcard.card.InputLimit;
import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.RestCall;
import io.callingcard.provider.error.InvalidValueException;

/** The values that a route gives to the calls of Linq. */
final class LinqParameters {

    static final CallParameter<LinqConfiguration> FROM =
            CallParameter.option(LinqConstants.FROM, "from", LinqConfiguration::getFrom);
    static final CallParameter<LinqConfiguration> PREFERRED_SERVICE = CallParameter.option(
            LinqConstants.PREFERRED_SERVICE, "preferredService", LinqConfiguration::getPreferredService);
    static final CallParameter<LinqConfiguration> EFFECT =
            CallParameter.option(LinqConstants.EFFECT, "effect", LinqConfiguration::getEffect);
    static final CallParameter<LinqConfiguration> OVERRIDE_OPTOUT =
            CallParameter.option(LinqConstants.OVERRIDE_OPTOUT, "overrideOptout", LinqConfiguration::isOverrideOptout);
    static final CallParameter<LinqConfiguration> MEDIA_URL =
            CallParameter.option(LinqConstants.MEDIA_URL, "mediaUrl", LinqConfiguration::getMediaUrl);
    static final CallParameter<LinqConfiguration> FIRST_NAME =
            CallParameter.option(LinqConstants.FIRST_NAME, "firstName", LinqConfiguration::getFirstName);
    static final CallParameter<LinqConfiguration> LAST_NAME =
            CallParameter.option(LinqConstants.LAST_NAME, "lastName", LinqConfiguration::getLastName);
    static final CallParameter<LinqConfiguration> IMAGE_URL =
            CallParameter.option(LinqConstants.IMAGE_URL, "imageUrl", LinqConfiguration::getImageUrl);
    static final CallParameter<LinqConfiguration> TYPING_STATE =
            CallParameter.option(LinqConstants.TYPING_STATE, "typingState", LinqConfiguration::getTypingState);
    static final CallParameter<LinqConfiguration> MESSAGE_ID = CallParameter.header(LinqConstants.MESSAGE_ID);
    static final CallParameter<LinqConfiguration> ATTACHMENT_ID = CallParameter.header(LinqConstants.ATTACHMENT_ID);
    static final CallParameter<LinqConfiguration> WEBHOOK_ID = CallParameter.header(LinqConstants.WEBHOOK_ID);
    static final CallParameter<LinqConfiguration> WEBHOOK_ACTIVE = CallParameter.header(LinqConstants.WEBHOOK_ACTIVE);
    static final CallParameter<LinqConfiguration> LINE_ID = CallParameter.header(LinqConstants.LINE_ID);
    static final CallParameter<LinqConfiguration> AUDIT_ID = CallParameter.header(LinqConstants.AUDIT_ID);
    static final CallParameter<LinqConfiguration> CAPTION = CallParameter.header(LinqConstants.CAPTION);
    static final CallParameter<LinqConfiguration> REPLY_TO = CallParameter.header(LinqConstants.REPLY_TO);
    static final CallParameter<LinqConfiguration> PART_INDEX = CallParameter.header(LinqConstants.PART_INDEX);
    static final CallParameter<LinqConfiguration> DISPLAY_NAME = CallParameter.header(LinqConstants.DISPLAY_NAME);
    static final CallParameter<LinqConfiguration> BLOCK_REASON = CallParameter.header(LinqConstants.BLOCK_REASON);
    static final CallParameter<LinqConfiguration> CURSOR = CallParameter.header(LinqConstants.CURSOR);

    private static final CallParameter<LinqConfiguration> REACTION =
            CallParameter.option(LinqConstants.REACTION, "reaction", LinqConfiguration::getReaction);
    static final CallParameter<LinqConfiguration> CUSTOM_EMOJI = CallParameter.header(LinqConstants.CUSTOM_EMOJI);
    private static final CallParameter<LinqConfiguration> GROUP_CHAT_ICON =
            CallParameter.header(LinqConstants.GROUP_CHAT_ICON);
    private static final CallParameter<LinqConfiguration> GROUP_MEMBER =
            CallParameter.header(LinqConstants.PARTICIPANT);
    private static final CallParameter<LinqConfiguration> FORWARDING_NUMBER =
            CallParameter.header(LinqConstants.FORWARDING_NUMBER);

    static final String STICKER = "sticker";

    private static final String CUSTOM = "custom";
    private static final Set<String> REACTIONS =
            Set.of("love", "like", "dislike", "laugh", "emphasize", "question", CUSTOM, STICKER);

    /** The line to send from; null lets the provider pick one. */
    static final RestCall.Value<LinqConfiguration> LINE = LinqParameters::line;

    static final RestCall.Value<LinqConfiguration> REQUIRED_LINE = LinqParameters::requiredLine;

    static final RestCall.Value<LinqConfiguration> RECIPIENT = number(Address.TO);
    static final RestCall.Value<LinqConfiguration> PARTICIPANT = number(GROUP_MEMBER);
    static final RestCall.Value<LinqConfiguration> FORWARDING = number(FORWARDING_NUMBER);

    /** The recipients of the header or the option, which are separated by commas. */
    static final RestCall.Value<LinqConfiguration> RECIPIENTS =
            (exchange, options) -> numbers(Address.TO.text(exchange, options), Address.TO.name(), options);

    static final RestCall.Value<LinqConfiguration> EXCLUDED_LINES =
            (exchange, options) -> numbers(options.getExcludeFrom(), "excludeFrom", options);

    /** The path that checks a service. */
    static final RestCall.Value<LinqConfiguration> CAPABILITY_CHECK =
            (exchange, options) -> switch (options.getService()) {
                case "iMessage" -> "check_imessage";
                case "RCS" -> "check_rcs";
                default -> throw new InvalidValueException("service", "must be iMessage or RCS");
            };

    /** The reaction; without a header or an option it is the body. */
    static final RestCall.Value<LinqConfiguration> REACTION_WORD = LinqParameters::reaction;

    /** The emoji of a custom reaction. */
    static final RestCall.Value<LinqConfiguration> REACTION_EMOJI = (exchange, options) ->
            reaction(exchange, options).equals(CUSTOM) ? CUSTOM_EMOJI.required(exchange, options) : null;

    static final RestCall.Value<LinqConfiguration> NEW_TEXT = (exchange, options) ->
            MessageParts.text("body", MessageBody.text(exchange)).get("value");

    /** The new icon of a group. */
    static final RestCall.Value<LinqConfiguration> ICON = (exchange, options) -> {
        String icon = GROUP_CHAT_ICON.text(exchange, options);
        return icon == null ? null : MessageParts.https(GROUP_CHAT_ICON.name(), icon);
    };

    private LinqParameters() {}

    static String line(Exchange exchange, LinqConfiguration options) {
        String given = FROM.text(exchange, options);
        return given == null ? null : options.recipient(given, FROM.name());
    }

    static String requiredLine(Exchange exchange, LinqConfiguration options) {
        return FROM.required(line(exchange, options));
    }

    /** The values of text with commas, as the provider writes numbers. */
    static List<String> numbers(String text, String field, LinqConfiguration options) {
        return listed(text).stream().map(each -> options.recipient(each, field)).toList();
    }

    /** The values of text with commas. */
    static List<String> listed(String text) {
        return text == null || text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",")).map(String::strip).toList();
    }

    private static RestCall.Value<LinqConfiguration> number(CallParameter<? super LinqConfiguration> parameter) {
        return (exchange, options) -> options.recipient(parameter.required(exchange, options), parameter.name());
    }

    static String reaction(Exchange exchange, LinqConfiguration options) {
        String given = REACTION.text(exchange, options);
        String reaction =
                InputLimit.lowerCase(given == null ? MessageBody.text(exchange).strip() : given);
        if (!REACTIONS.contains(reaction)) {
            throw new InvalidValueException(
                    "reaction", "must be love, like, dislike, laugh, emphasize, question, custom or sticker");
        }
        return reaction;
    }
}
