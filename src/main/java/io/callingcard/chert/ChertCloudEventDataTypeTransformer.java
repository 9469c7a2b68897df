package io.callingcard.chert;

import org.apache.camel.spi.DataTypeTransformer;

import io.callingcard.provider.inbound.CloudEventTransformer;

/** Turns Chert's events into CloudEvents, for those who ask for it. */
@DataTypeTransformer(
        name = "chert:application-cloudevents",
        description = "Adds CloudEvent headers of a received event to the message, and gives the event as JSON")
public class ChertCloudEventDataTypeTransformer extends CloudEventTransformer {}
