// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.body;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.WireRequest;

/**
 * Calls a path of the API that has no operation. It is signed, retried and reported like the others; the answer is a
 * JSON tree.
 *
 * @param root the root of the API, without a trailing slash
 */
public record RawRequest<C extends Call.Options>(String root) implements Operation<C> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<C> call) {
        return call.client().json(request(exchange, call), OperationResult::of);
    }

    private WireRequest request(Exchange exchange, Call<C> call) {
        String path = call.options().getPath();
        if (path == null || !path.startsWith("/")) {
            throw new InvalidValueException("path", "must start with a slash, such as /chats; set the option path");
        }
        HttpMethod method = HttpMethod.valueOf(call.options().getMethod());
        if (method.equals(HttpMethod.GET)) {
            return call.read(root + path);
        }
        return exchange.getMessage().getBody() == null
                ? call.request(method, root + path)
                : call.request(method, root + path, MessageBody.json(exchange));
    }
}
