// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.call;

import org.apache.camel.spi.Metadata;

/** The headers that all components share, so that one route works with every provider. */
public class CardConstants {

    @Metadata(
            label = "producer",
            description = "The recipient's phone number. Takes precedence over the option `to`. Answers set it "
                    + "in E.164 format. For create-chat: a list, or numbers separated by commas.",
            javaType = "String")
    public static final String RECIPIENT = "CamelCardRecipient";

    @Metadata(
            label = "producer",
            description =
                    "The provider's id of the chat. Takes precedence over the option `chatId`. Set by each answer "
                            + "that names its chat, so that the next step needs no mapping.",
            javaType = "String")
    public static final String CHAT_ID = "CamelCardChatId";

    @Metadata(
            label = "producer",
            description =
                    "The provider's id of the message, for operations on one message. Set by each answer that names "
                            + "its message.",
            javaType = "String")
    public static final String MESSAGE_ID = "CamelCardMessageId";

    @Metadata(
            label = "producer",
            description =
                    "The outcome of the call: SENT, NOT_SENT or IN_DOUBT. Also set as an exchange property of the "
                            + "same name.",
            javaType = "io.callingcard.provider.error.Outcome")
    public static final String OUTCOME = "CamelCardOutcome";

    @Metadata(
            label = "producer",
            description = "The idempotency key, for calls that take one. Default: derived from the exchange and the "
                    + "content, so that a redelivery uses the same key.",
            javaType = "String")
    public static final String IDEMPOTENCY_KEY = "CamelCardIdempotencyKey";

    @Metadata(
            label = "producer",
            description = "The fields of the contact card that the provider could not carry.",
            javaType = "java.util.List")
    public static final String LOST_FIELDS = "CamelCardLostFields";

    @Metadata(
            label = "producer",
            description = "The line to send from: one of your own numbers. Takes precedence over the option `from`.",
            javaType = "String")
    public static final String FROM = "CamelCardFrom";

    @Metadata(
            label = "producer",
            description = "For texts: the name of an Apple send effect, such as slam or confetti. Takes "
                    + "precedence over the option `effect`.",
            javaType = "String")
    public static final String EFFECT = "CamelCardEffect";

    @Metadata(
            label = "producer",
            description = "For messages of several parts: which part is edited, replied to or reacted to. The "
                    + "first part is 0.",
            javaType = "Integer")
    public static final String PART_INDEX = "CamelCardPartIndex";

    @Metadata(
            label = "producer",
            description = "For typing: typing or stopped. Takes precedence over the option `typingState`.",
            javaType = "String")
    public static final String TYPING_STATE = "CamelCardTypingState";

    @Metadata(
            label = "producer",
            description =
                    "For update-chat: the new name of the group. For wa: also for create-chat, and the account's name for set-name.",
            javaType = "String")
    public static final String DISPLAY_NAME = "CamelCardDisplayName";

    @Metadata(
            label = "producer",
            description = "For update-chat: the https address of the new icon of the group.",
            javaType = "String")
    public static final String GROUP_CHAT_ICON = "CamelCardGroupChatIcon";

    @Metadata(
            label = "producer",
            description = "The id of the message that this message replies to.",
            javaType = "String")
    public static final String REPLY_TO = "CamelCardReplyTo";

    @Metadata(
            label = "producer",
            description = "For media: the address of the file, instead of a body. Takes precedence over the option "
                    + "`mediaUrl`.",
            javaType = "String")
    public static final String MEDIA_URL = "CamelCardMediaUrl";

    @Metadata(
            label = "producer",
            description = "Set by the checks of a recipient: whether the provider can reach the recipient.",
            javaType = "Boolean")
    public static final String AVAILABLE = "CamelCardAvailable";

    @Metadata(
            label = "producer",
            description = "Set by ensure-webhook: whether this call created the subscription.",
            javaType = "Boolean")
    public static final String WEBHOOK_CREATED = "CamelCardWebhookCreated";

    @Metadata(
            label = "producer",
            description =
                    "For send-media: the text that goes with the file. For wa:send-link: the text that goes with the link.",
            javaType = "String")
    public static final String CAPTION = "CamelCardCaption";

    @Metadata(
            label = "producer",
            description = "The reaction. Takes precedence over the option `reaction` and the body.",
            javaType = "String")
    public static final String REACTION = "CamelCardReaction";

    @Metadata(
            label = "producer",
            description = "The id of an uploaded attachment. Set by the upload.",
            javaType = "String")
    public static final String ATTACHMENT_ID = "CamelCardAttachmentId";

