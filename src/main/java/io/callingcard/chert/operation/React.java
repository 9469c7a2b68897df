package io.callingcard.chert.operation;

import java.util.Locale;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.ChertConstants;
import io.callingcard.chert.model.Reacted;
import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Reacts to a message, from the line that has it. */
public record React(ChertConfiguration configuration) implements SingleCall {

    static final CallParameter MESSAGE_ID = new CallParameter("messageId", ChertConstants.MESSAGE_ID);
    private static final CallParameter REACTION = new CallParameter("reaction", ChertConstants.REACTION);
    private static final Set<String> KNOWN = Set.of("love", "like", "dislike", "laugh", "emphasize", "question");

    @Override
    public WireRequest request(Exchange exchange) {
        String messageId = MESSAGE_ID.required(exchange, configuration.getMessageId());
        String given = REACTION.text(exchange, configuration.getReaction());
        String reaction = (given == null ? MessageBody.text(exchange).strip() : given).toLowerCase(Locale.ROOT);
        if (!KNOWN.contains(reaction)) {
            throw new InvalidValueException("reaction", "must be love, like, dislike, laugh, emphasize or question");
        }
        return ChertRequests.post(
                "react",
                ChertRequests.messages(messageId, "/react"),
                Json.object().put("reaction", reaction));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        Reacted reacted = Json.read(answer, Reacted.class);
        return OperationResult.of(reacted).with(ChertConstants.MESSAGE_ID, reacted.messageId());
    }
}
