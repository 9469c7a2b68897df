package io.callingcard.wa;

import org.apache.camel.spi.DataTypeTransformer;

import io.callingcard.provider.inbound.CloudEventTransformer;

/** Turns the WhatsApp gateway's events into CloudEvents, for those who ask for it. */
@DataTypeTransformer(
        name = "wa:application-cloudevents",
        description = "Adds CloudEvent headers of a received event to the message, and gives the event as JSON")
public class WaCloudEventDataTypeTransformer extends CloudEventTransformer {}
