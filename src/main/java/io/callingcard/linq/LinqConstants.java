package io.callingcard.linq;

import org.apache.camel.spi.Metadata;

import io.callingcard.provider.call.CardConstants;

/** The headers of {@code linq:}; those shared with the other components are inherited. */
public final class LinqConstants extends CardConstants {

    @Metadata(
            label = "producer",
            description =
                    "The service to send over: iMessage, RCS or SMS. Read before the option " + "`preferredService`.",
            javaType = "String")
    public static final String PREFERRED_SERVICE = "CamelLinqPreferredService";

    @Metadata(
            label = "producer",
            description =
                    "Whether to send although the recipient opted out. Read before the option " + "`overrideOptout`.",
            javaType = "Boolean")
    public static final String OVERRIDE_OPTOUT = "CamelLinqOverrideOptout";

    @Metadata(
            label = "producer",
            description = "Written by the answers that name it: the service of the chat or message, such as "
                    + "iMessage. Absent while the provider does not know.",
            javaType = "String")
    public static final String SERVICE = "CamelLinqService";

    @Metadata(
            label = "producer",
            description = "Written by sends and get-message: how far the message got, such as pending or delivered.",
            javaType = "String")
    public static final String DELIVERY_STATUS = "CamelLinqDeliveryStatus";

    @Metadata(
            label = "producer",
            description = "Written by the answers that name it: the standing of the chat: HEALTHY, AT_RISK, "
                    + "CRITICAL or OPTED_OUT.",
            javaType = "String")
    public static final String CHAT_HEALTH = "CamelLinqChatHealth";

    @Metadata(
            label = "producer",
            description = "Written by list-lines when the account has one line or the option `from` names one: its "
                    + "standing: HEALTHY, AT_RISK or CRITICAL.",
            javaType = "String")
    public static final String LINE_REPUTATION = "CamelLinqLineReputation";

    @Metadata(
            label = "producer",
            description = "Written by sends whose line the provider picks: whether the chat is new.",
            javaType = "Boolean")
    public static final String CREATED_CHAT = "CamelLinqCreatedChat";

    @Metadata(
            label = "producer",
            description = "Written by sends whose line the provider picks: why it picked that line.",
            javaType = "String")
    public static final String FROM_REASON = "CamelLinqFromReason";

    @Metadata(
            label = "producer",
            description = "Written by share-card when nothing was shared: NO_ACTIVE_CARD, NOT_IMESSAGE, "
                    + "NOTHING_SENT_YET or SHARED_RECENTLY.",
            javaType = "io.callingcard.linq.ShareRefusal")
    public static final String SHARE_REFUSAL = "CamelLinqShareRefusal";

    @Metadata(
            label = "producer",
            description = "Written by the operations on the line's contact card: whether it is active, and so can "
                    + "be shared.",
            javaType = "Boolean")
    public static final String CARD_ACTIVE = "CamelLinqCardActive";

    @Metadata(
            label = "producer",
            description = "For the line's contact card: the first name. Read before the option `firstName`.",
            javaType = "String")
    public static final String FIRST_NAME = "CamelLinqFirstName";

    @Metadata(
            label = "producer",
            description = "For the line's contact card: the last name. Read before the option `lastName`.",
            javaType = "String")
    public static final String LAST_NAME = "CamelLinqLastName";

    @Metadata(
            label = "producer",
            description =
                    "For the line's contact card: the address of the picture. Read before the option " + "`imageUrl`.",
            javaType = "String")
    public static final String IMAGE_URL = "CamelLinqImageUrl";

    @Metadata(
            label = "producer",
            description = "For react: the emoji of the reaction custom. Read before the option `customEmoji`.",
            javaType = "String")
    public static final String CUSTOM_EMOJI = "CamelLinqCustomEmoji";

    @Metadata(
            label = "producer",
            description = "For lists: where to begin. Read before the option `cursor`.",
            javaType = "String")
    public static final String CURSOR = "CamelLinqCursor";

    @Metadata(
            label = "producer",
            description = "Written by lists of one page: the cursor of the next page; absent at the end.",
            javaType = "String")
    public static final String NEXT_CURSOR = "CamelLinqNextCursor";

    @Metadata(
            label = "producer",
            description = "Written by available-line: the short-lived address of a vCard of that line and its back- "
                    + "ups.",
            javaType = "String")
    public static final String VCF_URL = "CamelLinqVcfUrl";

    @Metadata(
            label = "producer",
            description = "For get-audit: the audit. Read before the option `auditId`; written by audit-line.",
            javaType = "String")
    public static final String AUDIT_ID = "CamelLinqAuditId";

    private LinqConstants() {}
}
