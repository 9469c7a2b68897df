package io.callingcard.wa;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.ProviderHealthCheck;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/** Reports ready when the device is connected to WhatsApp and logged in. The gateway's own health does not show this. */
class WaHealthCheck extends ProviderHealthCheck {

    WaHealthCheck(WaConfiguration configuration, ProviderClient client) {
        super(WaConfiguration.SCHEME, configuration, client);
    }

    @Override
    protected WireRequest probe() {
        return WireRequest.read("get-status", "/app/status");
    }

    @Override
    protected Optional<String> problem(JsonNode answer) {
        JsonNode status = answer.path("results");
        if (!status.path("is_logged_in").asBoolean()) {
            return Optional.of("the device is not logged in; scan the QR code of wa:login, or use wa:login-code");
        }
        return status.path("is_connected").asBoolean()
                ? Optional.empty()
                : Optional.of("the device is not connected to WhatsApp; try wa:reconnect");
    }
}
