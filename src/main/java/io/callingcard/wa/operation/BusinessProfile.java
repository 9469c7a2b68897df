package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;

/** Asks what a business shows of itself. */
public record BusinessProfile(WaConfiguration configuration) implements ChatCall {

    @Override
    public WireRequest request(Exchange exchange, Jid chat) {
        return WaRequests.get(
                "business-profile",
                Target.of("/user/business-profile").query("phone", chat.value()).toString());
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return Results.tree(answer);
    }
}
