package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;

/** Sends a link with its preview and a caption; the body is the address. */
public record SendLink(WaConfiguration configuration) implements Operation {

    private static final String NAME = "send-link";
    private static final CallParameter CAPTION = new CallParameter("caption", WaConstants.CAPTION);

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Jid chat = Jid.addressed(exchange, configuration);
        String url = MessageBody.text(exchange).strip();
        if (!url.matches("(?i)https?://\\S+")) {
            throw new InvalidValueException("body", "must be an http or https address");
        }
        Delivery delivery = new Delivery(NAME, configuration);
        ObjectNode body = ChatCall.phone(chat)
                .put("link", url)
                .put("caption", CAPTION.required(exchange, configuration.getCaption()));
        delivery.mark(exchange, body);
        return delivery.send(chat, WaRequests.send(NAME, "/send/link", body), client);
    }
}
