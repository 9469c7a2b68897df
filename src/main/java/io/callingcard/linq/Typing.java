// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;

/** Shows or removes the typing indicator. It disappears after about 85 seconds. */
final class Typing implements Operation<LinqConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<LinqConfiguration> call) {
        String chatId = Address.CHAT.required(exchange, call.options());
        HttpMethod method =
                switch (LinqParameters.TYPING_STATE.required(exchange, call.options())) {
                    case "typing" -> HttpMethod.POST;
                    case "stopped" -> HttpMethod.DELETE;
                    default -> throw new InvalidValueException("typingState", "must be typing or stopped");
                };
        return call.client()
                .call(call.request(method, LinqRequests.chat(chatId, "/typing")))
                .map(done -> OperationResult.of(null));
    }
}
