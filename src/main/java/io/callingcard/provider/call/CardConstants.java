package io.callingcard.provider.call;

import org.apache.camel.spi.Metadata;

/** The headers that all three components read and write, so that one route serves three providers. */
public class CardConstants {

    @Metadata(
            label = "producer",
            description = "The recipient's phone number, as people type it. Read before the option `to`; written by the"
                    + " answer as E.164 when it was used. For create-chat a list, or numbers separated by commas.",
            javaType = "String")
    public static final String RECIPIENT = "CamelCardRecipient";

    @Metadata(
            label = "producer",
            description = "The provider's id of the chat. Read before the option `chatId`; written by each answer that"
                    + " names its chat, so that the next step needs no mapping.",
            javaType = "String")
    public static final String CHAT_ID = "CamelCardChatId";

    @Metadata(
            label = "producer",
            description = "The provider's id of the message. Read by react, edit and get-message before the option"
                    + " `messageId`; written by each answer that names its message.",
            javaType = "String")
    public static final String MESSAGE_ID = "CamelCardMessageId";

    @Metadata(
            label = "producer",
            description = "What the call did to the world: SENT, NOT_SENT or IN_DOUBT. Written by every call, also as"
                    + " an exchange property of the same name.",
            javaType = "io.callingcard.provider.error.Outcome")
    public static final String OUTCOME = "CamelCardOutcome";

    @Metadata(
            label = "producer",
            description = "The idempotency key, for calls that take one. When absent it is made from the exchange and"
                    + " what is sent, so that a redelivery uses the same key.",
            javaType = "String")
    public static final String IDEMPOTENCY_KEY = "CamelCardIdempotencyKey";

    @Metadata(
            label = "producer",
            description = "The fields of the contact card that this provider could not carry.",
            javaType = "java.util.List")
    public static final String LOST_FIELDS = "CamelCardLostFields";

    @Metadata(
            label = "producer",
            description = "The line to send from, one of your own numbers. Read before" + " the option `from`.",
            javaType = "String")
    public static final String FROM = "CamelCardFrom";

    @Metadata(
            label = "producer",
            description = "For texts: the name of an Apple send effect. Read before the option" + " `effect`.",
            javaType = "String")
    public static final String EFFECT = "CamelCardEffect";

    @Metadata(
            label = "producer",
            description = "For edit: which part of the message, counted from 0. Read before the option `partIndex`.",
            javaType = "Integer")
    public static final String PART_INDEX = "CamelCardPartIndex";

    @Metadata(
            label = "producer",
            description = "For typing: typing or stopped. Read before the option `typingState`.",
            javaType = "String")
    public static final String TYPING_STATE = "CamelCardTypingState";

    @Metadata(
            label = "producer",
            description = "For update-chat: the group's new name. Read before the option `displayName`.",
            javaType = "String")
    public static final String DISPLAY_NAME = "CamelCardDisplayName";

    @Metadata(
            label = "producer",
            description = "For update-chat: the https address of the group's new icon. Read before the option"
                    + " `groupChatIcon`.",
            javaType = "String")
    public static final String GROUP_CHAT_ICON = "CamelCardGroupChatIcon";

    @Metadata(
            label = "producer",
            description = "The id of the message that this one answers. Read before the option `replyTo`.",
            javaType = "String")
    public static final String REPLY_TO = "CamelCardReplyTo";

    @Metadata(
            label = "producer",
            description = "For media: the address of the file, instead of a body. Read before the option `mediaUrl`.",
            javaType = "String")
    public static final String MEDIA_URL = "CamelCardMediaUrl";

    @Metadata(
            label = "producer",
            description = "Written by the checks of a recipient: whether the provider can reach it.",
            javaType = "Boolean")
    public static final String AVAILABLE = "CamelCardAvailable";

    @Metadata(
            label = "producer",
            description = "Written by ensure-webhook: whether the subscription was made by this call.",
            javaType = "Boolean")
    public static final String WEBHOOK_CREATED = "CamelCardWebhookCreated";

    @Metadata(label = "producer", description = "The text that goes with a media file.", javaType = "String")
    public static final String CAPTION = "CamelCardCaption";

    @Metadata(
            label = "producer",
            description = "The reaction to give. Read before the option `reaction`, and before the body.",
            javaType = "String")
    public static final String REACTION = "CamelCardReaction";

