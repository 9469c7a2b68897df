// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import org.apache.camel.spi.Metadata;

import io.callingcard.provider.call.CardConstants;

/** The headers of {@code chert:}; those shared with the other components are inherited. */
public final class ChertConstants extends CardConstants {

    @Metadata(
            label = "producer",
            description = "For send-text and send-location: the id of the line to send from. Takes precedence over the "
                    + "option `phoneLineId`. Set by answers that name their line.",
            javaType = "String")
    public static final String PHONE_LINE_ID = "CamelChertPhoneLineId";

    @Metadata(
            label = "producer",
            description = "For send-text to a number: the display name of the lead.",
            javaType = "String")
    public static final String LEAD_NAME = "CamelChertLeadName";

    @Metadata(
            label = "producer",
            description = "For send-text to a number: your own id of the lead.",
            javaType = "String")
    public static final String EXTERNAL_ID = "CamelChertExternalId";

    @Metadata(
            label = "producer",
            description = "Set by send-text to a number: whether the lead is new.",
            javaType = "Boolean")
    public static final String LEAD_CREATED = "CamelChertLeadCreated";

    @Metadata(label = "producer", description = "For create-chat: the name of the group.", javaType = "String")
    public static final String SUBJECT = "CamelChertSubject";

    @Metadata(label = "producer", description = "For send-location: the name of the place.", javaType = "String")
    public static final String LOCATION_LABEL = "CamelChertLocationLabel";

    @Metadata(label = "producer", description = "For send-location: the address of the place.", javaType = "String")
    public static final String LOCATION_ADDRESS = "CamelChertLocationAddress";

    @Metadata(
            label = "producer",
            description = "For send-location: the id of the delivery chat at the provider. It is not the chat id "
                    + "of the other operations.",
            javaType = "String")
    public static final String DELIVERY_CHAT_ID = "CamelChertDeliveryChatId";

    @Metadata(
            label = "producer",
            description = "Set by list-messages: whether older messages exist that the provider does not list.",
            javaType = "Boolean")
    public static final String HAS_MORE = "CamelChertHasMore";

    @Metadata(
            label = "producer",
            description = "For messages: marks the lead as a test. The provider does not document it.",
            javaType = "Boolean")
    public static final String TEST_LEAD = "CamelChertTestLead";

    @Metadata(
            label = "producer",
            description = "For send-location: when the pin expires, in ISO 8601.",
            javaType = "String")
    public static final String LOCATION_EXPIRES = "CamelChertLocationExpires";

    private ChertConstants() {}
}
