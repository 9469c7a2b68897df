// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import org.apache.camel.spi.Metadata;

import io.callingcard.provider.call.CardConstants;

/** The headers of {@code campaign:}. The headers that all components share name the chat. */
public final class CampaignConstants {

    @Metadata(
            label = "producer",
            description = "The provider of the chat: chert, linq or wa. Each provider has its own chats.",
            javaType = "String")
    public static final String PROVIDER = CardConstants.PROVIDER;

    @Metadata(
            label = "producer",
            description = "The person's phone number or email address. Has precedence over the option person.",
            javaType = "String")
    public static final String RECIPIENT = CardConstants.RECIPIENT;

    @Metadata(label = "producer", description = "The provider's id of the chat.", javaType = "String")
    public static final String CHAT_ID = CardConstants.CHAT_ID;

    @Metadata(label = "producer", description = "Your own number in the chat.", javaType = "String")
    public static final String FROM = CardConstants.FROM;

    @Metadata(
            label = "producer,consumer",
            description = "The name of the campaign of a lead or a share. Has precedence over the option campaign.",
            javaType = "String")
    public static final String NAME = "CamelCampaignName";

    @Metadata(
            label = "consumer",
            description = "Set by leads: the lead as the CRM gave it. The body is the same lead when the route starts.",
            javaType = "io.callingcard.campaign.Lead")
    public static final String LEAD = "CamelCampaignLead";

    @Metadata(
            label = "consumer",
            description = "Set by leads: the welcome text with the values of the lead.",
            javaType = "String")
    public static final String TEXT = "CamelCampaignText";

    @Metadata(
            label = "producer,consumer",
            description = "Set by leads and due-follow-ups: the second text. Not set if the campaign has none. "
                    + "leads does not set it if the campaign sends the text later.",
            javaType = "String")
    public static final String FOLLOW_UP = "CamelCampaignFollowUp";

    @Metadata(
            label = "producer,consumer",
            description = "Set by leads and due: what to do with the card. SEND, SHARE or NONE.",
            javaType = "String")
    public static final String CARD_ACTION = "CamelCampaignCardAction";

    @Metadata(
            label = "producer,consumer",
            description = "Set by leads and due: the contact card to send, as a map, JSON or a vCard.",
            javaType = "Object")
    public static final String CONTACT = "CamelCampaignContact";

    @Metadata(label = "producer", description = "Set by consent: false if the person opted out.", javaType = "Boolean")
    public static final String CONSENT = "CamelCampaignConsent";

    @Metadata(
            label = "producer",
            description = "Set by keyword: STOP, START or HELP. Not set if the text is none of the words.",
            javaType = "String")
    public static final String KEYWORD = "CamelCampaignKeyword";

    @Metadata(
            label = "producer",
            description = "Set by add-leads: the refused leads as CSV, with the reason in the first column. Not "
                    + "set if all leads were accepted.",
            javaType = "String")
    public static final String REJECTED = "CamelCampaignRejected";

    @Metadata(
            label = "producer",
            description = "For add-leads: true reports which leads would be accepted, known or refused, and "
                    + "stores nothing. Has precedence over the option dryRun.",
            javaType = "Boolean")
    public static final String DRY_RUN = "CamelCampaignDryRun";

    @Metadata(
            label = "producer",
            description =
                    "Set by add-leads, replay and set-aside: the number of leads. Set by opt-out, opt-in, pause, resume and "
                            + "resume-line: 1, or 0 if nothing changed.",
            javaType = "Long")
    public static final String COUNT = "CamelCampaignCount";

    @Metadata(
            label = "producer",
            description = "Set by observe: the ids of received files of unknown type, which may be contact "
                    + "cards. Set only if the chat still gets shares that a card would end.",
            javaType = "List<String>")
    public static final String FILES = "CamelCampaignFiles";

    @Metadata(
            label = "producer",
            description = "For pause-line: when the pause ends. Has precedence over the option pause.",
            javaType = "java.time.Instant")
    public static final String UNTIL = "CamelCampaignUntil";

    @Metadata(label = "producer", description = "For edit: why the campaign is changed.", javaType = "String")
    public static final String NOTE = "CamelCampaignNote";

    @Metadata(
            label = "producer",
            description =
                    "For people: a part of a number, a name or a campaign. Has precedence over the option search.",
            javaType = "String")
    public static final String SEARCH = "CamelCampaignSearch";

    @Metadata(
            label = "producer",
            description = "For people: the state, such as in_doubt. Has precedence over the option state.",
            javaType = "String")
    public static final String STATE = "CamelCampaignState";

    @Metadata(
            label = "producer",
            description = "For people: a provider such as linq, or a provider, a colon and your number in E.164 "
                    + "format. Has precedence over the option line.",
            javaType = "String")
    public static final String LINE = "CamelCampaignLine";

    @Metadata(
            label = "producer",
            description = "For people: where the page starts. Take the value next from the page before. Default: "
                    + "the first page.",
            javaType = "String")
    public static final String AFTER = "CamelCampaignAfter";

    @Metadata(
            label = "producer",
            description = "For replay and set-aside: the key of one lead, as report shows it.",
            javaType = "String")
    public static final String LEAD_KEY = "CamelCampaignLeadKey";

    @Metadata(
            label = "producer",
            description = "For set-aside, opt-out and opt-in: the reason that a report shows. Has precedence over the "
                    + "option reason.",
            javaType = "String")
    public static final String REASON = "CamelCampaignReason";

    @Metadata(
            label = "producer",
            description =
                    "For edit: the newest version that the person has seen; the edit fails if there is a newer one. "
                            + "Set by edit: the version that was saved.",
            javaType = "Integer")
    public static final String VERSION = "CamelCampaignVersion";

    @Metadata(
            label = "producer",
            description = "For edit, pause, resume, pause-line, resume-line, replay, set-aside, opt-out and "
                    + "opt-in: the name of the operator, for the audit log. versions shows the name too.",
            javaType = "String")
    public static final String USER = "CamelCampaignUser";

    private CampaignConstants() {}
}
