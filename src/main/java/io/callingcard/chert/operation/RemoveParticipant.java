package io.callingcard.chert.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/** Removes someone from a group; at least three must remain. */
public record RemoveParticipant(ChertConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        String chatId = Address.chat(exchange, configuration);
        Target member = Target.of(ChertRequests.chats(chatId, "/participants"))
                .id(AddParticipant.participant(exchange, configuration));
        return WireRequest.lasting("remove-participant", HttpMethod.DELETE, member.toString(), WireBody.EMPTY);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return AddParticipant.changed(answer);
    }
}
