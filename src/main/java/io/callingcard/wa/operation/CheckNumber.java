package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;
import io.callingcard.wa.model.Registration;

/** Asks whether a number is on WhatsApp. A no may also mean that WhatsApp could not be asked. */
public record CheckNumber(WaConfiguration configuration) implements ChatCall {

    @Override
    public WireRequest request(Exchange exchange, Jid chat) {
        if (!chat.isPerson()) {
            throw new InvalidValueException("to", "must be a person's number; only these can be looked up");
        }
        return WaRequests.get(
                "check-number",
                Target.of("/user/check").query("phone", chat.value()).toString());
    }

    @Override
    public OperationResult result(JsonNode answer) {
        Registration registration = Results.read(answer, Registration.class);
        return OperationResult.of(registration).with(WaConstants.AVAILABLE, registration.isOnWhatsapp());
    }
}
