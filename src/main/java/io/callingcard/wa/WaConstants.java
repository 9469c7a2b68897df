// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import org.apache.camel.spi.Metadata;

import io.callingcard.provider.call.CardConstants;

/** The headers of {@code wa:}; those shared with the other components are inherited. */
public final class WaConstants extends CardConstants {

    @Metadata(
            label = "producer",
            description = "Whether the message is marked as forwarded. Takes precedence over the option `forwarded`.",
            javaType = "Boolean")
    public static final String FORWARDED = "CamelWaForwarded";

    @Metadata(
            label = "producer",
            description = "After how many seconds the message disappears. Takes precedence over the option `duration`.",
            javaType = "Integer")
    public static final String DURATION = "CamelWaDuration";

    @Metadata(
            label = "producer",
            description = "For send-text: the people to mention, separated by commas. The word everyone after an "
                    + "at sign mentions all members of a group.",
            javaType = "String")
    public static final String MENTIONS = "CamelWaMentions";

    @Metadata(
            label = "producer",
            description = "Set by send-contact with several cards: the result of each card. Also set as an exchange "
                    + "property of the same name.",
            javaType = "java.util.List")
    public static final String CONTACT_REPORT = "CamelWaContactReport";

    @Metadata(
            label = "producer",
            description = "For find-sent and list-messages: the earliest time of a message, in ISO 8601, such as "
                    + "2026-03-01T09:00:00Z.",
            javaType = "String")
    public static final String SINCE = "CamelWaSince";

    @Metadata(
            label = "producer",
            description = "Set by find-sent: whether the message was found, and so was sent.",
            javaType = "Boolean")
    public static final String FOUND = "CamelWaFound";

    @Metadata(
            label = "producer",
            description = "For lists: the number of items to skip. Default: 0.",
            javaType = "Integer")
    public static final String OFFSET = "CamelWaOffset";

    @Metadata(
            label = "producer",
            description = "Set by lists with paging=PAGE: the offset of the next page. Not set at the end.",
            javaType = "Integer")
    public static final String NEXT_OFFSET = "CamelWaNextOffset";

    @Metadata(
            label = "producer",
            description = "For join-chat and preview-chat: the invite link of the group. Set by invite-link.",
            javaType = "String")
    public static final String INVITE_LINK = "CamelWaInviteLink";

    @Metadata(label = "producer", description = "For reject-call: the id of the call.", javaType = "String")
    public static final String CALL_ID = "CamelWaCallId";

    @Metadata(
            label = "producer",
            description = "Set by get-status: whether the device is connected to WhatsApp.",
            javaType = "Boolean")
    public static final String CONNECTED = "CamelWaConnected";

    @Metadata(
            label = "producer",
            description = "Set by get-status: whether the device is logged in.",
            javaType = "Boolean")
    public static final String LOGGED_IN = "CamelWaLoggedIn";

    @Metadata(
            label = "producer",
            description = "Set by login: the address of the QR code. Anyone who sees the QR code can take over the "
                    + "account.",
            javaType = "String")
    public static final String QR_LINK = "CamelWaQrLink";

    @Metadata(
            label = "producer",
            description = "Set by login-code: the code to type on the phone.",
            javaType = "String")
    public static final String PAIR_CODE = "CamelWaPairCode";

    @Metadata(
            label = "producer",
            description =
                    "Set by get-passkey: how far the login with a passkey is. none means that WhatsApp asks for no "
                            + "passkey.",
            javaType = "String")
    public static final String PASSKEY_STATUS = "CamelWaPasskeyStatus";

    @Metadata(
            label = "producer",
            description = "For update-chat: the new description of the group.",
            javaType = "String")
    public static final String DESCRIPTION = "CamelWaDescription";

    @Metadata(
            label = "producer",
            description = "For list-chats and list-messages: the text to search for.",
            javaType = "String")
    public static final String SEARCH = "CamelWaSearch";

    @Metadata(
            label = "producer",
            description = "For list-messages: the latest time of a message, in ISO 8601.",
            javaType = "String")
    public static final String UNTIL = "CamelWaUntil";

    @Metadata(
            label = "producer",
            description = "For list-channel-messages: the id of a message. Only older messages are listed. "
                    + "Default: the newest messages.",
            javaType = "String")
    public static final String BEFORE = "CamelWaBefore";

    private WaConstants() {}
}
