package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.model.Contact;

/** Lists the account's address book. */
public record ListContacts(WaConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        return WaRequests.get("list-contacts", "/user/my/contacts");
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(Results.list(Results.of(answer).path("data"), Contact[].class));
    }
}
