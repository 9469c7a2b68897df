package io.callingcard.linq.operation;

import java.util.Set;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.model.Sent;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/** Makes a chat with one recipient, or a group with up to 31, and sends its first message from our line. */
public record CreateChat(LinqConfiguration configuration) implements Operation {

    private static final int MOST = 31;

    private Delivery delivery() {
        return new Delivery("create-chat", configuration);
    }

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        delivery().requiredLine(exchange);
        Set<String> recipients = Address.recipients(exchange, configuration, MOST);
        WireRequest request = delivery().request(exchange, null, recipients, MessageParts.of(exchange));
        return client.read(request, Sent.class, delivery()::sent);
    }
}
