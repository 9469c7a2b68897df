package io.callingcard.linq.operation;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.ProviderClient;

/** Sends a link with its preview; the body is the address. Not possible as the first message from a given line. */
public record SendLink(LinqConfiguration configuration) implements Operation {

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Address address = Address.of(exchange, configuration);
        String url = MessageBody.text(exchange).strip();
        return new Delivery("send-link", configuration)
                .send(exchange, address, MessageParts.array(MessageParts.link("body", url)), client);
    }
}
