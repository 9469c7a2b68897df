package io.callingcard.chert.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/** Any call that has no operation here yet: signed, retried and reported like the others. */
public record Call(ChertConfiguration configuration) implements SingleCall {

    private static final String NAME = "call";

    @Override
    public WireRequest request(Exchange exchange) {
        String path = configuration.getPath();
        if (path == null || !path.startsWith("/")) {
            throw new InvalidValueException("path", "must start with a slash, such as /dev-inbox; set the option path");
        }
        String target = ChertRequests.API + path;
        HttpMethod method = HttpMethod.valueOf(configuration.getMethod());
        if (method.equals(HttpMethod.GET)) {
            return ChertRequests.get(NAME, target);
        }
        WireBody body = exchange.getMessage().getBody() == null
                ? WireBody.EMPTY
                : WireBody.json(Json.write(MessageBody.json(exchange)));
        return WireRequest.lasting(NAME, method, target, body);
    }

    /** The answer as a tree, since nothing is known of it. */
    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(answer);
    }
}
