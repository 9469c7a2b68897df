// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.RestCall;

/**
 * A call about one chat. The result has the address of the chat, so that the next step needs no mapping.
 *
 * @param groupsOnly whether the chat must be a group
 */
record ChatCall(RestCall<WaConfiguration> call, boolean groupsOnly) implements Operation<WaConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<WaConfiguration> context) {
        Jid chat = groupsOnly
                ? WaParameters.group(exchange, context.options())
                : Jid.addressed(exchange, context.options());
        return call.run(exchange, context).map(chat::onto);
    }
}
