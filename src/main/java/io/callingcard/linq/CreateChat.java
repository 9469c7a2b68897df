package io.callingcard.linq;

import java.util.Set;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.linq.model.Chat;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.WireRequest;

/** Makes a chat with one recipient, or a group with up to 31, and sends its first message from the given line. */
final class CreateChat implements Operation<LinqConfiguration> {

    private static final int MOST = 31;

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<LinqConfiguration> call) {
        LinqParameters.requiredLine(exchange, call.options());
        MessageDelivery delivery = new MessageDelivery(call);
        Set<String> recipients = Address.recipients(exchange, call.options(), MOST);
        WireRequest request = delivery.request(exchange, null, recipients, MessageParts.of(exchange));
        return call.client().read(request, Chat.Sent.class, delivery::sent);
    }
}