    @Metadata(
            label = "producer",
            description = "The number or email address of the group member to add or remove.",
            javaType = "String")
    public static final String PARTICIPANT = "CamelCardParticipant";

    @Metadata(label = "producer", description = "The latitude of a location, in degrees.", javaType = "Double")
    public static final String LATITUDE = "CamelCardLatitude";

    @Metadata(label = "producer", description = "The longitude of a location, in degrees.", javaType = "Double")
    public static final String LONGITUDE = "CamelCardLongitude";

    @Metadata(
            label = "producer",
            description = "The id of a webhook subscription. Set by answers that name one.",
            javaType = "String")
    public static final String WEBHOOK_ID = "CamelCardWebhookId";

    @Metadata(
            label = "producer",
            description = "For update-webhook: whether events are delivered.",
            javaType = "Boolean")
    public static final String WEBHOOK_ACTIVE = "CamelCardWebhookActive";

    @Metadata(
            label = "producer",
            description = "The provider's id of the call. Quote it when you ask the provider's support.",
            javaType = "String")
    public static final String TRACE_ID = "CamelCardTraceId";

    @Metadata(
            label = "producer",
            description = "After a failure: its kind, such as RATE_LIMITED or NOT_FOUND.",
            javaType = "String")
    public static final String ERROR_KIND = "CamelCardErrorKind";

    @Metadata(label = "producer", description = "After a failure: the provider's own code.", javaType = "String")
    public static final String ERROR_CODE = "CamelCardErrorCode";

    @Metadata(
            label = "producer",
            description = "After a failure: the page that explains the provider's code, if the provider names one.",
            javaType = "String")
    public static final String ERROR_DOC_URL = "CamelCardErrorDocUrl";

    @Metadata(
            label = "producer",
            description = "After a failure: the HTTP status. Not set if there was no answer.",
            javaType = "Integer")
    public static final String HTTP_STATUS = "CamelCardHttpStatus";

    @Metadata(label = "producer", description = "After a failure: whether a retry may succeed.", javaType = "Boolean")
    public static final String RETRYABLE = "CamelCardRetryable";

    @Metadata(
            label = "producer",
            description = "After a failure: how long the provider asks to wait, in milliseconds.",
            javaType = "Long")
    public static final String RETRY_AFTER = "CamelCardRetryAfter";

    @Metadata(label = "consumer", description = "For events: the provider, chert, linq or wa.", javaType = "String")
    public static final String PROVIDER = "CamelCardProvider";

    @Metadata(
            label = "consumer",
            description = "For events: the type, which is the same for all providers, such as message.received.",
            javaType = "String")
    public static final String EVENT_TYPE = "CamelCardEventType";

    @Metadata(label = "consumer", description = "For events: the provider's own name of the type.", javaType = "String")
    public static final String PROVIDER_EVENT_TYPE = "CamelCardProviderEventType";

    @Metadata(
            label = "consumer",
            description = "For events: the id, which is the same for each delivery of the event.",
            javaType = "String")
    public static final String EVENT_ID = "CamelCardEventId";

    @Metadata(
            label = "consumer",
            description = "For events: the sender, as E.164 if the number is known.",
            javaType = "String")
    public static final String SENDER = "CamelCardSender";

    @Metadata(label = "consumer", description = "For events: the name of the sender.", javaType = "String")
    public static final String SENDER_NAME = "CamelCardSenderName";

    @Metadata(
            label = "consumer",
            description = "For events: your own number, which received or sent the message.",
            javaType = "String")
    public static final String LINE = "CamelCardLine";

    @Metadata(
            label = "consumer",
            description = "For events: the id of the message that was replied to.",
            javaType = "String")
    public static final String IN_REPLY_TO = "CamelCardInReplyTo";

    @Metadata(label = "consumer", description = "For events: whether the chat is a group.", javaType = "Boolean")
    public static final String GROUP = "CamelCardGroup";

    @Metadata(
            label = "consumer",
            description = "For events: whether the message was sent from your own account.",
            javaType = "Boolean")
    public static final String FROM_ME = "CamelCardFromMe";

    @Metadata(
            label = "producer",
            description = "The file name of a media file. Takes precedence over the option `fileName`.",
            javaType = "String")
    public static final String FILE_NAME = "CamelFileName";

    @Metadata(
            label = "producer",
            description = "The content type of a media file. Takes precedence over the option `contentType`.",
            javaType = "String")
    public static final String CONTENT_TYPE = "Content-Type";

    /** Exchange property: the recipient of the chat in {@link #CHAT_ID}. Set by a first message. */
    public static final String CHAT_OF = "CamelCardChatOf";

    protected CardConstants() {}
}
