package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.ProviderClient;

/** Gives a line its name and photo. Nobody sees them before they are shared. */
public record CreateCard(LinqConfiguration configuration) implements Operation {

    private static final String NAME = "create-card";

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        String line = new Delivery(NAME, configuration).requiredLine(exchange);
        ObjectNode fields = CardFields.complete(CardFields.of(exchange, configuration));
        return new LineCards(NAME, configuration).create(line, fields, client).map(LineCards::result);
    }
}
