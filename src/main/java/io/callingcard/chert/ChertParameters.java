// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.util.Set;

import org.apache.camel.Exchange;

import io.callingcard.card.InputLimit;
import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.RestCall;
import io.callingcard.provider.error.InvalidValueException;

/** The values that a route sets for the calls of Chert. */
final class ChertParameters {

    static final CallParameter<ChertConfiguration> FROM =
            CallParameter.option(ChertConstants.FROM, "from", ChertConfiguration::getFrom);
    static final CallParameter<ChertConfiguration> PHONE_LINE_ID =
            CallParameter.option(ChertConstants.PHONE_LINE_ID, "phoneLineId", ChertConfiguration::getPhoneLineId);
    static final CallParameter<ChertConfiguration> EFFECT =
            CallParameter.option(ChertConstants.EFFECT, "effect", ChertConfiguration::getEffect);
    static final CallParameter<ChertConfiguration> REACTION =
            CallParameter.option(ChertConstants.REACTION, "reaction", ChertConfiguration::getReaction);
    static final CallParameter<ChertConfiguration> TYPING_STATE =
            CallParameter.option(ChertConstants.TYPING_STATE, "typingState", ChertConfiguration::getTypingState);
    static final CallParameter<ChertConfiguration> MESSAGE_ID = CallParameter.header(ChertConstants.MESSAGE_ID);
    static final CallParameter<ChertConfiguration> ATTACHMENT_ID = CallParameter.header(ChertConstants.ATTACHMENT_ID);
    static final CallParameter<ChertConfiguration> WEBHOOK_ID = CallParameter.header(ChertConstants.WEBHOOK_ID);
    static final CallParameter<ChertConfiguration> CAPTION = CallParameter.header(ChertConstants.CAPTION);
    static final CallParameter<ChertConfiguration> PART_INDEX = CallParameter.header(ChertConstants.PART_INDEX);
    static final CallParameter<ChertConfiguration> DISPLAY_NAME = CallParameter.header(ChertConstants.DISPLAY_NAME);
    static final CallParameter<ChertConfiguration> GROUP_CHAT_ICON =
            CallParameter.header(ChertConstants.GROUP_CHAT_ICON);
    static final CallParameter<ChertConfiguration> SUBJECT = CallParameter.header(ChertConstants.SUBJECT);
    static final CallParameter<ChertConfiguration> LEAD_NAME = CallParameter.header(ChertConstants.LEAD_NAME);
    static final CallParameter<ChertConfiguration> EXTERNAL_ID = CallParameter.header(ChertConstants.EXTERNAL_ID);
    static final CallParameter<ChertConfiguration> TEST_LEAD = CallParameter.header(ChertConstants.TEST_LEAD);
    static final CallParameter<ChertConfiguration> LATITUDE = CallParameter.header(ChertConstants.LATITUDE);
    static final CallParameter<ChertConfiguration> LONGITUDE = CallParameter.header(ChertConstants.LONGITUDE);
    static final CallParameter<ChertConfiguration> LOCATION_LABEL = CallParameter.header(ChertConstants.LOCATION_LABEL);
    static final CallParameter<ChertConfiguration> LOCATION_ADDRESS =
            CallParameter.header(ChertConstants.LOCATION_ADDRESS);
    static final CallParameter<ChertConfiguration> LOCATION_EXPIRES =
            CallParameter.header(ChertConstants.LOCATION_EXPIRES);
    static final CallParameter<ChertConfiguration> DELIVERY_CHAT =
            CallParameter.header(ChertConstants.DELIVERY_CHAT_ID);

    static final CallParameter<ChertConfiguration> WEBHOOK_ACTIVE = CallParameter.header(ChertConstants.WEBHOOK_ACTIVE);

    private static final Set<String> REACTIONS = Set.of("love", "like", "dislike", "laugh", "emphasize", "question");
    private static final CallParameter<ChertConfiguration> GROUP_MEMBER =
            CallParameter.header(ChertConstants.PARTICIPANT);

    /** A group member: an email address or a phone number. */
    static final RestCall.Value<ChertConfiguration> PARTICIPANT = (exchange, options) -> {
        String given = GROUP_MEMBER.required(exchange, options);
        return given.contains("@") ? given : Address.number(given, GROUP_MEMBER.name(), options);
    };

    /** The new icon of a group. */
    static final RestCall.Value<ChertConfiguration> ICON = (exchange, options) -> {
        String icon = GROUP_CHAT_ICON.text(exchange, options);
        if (icon != null && !icon.startsWith("https://")) {
            throw new InvalidValueException(GROUP_CHAT_ICON.name(), "must be an https address");
        }
        return icon;
    };

    /** The reaction, from the header, the option or the body. */
    static final RestCall.Value<ChertConfiguration> REACTION_WORD = (exchange, options) -> {
        String given = REACTION.text(exchange, options);
        String reaction =
                InputLimit.lowerCase(given == null ? MessageBody.text(exchange).strip() : given);
        if (!REACTIONS.contains(reaction)) {
            throw new InvalidValueException("reaction", "must be love, like, dislike, laugh, emphasize or question");
        }
        return reaction;
    };

    private ChertParameters() {}

    /** Returns the required line to send from, as E.164. */
    static String line(Exchange exchange, ChertConfiguration options) {
        return Address.number(FROM.required(exchange, options), FROM.name(), options);
    }
}
