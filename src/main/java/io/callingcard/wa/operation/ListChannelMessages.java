package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;

/** Lists the newest messages of a channel, as WhatsApp describes them. */
public record ListChannelMessages(WaConfiguration configuration) implements ChatCall {

    @Override
    public WireRequest request(Exchange exchange, Jid chat) {
        Target target = Target.of("/newsletter/messages")
                .query("newsletter_id", chat.value())
                .query("count", configuration.getPageSize())
                .query("before", configuration.getBefore());
        return WaRequests.get("list-channel-messages", target.toString());
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return Results.tree(answer);
    }
}
