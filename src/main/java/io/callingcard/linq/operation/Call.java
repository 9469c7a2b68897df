package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/** Any call that has no operation here: with the account's key, retried and reported like the others. */
public record Call(LinqConfiguration configuration) implements SingleCall {

    private static final String NAME = "call";

    @Override
    public WireRequest request(Exchange exchange) {
        String path = configuration.getPath();
        if (path == null || !path.startsWith("/")) {
            throw new InvalidValueException("path", "must start with a slash, such as /chats; set the option path");
        }
        HttpMethod method = HttpMethod.valueOf(configuration.getMethod());
        if (method.equals(HttpMethod.GET)) {
            return LinqRequests.get(NAME, path);
        }
        WireBody body = exchange.getMessage().getBody() == null
                ? WireBody.EMPTY
                : WireBody.json(Json.write(MessageBody.json(exchange)));
        return WireRequest.lasting(NAME, method, path, body);
    }

    /** The answer as a tree, since nothing is known of it. */
    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(answer);
    }
}
