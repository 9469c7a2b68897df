package io.callingcard.chert;

import org.apache.camel.spi.Metadata;

import io.callingcard.provider.call.CardConstants;

/** The headers of {@code chert:}; those shared with the other components are inherited. */
public final class ChertConstants extends CardConstants {

    @Metadata(
            label = "producer",
            description = "For send-text and send-location: the line to send from, by its id. Read before the option"
                    + " `phoneLineId`; written by the answers that name their line.",
            javaType = "String")
    public static final String PHONE_LINE_ID = "CamelChertPhoneLineId";

    @Metadata(
            label = "producer",
            description = "For send-text to a number: the display name of the lead. Read before the option `leadName`.",
            javaType = "String")
    public static final String LEAD_NAME = "CamelChertLeadName";

    @Metadata(
            label = "producer",
            description = "For send-text to a number: your own id of the lead. Read before the option `externalId`.",
            javaType = "String")
    public static final String EXTERNAL_ID = "CamelChertExternalId";

    @Metadata(
            label = "producer",
            description = "Written by send-text to a number: whether the lead is new.",
            javaType = "Boolean")
    public static final String LEAD_CREATED = "CamelChertLeadCreated";

    @Metadata(
            label = "producer",
            description = "For create-chat: the group's name. Read before the option `subject`.",
            javaType = "String")
    public static final String SUBJECT = "CamelChertSubject";

    @Metadata(
            label = "producer",
            description = "For send-location: the name of the place. Read before the option `locationLabel`.",
            javaType = "String")
    public static final String LOCATION_LABEL = "CamelChertLocationLabel";

    @Metadata(
            label = "producer",
            description = "For send-location: the address of the place. Read before the option `locationAddress`.",
            javaType = "String")
    public static final String LOCATION_ADDRESS = "CamelChertLocationAddress";

    @Metadata(
            label = "producer",
            description = "For send-location: the delivery chat. Read before the option `deliveryChatId`.",
            javaType = "String")
    public static final String DELIVERY_CHAT_ID = "CamelChertDeliveryChatId";

    @Metadata(
            label = "producer",
            description = "Written by list-messages: whether older messages exist that the provider does not list.",
            javaType = "Boolean")
    public static final String HAS_MORE = "CamelChertHasMore";

    private ChertConstants() {}
}
