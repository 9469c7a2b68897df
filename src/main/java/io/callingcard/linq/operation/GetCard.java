package io.callingcard.linq.operation;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.ProviderClient;

/** Reads the name and photo of a line. */
public record GetCard(LinqConfiguration configuration) implements Operation {

    private static final String NAME = "get-card";

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        String line = new Delivery(NAME, configuration).requiredLine(exchange);
        return new LineCards(NAME, configuration).get(line, client).map(LineCards::result);
    }
}
