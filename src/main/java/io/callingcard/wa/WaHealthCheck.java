// SPDX-License-Identifier: Apache-2.0
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
        if (status.path("is_connected").asBoolean()
                && status.path("is_logged_in").asBoolean()) {
            return Optional.empty();
        }
        // A slot that is linked to an account has its JID, also while its connection is down.
        boolean linked = status.has("jid")
                ? !status.path("jid").asText().isEmpty()
                : status.path("is_logged_in").asBoolean();
        return Optional.of(
                linked
                        ? "the device is not connected to WhatsApp; if it stays so, use wa:reconnect"
                        : "the device is not logged in; log it in: scan the QR code of wa:login, or use wa:login-code");
    }
}
