// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.Arrays;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.linq.model.Handle;
import io.callingcard.linq.model.Line;
import io.callingcard.linq.model.Message;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Json;

/** Reads those answers of Linq that are more than one record, or set headers of Linq's own. */
final class LinqAnswers {

    private LinqAnswers() {}

    static OperationResult message(JsonNode answer) {
        Message message = Json.read(answer, Message.class);
        return OperationResult.of(message)
                .with(LinqConstants.MESSAGE_ID, message.id())
                .with(LinqConstants.CHAT_ID, message.chatId())
                .with(LinqConstants.SERVICE, message.service())
                .with(LinqConstants.DELIVERY_STATUS, message.deliveryStatus());
    }

    static OperationResult capability(JsonNode answer) {
        Handle.Capability capability = Json.read(answer, Handle.Capability.class);
        return OperationResult.of(capability)
                .with(LinqConstants.AVAILABLE, capability.available())
                .with(LinqConstants.SERVICE, capability.selectedService());
    }

    static OperationResult availableLine(JsonNode answer) {
        Line.Offer line = Json.read(answer, Line.Offer.class);
        return OperationResult.of(line)
                .with(LinqConstants.FROM, line.phoneNumber())
                .with(LinqConstants.VCF_URL, line.vcfUrl());
    }

    /** The answer stays a tree: the provider does not document its shape. */
    static OperationResult audit(JsonNode answer) {
        return OperationResult.of(answer)
                .with(
                        LinqConstants.AUDIT_ID,
                        answer.path("audit_id").asText(answer.path("id").asText(null)));
    }

    static OperationResult blocked(JsonNode answer) {
        return list(answer, "/blocked_handles", Handle.Blocked[].class);
    }

    static OperationResult eventTypes(JsonNode answer) {
        return list(answer, "/events", String[].class);
    }

    private static <T> OperationResult list(JsonNode answer, String field, Class<T[]> type) {
        return OperationResult.of(Arrays.asList(Json.read(answer.withArray(field), type)));
    }
}
