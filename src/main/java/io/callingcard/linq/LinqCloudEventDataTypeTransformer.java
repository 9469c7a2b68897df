// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import org.apache.camel.spi.DataTypeTransformer;

import io.callingcard.provider.inbound.CloudEventTransformer;

/** Converts Linq's events to CloudEvents. */
@DataTypeTransformer(
        name = "linq:application-cloudevents",
        description = "Adds CloudEvent headers of a received event to the message, and gives the event as JSON")
public class LinqCloudEventDataTypeTransformer extends CloudEventTransformer {}
