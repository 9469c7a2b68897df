package io.callingcard.linq;

import org.apache.camel.spi.DataTypeTransformer;

import io.callingcard.provider.inbound.CloudEventTransformer;

/** Turns Linq's events into CloudEvents, for those who ask for it. */
@DataTypeTransformer(
        name = "linq:application-cloudevents",
        description = "Adds CloudEvent headers of a received event to the message, and gives the event as JSON")
public class LinqCloudEventDataTypeTransformer extends CloudEventTransformer {}
