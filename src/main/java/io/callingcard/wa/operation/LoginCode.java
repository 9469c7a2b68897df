package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;
import io.callingcard.wa.model.PairCode;

/** Begins a login by a code that is typed on the phone. */
public record LoginCode(WaConfiguration configuration) implements SingleCall {

    private static final CallParameter FROM = new CallParameter("from", WaConstants.FROM);

    @Override
    public WireRequest request(Exchange exchange) {
        Jid account = Jid.of(FROM.required(exchange, configuration.getFrom()), FROM.name(), configuration);
        return WaRequests.setByGet(
                "login-code",
                Target.of("/app/login-with-code").query("phone", account.user()).toString());
    }

    @Override
    public OperationResult result(JsonNode answer) {
        PairCode code = Results.read(answer, PairCode.class);
        return OperationResult.of(code).with(WaConstants.PAIR_CODE, code == null ? null : code.pairCode());
    }
}
