package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;

/** Declines an incoming call. */
public record RejectCall(WaConfiguration configuration) implements ChatCall {

    private static final CallParameter CALL = new CallParameter("callId", WaConstants.CALL_ID);

    @Override
    public WireRequest request(Exchange exchange, Jid chat) {
        ObjectNode body = Json.object()
                .put("caller_jid", chat.value())
                .put("call_id", CALL.required(exchange, configuration.getCallId()));
        return WaRequests.send("reject-call", "/call/reject", body);
    }
}
