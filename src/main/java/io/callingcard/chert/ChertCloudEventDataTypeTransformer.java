// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import org.apache.camel.spi.DataTypeTransformer;

import io.callingcard.provider.inbound.CloudEventTransformer;

/** Converts events of Chert to CloudEvents. */
@DataTypeTransformer(
        name = "chert:application-cloudevents",
        description = "Adds CloudEvent headers of a received event to the message, and gives the event as JSON")
public class ChertCloudEventDataTypeTransformer extends CloudEventTransformer {}
