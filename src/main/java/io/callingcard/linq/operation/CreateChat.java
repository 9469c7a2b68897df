package io.callingcard.linq.operation;

import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.provider.Address;
import io.callingcard.provider.OperationResult;
import io.callingcard.provider.SingleCall;
import io.callingcard.provider.wire.WireRequest;

/** Makes a chat with one recipient, or a group with up to 31, and sends its first message from our line. */
public record CreateChat(LinqConfiguration configuration) implements SingleCall {

    private static final int MOST = 31;

    private Delivery delivery() {
        return new Delivery("create-chat", configuration);
    }

    @Override
    public WireRequest request(Exchange exchange) {
        delivery().requiredLine(exchange);
        Set<String> recipients = Address.recipients(exchange, configuration, MOST);
        return delivery().request(exchange, null, recipients, MessageParts.of(exchange));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return delivery().sent(answer);
    }
}
