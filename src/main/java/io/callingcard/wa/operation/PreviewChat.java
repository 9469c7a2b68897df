package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.WaConfiguration;

/** Asks what group a link leads to, without joining it. */
public record PreviewChat(WaConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        String link = JoinChat.LINK.required(exchange, configuration.getInviteLink());
        return WaRequests.get(
                "preview-chat",
                Target.of("/group/info-from-link").query("link", link).toString());
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return Results.tree(answer);
    }
}
