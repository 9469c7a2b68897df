package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.WaConfiguration;

/** Lists the channels that the account follows, as WhatsApp describes them. */
public record ListChannels(WaConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        return WaRequests.get("list-channels", "/user/my/newsletters");
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(Results.list(Results.of(answer).path("data"), JsonNode[].class));
    }
}
