package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;
import io.callingcard.wa.model.QrLogin;

/** Begins a login by QR code. A device that the gateway does not know is refused, not made. */
public record Login(WaConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        return WaRequests.setByGet("login", "/app/login");
    }

    @Override
    public OperationResult result(JsonNode answer) {
        QrLogin login = Results.read(answer, QrLogin.class);
        return OperationResult.of(login).with(WaConstants.QR_LINK, login == null ? null : login.qrLink());
    }
}
