package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.ProviderClient;

/** Changes the name or photo of a line: only what is given. */
public record UpdateCard(LinqConfiguration configuration) implements Operation {

    private static final String NAME = "update-card";

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        String line = new Delivery(NAME, configuration).requiredLine(exchange);
        ObjectNode fields = CardFields.of(exchange, configuration);
        if (fields.isEmpty()) {
            throw new InvalidValueException(
                    "firstName",
                    "is missing, and lastName and imageUrl too; give at least one, as body, header or option");
        }
        return new LineCards(NAME, configuration).update(line, fields, client).map(LineCards::result);
    }
}
