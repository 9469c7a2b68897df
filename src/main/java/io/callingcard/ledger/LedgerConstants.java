package io.callingcard.ledger;

import org.apache.camel.spi.Metadata;

import io.callingcard.provider.call.CardConstants;

/** The headers of {@code ledger:}; chats are named by the headers that all components share. */
public final class LedgerConstants {

    @Metadata(
            label = "producer",
            description = "The chat's provider: chert, linq or wa. Chats of different providers are different chats.",
            javaType = "String")
    public static final String PROVIDER = CardConstants.PROVIDER;

    @Metadata(
            label = "producer",
            description = "The person's number, or e-mail address. Read before the option `person`.",
            javaType = "String")
    public static final String RECIPIENT = CardConstants.RECIPIENT;

    @Metadata(label = "producer", description = "The provider's id of the chat.", javaType = "String")
    public static final String CHAT_ID = CardConstants.CHAT_ID;

    @Metadata(label = "producer", description = "Our own number in the chat.", javaType = "String")
    public static final String FROM = CardConstants.FROM;

    @Metadata(
            label = "producer",
            description = "The key of a step: written by in-doubt, read by settle and resolve.",
            javaType = "String")
    public static final String KEY = "CamelLedgerKey";

    @Metadata(
            label = "producer",
            description = "Written by in-doubt: since when the history is to be looked at, as an ISO time.",
            javaType = "String")
    public static final String SINCE = "CamelLedgerSince";

    @Metadata(
            label = "producer",
            description =
                    "Written by settle: how the step was settled: NEVER_BEGUN, FOUND, REPEATABLE, POLICY or GONE.",
            javaType = "String")
    public static final String FINDING = "CamelLedgerFinding";

    @Metadata(
            label = "producer",
            description = "Read by resolve before the option `resolution`: SENT or NOT_SENT, as a person found out.",
            javaType = "String")
    public static final String RESOLUTION = "CamelLedgerResolution";

    @Metadata(
            label = "producer",
            description = "Written by consent: whether the person may be written to.",
            javaType = "Boolean")
    public static final String CONSENT = "CamelLedgerConsent";

    @Metadata(
            label = "producer",
            description = "Written by keyword: STOP, START or HELP, when the text is one of these words in any language"
                    + " that the words know.",
            javaType = "String")
    public static final String KEYWORD = "CamelLedgerKeyword";

    @Metadata(
            label = "producer",
            description = "Written by once: whether the chat may be sent the step, which is ours to do then.",
            javaType = "Boolean")
    public static final String OURS = "CamelLedgerOurs";

    @Metadata(
            label = "producer",
            description = "Written by the operations that change something: how many rows.",
            javaType = "Long")
    public static final String COUNT = "CamelLedgerCount";

    @Metadata(
            label = "producer",
            description = "Written by add-leads: the leads that were refused, as CSV with the reason in front.",
            javaType = "String")
    public static final String REJECTED = "CamelLedgerRejected";

    @Metadata(
            label = "producer,consumer",
            description = "The campaign of a lead or a share. Read before the option `campaign`.",
            javaType = "String")
    public static final String CAMPAIGN = "CamelLedgerCampaign";

    @Metadata(
            label = "consumer",
            description = "Of a lead: all that the CRM said; also the body, at first.",
            javaType = "io.callingcard.ledger.Lead")
    public static final String LEAD = "CamelLedgerLead";

    @Metadata(
            label = "consumer",
            description = "Of a lead: the welcome text, with the lead's own words in it.",
            javaType = "String")
    public static final String TEXT = "CamelLedgerText";

    @Metadata(
            label = "consumer",
            description = "Of a lead: the second text; absent when the campaign has none.",
            javaType = "String")
    public static final String FOLLOW_UP = "CamelLedgerFollowUp";

    @Metadata(
            label = "consumer",
            description = "Of a lead or a share: what is done about the card: SEND, SHARE or NONE.",
            javaType = "String")
    public static final String CARD = "CamelLedgerCard";

    @Metadata(
            label = "consumer",
            description = "Of a lead or a share: the contact card to send: a map of the documented shape,"
                    + " JSON or a vCard.",
            javaType = "Object")
    public static final String CONTACT = "CamelLedgerContact";

    private LedgerConstants() {}
}