    @Metadata(
            label = "producer",
            description = "The id of an uploaded attachment. Read before the option `attachmentId`; written by the"
                    + " upload.",
            javaType = "String")
    public static final String ATTACHMENT_ID = "CamelCardAttachmentId";

    @Metadata(
            label = "producer",
            description = "The number or e-mail address of the group member to add or remove. Read before the option"
                    + " `participant`.",
            javaType = "String")
    public static final String PARTICIPANT = "CamelCardParticipant";

    @Metadata(
            label = "producer",
            description = "The latitude of a location. Read before the option `latitude`.",
            javaType = "Double")
    public static final String LATITUDE = "CamelCardLatitude";

    @Metadata(
            label = "producer",
            description = "The longitude of a location. Read before the option `longitude`.",
            javaType = "Double")
    public static final String LONGITUDE = "CamelCardLongitude";

    @Metadata(
            label = "producer",
            description = "The id of a webhook subscription. Read before the option `webhookId`; written by the"
                    + " answers that name one.",
            javaType = "String")
    public static final String WEBHOOK_ID = "CamelCardWebhookId";

    @Metadata(
            label = "producer",
            description = "The provider's id of the call, to quote to its support.",
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
            description = "After a failure: where the provider explains its code, if it says so.",
            javaType = "String")
    public static final String ERROR_DOC_URL = "CamelCardErrorDocUrl";

    @Metadata(
            label = "producer",
            description = "After a failure: the HTTP status, absent when there was no answer.",
            javaType = "Integer")
    public static final String HTTP_STATUS = "CamelCardHttpStatus";

    @Metadata(
            label = "producer",
            description = "After a failure: whether another try may succeed.",
            javaType = "Boolean")
    public static final String RETRYABLE = "CamelCardRetryable";

    @Metadata(
            label = "producer",
            description = "After a failure: for how many milliseconds the provider asks us to wait.",
            javaType = "Long")
    public static final String RETRY_AFTER = "CamelCardRetryAfter";

    @Metadata(label = "consumer", description = "Of an event: the provider it came from.", javaType = "String")
    public static final String PROVIDER = "CamelCardProvider";

    @Metadata(
            label = "consumer",
            description = "Of an event: what happened, in words that are the same for all providers, such as"
                    + " message.received.",
            javaType = "String")
    public static final String EVENT_TYPE = "CamelCardEventType";

    @Metadata(label = "consumer", description = "Of an event: the provider's own word for it.", javaType = "String")
    public static final String PROVIDER_EVENT_TYPE = "CamelCardProviderEventType";

    @Metadata(
            label = "consumer",
            description = "Of an event: its id, the same each time it is delivered.",
            javaType = "String")
    public static final String EVENT_ID = "CamelCardEventId";

    @Metadata(
            label = "consumer",
            description = "Of an event: who did it, as E.164 where the number is known.",
            javaType = "String")
    public static final String SENDER = "CamelCardSender";

    @Metadata(label = "consumer", description = "Of an event: what the sender is called.", javaType = "String")
    public static final String SENDER_NAME = "CamelCardSenderName";

    @Metadata(label = "consumer", description = "Of an event: our own number.", javaType = "String")
    public static final String LINE = "CamelCardLine";

    @Metadata(
            label = "consumer",
            description = "Of an event: the id of the message that was answered.",
            javaType = "String")
    public static final String IN_REPLY_TO = "CamelCardInReplyTo";

    @Metadata(label = "consumer", description = "Of an event: whether the chat is a group.", javaType = "Boolean")
    public static final String GROUP = "CamelCardGroup";

    @Metadata(label = "consumer", description = "Of an event: whether it was done on our side.", javaType = "Boolean")
    public static final String FROM_ME = "CamelCardFromMe";

    @Metadata(
            label = "producer",
            description = "The file name of a media file. Read before the option `fileName`.",
            javaType = "String")
    public static final String FILE_NAME = "CamelFileName";

    @Metadata(
            label = "producer",
            description = "The content type of a media file. Read before the option `contentType`.",
            javaType = "String")
    public static final String CONTENT_TYPE = "Content-Type";

    /** Exchange property: the recipient whose chat {@link #CHAT_ID} names, set with it by a first touch. */
    public static final String CHAT_OF = "CamelCardChatOf";

    protected CardConstants() {}
}
