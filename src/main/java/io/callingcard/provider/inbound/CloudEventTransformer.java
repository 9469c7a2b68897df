// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.time.Instant;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.Transformer;

import io.callingcard.provider.wire.Json;

/**
 * Converts a received event to a CloudEvent: the attributes as headers, the event as JSON. Other bodies stay as they
 * are.
 */
public abstract class CloudEventTransformer extends Transformer {

    private static final String HEADER = "CamelCloudEvent";
    private static final String VERSION = "1.0";
    private static final String JSON = "application/json";

    @Override
    public void transform(Message message, DataType fromType, DataType toType) {
        if (message.getBody() instanceof InboundEvent event) {
            describe(message, event);
        }
    }

    /** Writes the attributes of the event as headers, and the event as JSON. */
    static void describe(Message message, InboundEvent event) {
        Map<String, Object> headers = message.getHeaders();
        headers.put(HEADER + "Version", VERSION);
        headers.put(HEADER + "ID", event.id());
        headers.put(HEADER + "Type", "io.callingcard." + event.type().word());
        headers.put(HEADER + "Source", "/" + event.provider() + (event.line() == null ? "" : "/" + event.line()));
        put(headers, "Subject", event.chat());
        Instant time = event.occurredAt() == null ? event.receivedAt() : event.occurredAt();
        headers.put(HEADER + "Time", time.toString());
        headers.put(HEADER + "DataContentType", JSON);
        headers.put(Exchange.CONTENT_TYPE, JSON);
        message.setBody(Json.write(event));
    }

    private static void put(Map<String, Object> headers, String attribute, String value) {
        if (value != null) {
            headers.put(HEADER + attribute, value);
        }
    }
}
