package io.callingcard.linq.operation;

import java.util.List;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.ProviderClient;

/** Sends a text, or a message of several parts, into a chat or to a number. */
public record SendText(LinqConfiguration configuration) implements Operation {

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Address address = Address.of(exchange, configuration);
        return new Delivery("send-text", configuration).send(exchange, address, MessageParts.of(exchange), client);
    }

    @Override
    public List<String> words(Exchange exchange) {
        return MessageBody.words(exchange);
    }
}
