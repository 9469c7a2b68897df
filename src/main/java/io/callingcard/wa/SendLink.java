package io.callingcard.wa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;

/** Sends a link with its preview and a caption. The body is the address. */
final class SendLink implements Operation<WaConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<WaConfiguration> call) {
        Jid chat = Jid.addressed(exchange, call.options());
        String url = MessageBody.text(exchange).strip();
        if (!url.matches("(?i)https?://\\S+")) {
            throw new InvalidValueException("body", "must be an http or https address");
        }
        ObjectNode body = WaRequests.phone(chat)
                .put("link", url)
                .put("caption", WaParameters.CAPTION.required(exchange, call.options()));
        MessageDelivery delivery = new MessageDelivery(call);
        delivery.mark(exchange, body);
        return delivery.send(chat, "/send/link", body);
    }
}
