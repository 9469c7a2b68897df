package io.callingcard.chert.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireRequest;

/** Subscribes an address to events; every call makes one more subscription, see ensure-webhook. */
public record CreateWebhook(ChertConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        Webhooks.url(configuration);
        return ChertRequests.post("create-webhook", Webhooks.PATH, Webhooks.body(configuration));
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return Webhooks.result(Webhooks.read(answer));
    }
}
