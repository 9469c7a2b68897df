package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.linq.model.VoiceMemo;
import io.callingcard.provider.body.AttachmentUpload;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;

/** Sends a voice memo into a chat: uploads the body, names an attachment, or says where it can be fetched. */
public record SendVoice(LinqConfiguration configuration) implements Operation {

    private static final String NAME = "send-voice";

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        String chatId = Address.chat(exchange, configuration);
        return memo(exchange, chatId, client)
                .compose(memo -> client.json(
                        LinqRequests.send(NAME, HttpMethod.POST, LinqRequests.chat(chatId, "/voicememo"), memo),
                        answer -> result(answer, chatId)));
    }

    private Future<ObjectNode> memo(Exchange exchange, String chatId, ProviderClient client) {
        String url = SendMedia.MEDIA_URL.text(exchange, configuration.getMediaUrl());
        if (url != null) {
            return Future.succeededFuture(
                    Json.object().put("voice_memo_url", MessageParts.https(SendMedia.MEDIA_URL.name(), url)));
        }
        String id = SendMedia.ATTACHMENT_ID.text(exchange, configuration.getAttachmentId());
        return (id == null
                        ? new AttachmentUpload(NAME, LinqRequests.ATTACHMENTS, configuration)
                                .body(exchange, new Address(chatId, null), client)
                        : Future.succeededFuture(id))
                .map(uploaded -> Json.object().put("attachment_id", uploaded));
    }

    private OperationResult result(JsonNode answer, String chatId) {
        VoiceMemo memo = Json.read(answer.path("voice_memo"), VoiceMemo.class);
        configuration.memory().wrote(chatId);
        return OperationResult.of(memo)
                .with(LinqConstants.CHAT_ID, chatId)
                .with(LinqConstants.MESSAGE_ID, memo == null ? null : memo.id())
                .with(LinqConstants.SERVICE, memo == null ? null : memo.service());
    }
}
