// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import org.apache.camel.spi.DataTypeTransformer;

import io.callingcard.provider.inbound.CloudEventTransformer;

/** Converts the events of the WhatsApp gateway to CloudEvents. */
@DataTypeTransformer(
        name = "wa:application-cloudevents",
        description = "Adds CloudEvent headers of a received event to the message, and gives the event as JSON")
public class WaCloudEventDataTypeTransformer extends CloudEventTransformer {}
