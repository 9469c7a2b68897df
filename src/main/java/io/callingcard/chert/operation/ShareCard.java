package io.callingcard.chert.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.model.CardShared;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.AddressedCall;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Shares the line's own card, as it is saved on the device behind the line. */
public record ShareCard(ChertConfiguration configuration) implements AddressedCall {

    private static final String NAME = "share-card";

    @Override
    public WireRequest request(Exchange exchange, Address address) {
        if (address.hasChat()) {
            return ChertRequests.post(NAME, ChertRequests.chats(address.chatId(), "/share-contact-info"));
        }
        return ChertRequests.post(
                NAME,
                ChertRequests.API + "/chats/share-contact-info",
                Json.object().put("to", address.recipient()));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        CardShared shared = Json.read(answer, CardShared.class);
        return OperationResult.of(shared).with(CardConstants.CHAT_ID, shared.chatId());
    }
}
