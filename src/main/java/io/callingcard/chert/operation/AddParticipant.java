package io.callingcard.chert.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.ChertConstants;
import io.callingcard.chert.model.Participants;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Adds someone to a group. */
public record AddParticipant(ChertConfiguration configuration) implements SingleCall {

    private static final CallParameter PARTICIPANT = new CallParameter("participant", ChertConstants.PARTICIPANT);

    @Override
    public WireRequest request(Exchange exchange) {
        String chatId = Address.chat(exchange, configuration);
        return ChertRequests.post(
                "add-participant",
                ChertRequests.chats(chatId, "/participants"),
                Json.object().put("address", participant(exchange, configuration)));
    }

    /** A group member: an e-mail address as it is, anything else as a number. */
    static String participant(Exchange exchange, ChertConfiguration configuration) {
        String given = PARTICIPANT.required(exchange, configuration.getParticipant());
        return given.contains("@") ? given : Address.number(given, PARTICIPANT.name(), configuration);
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return changed(answer);
    }

    static OperationResult changed(JsonNode answer) {
        Participants participants = Json.read(answer, Participants.class);
        return OperationResult.of(participants).with(ChertConstants.CHAT_ID, participants.chatId());
    }
}
