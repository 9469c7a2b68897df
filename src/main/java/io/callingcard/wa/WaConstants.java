package io.callingcard.wa;

import org.apache.camel.spi.Metadata;

import io.callingcard.provider.call.CardConstants;

/** The headers of {@code wa:}; those shared with the other components are inherited. */
public final class WaConstants extends CardConstants {

    @Metadata(
            label = "producer",
            description = "Whether the message is marked as forwarded. Read before the option `forwarded`.",
            javaType = "Boolean")
    public static final String FORWARDED = "CamelWaForwarded";

    @Metadata(
            label = "producer",
            description = "After how many seconds the message disappears: 0, 86400, 604800 or 7776000. Read before the "
                    + "option `duration`.",
            javaType = "Integer")
    public static final String DURATION = "CamelWaDuration";

    @Metadata(
            label = "producer",
            description =
                    "For send-text: the numbers that are mentioned, separated by commas, or @everyone. Read before "
                            + "the option `mentions`.",
            javaType = "String")
    public static final String MENTIONS = "CamelWaMentions";

    @Metadata(
            label = "producer",
            description =
                    "For send-contact with several cards: what became of each. Written as an exchange property of "
                            + "the same name too, which is there also when one of them failed.",
            javaType = "java.util.List")
    public static final String CONTACT_REPORT = "CamelWaContactReport";

    @Metadata(
            label = "producer",
            description = "For list-messages and settle: from when on, such as 2026-03-01T09:00:00Z. Read before the "
                    + "option `since`.",
            javaType = "String")
    public static final String SINCE = "CamelWaSince";

    @Metadata(
            label = "producer",
            description =
                    "Written by settle: whether the message stands in the history, and so was sent. Where it does "
                            + "not, nothing is proven.",
            javaType = "Boolean")
    public static final String FOUND = "CamelWaFound";

    @Metadata(
            label = "producer",
            description = "For lists: how many items to skip. Read before the option `offset`.",
            javaType = "Integer")
    public static final String OFFSET = "CamelWaOffset";

    @Metadata(
            label = "producer",
            description = "Written by lists of one page: the offset of the next page; absent at the end.",
            javaType = "Integer")
    public static final String NEXT_OFFSET = "CamelWaNextOffset";

    @Metadata(
            label = "producer",
            description =
                    "The link of a group. Read by join-chat and preview-chat before the option `inviteLink`; written "
                            + "by invite-link.",
            javaType = "String")
    public static final String INVITE_LINK = "CamelWaInviteLink";

    @Metadata(
            label = "producer",
            description = "For reject-call: the call. Read before the option `callId`.",
            javaType = "String")
    public static final String CALL_ID = "CamelWaCallId";

    @Metadata(
            label = "producer",
            description = "Written by status: whether the device is connected to WhatsApp.",
            javaType = "Boolean")
    public static final String CONNECTED = "CamelWaConnected";

    @Metadata(
            label = "producer",
            description = "Written by status: whether the device is logged in.",
            javaType = "Boolean")
    public static final String LOGGED_IN = "CamelWaLoggedIn";

    @Metadata(
            label = "producer",
            description =
                    "Written by login: where the picture of the QR code is. Anybody who knows the address can see "
                            + "it.",
            javaType = "String")
    public static final String QR_LINK = "CamelWaQrLink";

    @Metadata(
            label = "producer",
            description = "Written by login-code: the code to type on the phone.",
            javaType = "String")
    public static final String PAIR_CODE = "CamelWaPairCode";

    private WaConstants() {}
}
