// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.model.Chat;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Json;

/** Sends a voice memo to a chat: uploads the body, names an attachment, or names an address of the file. */
final class SendVoice implements Operation<LinqConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<LinqConfiguration> call) {
        String chatId = Address.CHAT.required(exchange, call.options());
        return memo(exchange, chatId, call)
                .map(memo -> notifying(memo, call.options()))
                .compose(memo -> call.client()
                        .json(
                                call.request(HttpMethod.POST, LinqRequests.chat(chatId, "/voicememo"), memo),
                                answer -> result(answer, chatId, call.options())));
    }

    private static Future<ObjectNode> memo(Exchange exchange, String chatId, Call<LinqConfiguration> call) {
        String url = LinqParameters.MEDIA_URL.text(exchange, call.options());
        return url == null
                ? SendMedia.attachment(exchange, new Address(chatId, null), call)
                        .map(id -> Json.object().put("attachment_id", id))
                : Future.succeededFuture(
                        Json.object().put("voice_memo_url", MessageParts.https(LinqParameters.MEDIA_URL.name(), url)));
    }

    private static ObjectNode notifying(ObjectNode memo, LinqConfiguration options) {
        return options.isForceNotify() ? memo.put("force_notify", true) : memo;
    }

    private static OperationResult result(JsonNode answer, String chatId, LinqConfiguration options) {
        Chat.Voice memo = Json.read(answer.path("voice_memo"), Chat.Voice.class);
        options.memory().wrote(chatId);
        return OperationResult.of(memo)
                .with(LinqConstants.CHAT_ID, chatId)
                .with(LinqConstants.MESSAGE_ID, memo == null ? null : memo.id())
                .with(LinqConstants.SERVICE, memo == null ? null : memo.service());
    }
}
