// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.Preview;
import io.callingcard.provider.wire.Json;

/** Sends a text, or a message of several parts, to a chat or to a number. */
final class SendText implements Operation<LinqConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<LinqConfiguration> call) {
        Address address = Address.of(exchange, call.options());
        return new MessageDelivery(call).send(exchange, address, MessageParts.of(exchange));
    }

    @Override
    public Preview preview(Exchange exchange, LinqConfiguration options) {
        ObjectNode body = Json.object();
        body.set("parts", MessageParts.of(exchange));
        return new Preview(Json.write(body));
    }

    @Override
    public List<String> texts(Exchange exchange, LinqConfiguration options) {
        return MessageBody.texts(exchange);
    }
}
