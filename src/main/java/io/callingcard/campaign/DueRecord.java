// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.ledger.ChatNames;
import io.callingcard.provider.wire.Json;

import static io.callingcard.provider.wire.Json.text;

/** A chat that is due, as it is handed to another system. */
record DueRecord(String campaign, ChatNames names) {

    /** Reads the JSON of {@link #asMap}. */
    static DueRecord read(byte[] json) {
        JsonNode due = Json.read(json == null ? new byte[0] : json)
                .filter(JsonNode::isObject)
                .orElseThrow(() -> refused("body", RefusalReason.UNREADABLE, "is not a JSON object."));
        ChatNames names =
                new ChatNames(required(due, "provider"), text(due, "line"), text(due, "person"), text(due, "chat_id"));
        if (names.address() == null && names.chatId() == null) {
            throw refused("person", RefusalReason.MISSING, "is missing, and chat_id too.");
        }
        return new DueRecord(required(due, "campaign"), names);
    }

    private static String required(JsonNode due, String field) {
        String value = text(due, field);
        if (value == null) {
            throw refused(field, RefusalReason.MISSING, "is missing.");
        }
        return value;
    }

    private static RefusedLeadException refused(String field, RefusalReason code, String reason) {
        return new RefusedLeadException(field, code, reason);
    }

    /** The same as the headers, for routes that send the chat to another system. */
    Map<String, Object> asMap() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("campaign", campaign);
        body.put("provider", names.provider());
        body.put("line", names.line());
        body.put("person", names.address());
        body.put("chat_id", names.chatId());
        return body;
    }

    @Override
    public String toString() {
        return "DueRecord[" + campaign + "]";
    }
}
