// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import org.apache.camel.spi.Metadata;

import io.callingcard.provider.call.CardConstants;

/** The headers of {@code linq:}; those shared with the other components are inherited. */
public final class LinqConstants extends CardConstants {

    @Metadata(
            label = "producer",
            description = "The service to send over: iMessage, RCS or SMS. Takes precedence over the option "
                    + "`preferredService`.",
            javaType = "String")
    public static final String PREFERRED_SERVICE = "CamelLinqPreferredService";

    @Metadata(
            label = "producer",
            description = "Whether to send even if the recipient opted out. Takes precedence over the option "
                    + "`overrideOptout`.",
            javaType = "Boolean")
    public static final String OVERRIDE_OPTOUT = "CamelLinqOverrideOptout";

    @Metadata(
            label = "producer",
            description = "The service of the chat or message, such as iMessage. Set by answers that name it. Not set "
                    + "while the provider does not know it.",
            javaType = "String")
    public static final String SERVICE = "CamelLinqService";

    @Metadata(
            label = "producer",
            description =
                    "Set by sends and get-message: the delivery status of the message, such as pending or delivered.",
            javaType = "String")
    public static final String DELIVERY_STATUS = "CamelLinqDeliveryStatus";

    @Metadata(
            label = "producer",
            description =
                    "The standing of the chat: HEALTHY, AT_RISK, CRITICAL or OPTED_OUT. Set by answers that name it.",
            javaType = "String")
    public static final String CHAT_HEALTH = "CamelLinqChatHealth";

    @Metadata(
            label = "producer",
            description = "The standing of the line: HEALTHY, AT_RISK or CRITICAL. Set by list-lines, if the "
                    + "account has one line or the option from names one.",
            javaType = "String")
    public static final String LINE_REPUTATION = "CamelLinqLineReputation";

    @Metadata(
            label = "producer",
            description = "Set by sends whose line the provider picks: whether the chat is new.",
            javaType = "Boolean")
    public static final String CREATED_CHAT = "CamelLinqCreatedChat";

    @Metadata(
            label = "producer",
            description = "Set by sends whose line the provider picks: why it picked that line.",
            javaType = "String")
    public static final String FROM_REASON = "CamelLinqFromReason";

    @Metadata(
            label = "producer",
            description = "Set by share-card if nothing was shared: NO_ACTIVE_CARD, NOT_IMESSAGE, NOTHING_SENT_YET or "
                    + "SHARED_RECENTLY.",
            javaType = "io.callingcard.linq.model.Line.CardShared.Refusal")
    public static final String SHARE_REFUSAL = "CamelLinqShareRefusal";

    @Metadata(
            label = "producer",
            description = "Set by the operations on the line's contact card: whether it is active and can be shared.",
            javaType = "Boolean")
    public static final String CARD_ACTIVE = "CamelLinqCardActive";

    @Metadata(
            label = "producer",
            description = "For the line's contact card: the first name. Takes precedence over the option `firstName`.",
            javaType = "String")
    public static final String FIRST_NAME = "CamelLinqFirstName";

    @Metadata(
            label = "producer",
            description = "For the line's contact card: the last name. Takes precedence over the option `lastName`.",
            javaType = "String")
    public static final String LAST_NAME = "CamelLinqLastName";

    @Metadata(
            label = "producer",
            description = "For the line's contact card: the address of the picture. Takes precedence over the option "
                    + "`imageUrl`.",
            javaType = "String")
    public static final String IMAGE_URL = "CamelLinqImageUrl";

    @Metadata(
            label = "producer",
            description = "For react: the emoji of a custom reaction, or of a sticker.",
            javaType = "String")
    public static final String CUSTOM_EMOJI = "CamelLinqCustomEmoji";

    @Metadata(
            label = "producer",
            description =
                    "For react with a sticker: where it sits on the message. A map or JSON with x and y from -1 to "
                            + "1, scale, and rotation in degrees; each may be left out.",
            javaType = "java.util.Map")
    public static final String STICKER_PLACEMENT = "CamelLinqStickerPlacement";

    @Metadata(
            label = "producer",
            description = "For lists: the cursor of the page to read. Default: the first page.",
            javaType = "String")
    public static final String CURSOR = "CamelLinqCursor";

    @Metadata(
            label = "producer",
            description = "Set by lists with paging=PAGE: the cursor of the next page. Not set at the end.",
            javaType = "String")
    public static final String NEXT_CURSOR = "CamelLinqNextCursor";

    @Metadata(
            label = "producer",
            description = "Set by get-available-line: the short-lived address of a vCard of the line and its backups.",
            javaType = "String")
    public static final String VCF_URL = "CamelLinqVcfUrl";

    @Metadata(
            label = "producer",
            description = "For get-audit: the id of the audit. Set by audit-line.",
            javaType = "String")
    public static final String AUDIT_ID = "CamelLinqAuditId";

    @Metadata(label = "producer", description = "For update-line: the id of the line.", javaType = "String")
    public static final String LINE_ID = "CamelLinqLineId";

    @Metadata(
            label = "producer",
            description = "For update-line: the number that calls to the line are forwarded to.",
            javaType = "String")
    public static final String FORWARDING_NUMBER = "CamelLinqForwardingNumber";

    @Metadata(label = "producer", description = "For block: why the recipient is blocked.", javaType = "String")
    public static final String BLOCK_REASON = "CamelLinqBlockReason";

    private LinqConstants() {}
}
