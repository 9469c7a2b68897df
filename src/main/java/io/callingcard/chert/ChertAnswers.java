// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.chert.model.Chat;
import io.callingcard.chert.model.Message;
import io.callingcard.chert.model.PhoneLine;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Json;

/** Reads the answers of Chert that are not a single record. */
final class ChertAnswers {

    private ChertAnswers() {}

    static OperationResult chat(JsonNode answer) {
        Chat chat = Json.read(answer.path("chat"), Chat.class);
        return OperationResult.of(chat).with(ChertConstants.CHAT_ID, chat == null ? null : chat.id());
    }

    static OperationResult messages(JsonNode answer) {
        List<Message> messages = Arrays.asList(Json.read(answer.withArray("/messages"), Message[].class));
        return OperationResult.of(messages)
                .with(ChertConstants.HAS_MORE, answer.path("has_more").asBoolean());
    }

    /** Reads a message. The provider does not document whether it is the answer itself or its field {@code message}. */
    static OperationResult message(JsonNode answer) {
        return Json.read(answer.has("message") ? answer.get("message") : answer, Message.class)
                .result();
    }

    static OperationResult lines(JsonNode answer) {
        return OperationResult.of(Arrays.asList(readLines(answer)));
    }

    static PhoneLine[] readLines(JsonNode answer) {
        return Json.read(answer.withArray("/phone_numbers"), PhoneLine[].class);
    }

    /** Reads a sent message, for which Chert has three shapes. */
    static OperationResult sent(JsonNode answer) {
        if (answer.has("chat")) {
            Chat.Created created = Json.read(answer, Chat.Created.class);
            return message(OperationResult.of(created), created.message())
                    .with(ChertConstants.CHAT_ID, created.chat().id());
        }
        if (answer.has("message")) {
            Message message = Json.read(answer.get("message"), Message.class);
            return message(OperationResult.of(message), message);
        }
        Message.Sent sent = Json.read(answer, Message.Sent.class);
        return OperationResult.of(sent)
                .with(ChertConstants.MESSAGE_ID, sent.messageId())
                .with(ChertConstants.CHAT_ID, chatOf(answer))
                .with(ChertConstants.PHONE_LINE_ID, sent.phoneLineId())
                .with(ChertConstants.LEAD_CREATED, sent.leadCreated());
    }

    private static OperationResult message(OperationResult result, Message message) {
        return message == null
                ? result
                : result.with(ChertConstants.MESSAGE_ID, message.id()).with(ChertConstants.CHAT_ID, message.chatId());
    }

    /** Returns the chat's id. After a message to a number, Chert calls it the lead's id; some answers have both. */
    private static String chatOf(JsonNode answer) {
        return answer.path("chat_id").asText(answer.path("lead_id").asText(null));
    }
}
