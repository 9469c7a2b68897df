// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.BiConsumer;

import io.vertx.core.http.HttpHeaders;

import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/** Adds the credentials, if the gateway needs them, and the device. */
final class WaSigner implements ProviderClient.Signer {

    private static final CharSequence DEVICE = HttpHeaders.createOptimized("X-Device-Id");

    private final String authorization;
    private final String device;

    WaSigner(WaConfiguration configuration) {
        String user = configuration.getUsername();
        this.authorization = user == null ? null : basic(user + ":" + configuration.getPassword());
        this.device = configuration.getDeviceId() == null ? null : encoded(configuration.getDeviceId());
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** Encodes the device for the header, which the gateway decodes like a query. The @ of a JID stays. */
    private static String encoded(String device) {
        return URLEncoder.encode(device.strip(), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%40", "@");
    }

    @Override
    public void sign(WireRequest request, BiConsumer<CharSequence, String> header) {
        if (authorization != null) {
            header.accept(HttpHeaders.AUTHORIZATION, authorization);
        }
        if (device != null) {
            header.accept(DEVICE, device);
        }
    }
}
