package io.callingcard.linq.operation;

import java.util.Locale;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.linq.model.Accepted;
import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Gives a message a reaction, or takes it away. */
public record React(LinqConfiguration configuration) implements SingleCall {

    static final CallParameter MESSAGE_ID = new CallParameter("messageId", LinqConstants.MESSAGE_ID);
    private static final CallParameter REACTION = new CallParameter("reaction", LinqConstants.REACTION);
    private static final CallParameter EMOJI = new CallParameter("customEmoji", LinqConstants.CUSTOM_EMOJI);
    private static final CallParameter PART_INDEX = new CallParameter("partIndex", LinqConstants.PART_INDEX);
    private static final Set<String> KNOWN =
            Set.of("love", "like", "dislike", "laugh", "emphasize", "question", "custom");

    @Override
    public WireRequest request(Exchange exchange) {
        String messageId = MESSAGE_ID.required(exchange, configuration.getMessageId());
        String given = REACTION.text(exchange, configuration.getReaction());
        String type = (given == null ? MessageBody.text(exchange).strip() : given).toLowerCase(Locale.ROOT);
        if (!KNOWN.contains(type)) {
            throw new InvalidValueException(
                    "reaction", "must be love, like, dislike, laugh, emphasize, question or custom");
        }
        ObjectNode body = Json.object()
                .put("operation", configuration.isRemoveReaction() ? "remove" : "add")
                .put("type", type);
        if (type.equals("custom")) {
            body.put("custom_emoji", EMOJI.required(exchange, configuration.getCustomEmoji()));
        }
        Integer part = PART_INDEX.as(Integer.class, exchange, configuration.getPartIndex());
        if (part != null) {
            body.put("part_index", part);
        }
        return LinqRequests.send("react", HttpMethod.POST, LinqRequests.message(messageId, "/reactions"), body);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(Json.read(answer, Accepted.class));
    }
}
