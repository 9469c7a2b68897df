// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The address and the credentials of a line, or of a twin.
 *
 * @param settings returns the value of a setting, or null
 */
record ConformAccount(Provider provider, String baseUrl, UnaryOperator<String> settings) {

    private static final String THIS_MACHINE = "localhost|127\\.0\\.0\\.1|\\[::1]";

    /** Returns the account that the command and the settings name. */
    static ConformAccount of(Provider provider, String baseUrl, UnaryOperator<String> settings) {
        String set = baseUrl == null ? settings.apply(provider + "_BASE_URL") : baseUrl;
        String address = set == null ? provider.baseUrl() : set;
        if (address == null || !address.matches("https?://[^/].*")) {
            throw new SettingsException("--base-url: is " + (address == null ? "missing" : address)
                    + ". Name the address of the line, such as http://localhost:3000, or set " + provider
                    + "_BASE_URL.");
        }
        ConformAccount account = new ConformAccount(
                provider, address.endsWith("/") ? address.substring(0, address.length() - 1) : address, settings);
        account.credentials();
        return account;
    }

    /** Returns the headers that prove who asks. */
    Map<String, String> credentials() {
        return switch (provider) {
            case CHERT -> {
                Map<String, String> headers =
                        new TreeMap<>(bearer(value(provider.settings().get(1))));
                headers.put("x-chert-tenant", value(provider.settings().get(0)));
                yield headers;
            }
            case LINQ -> bearer(value(provider.settings().get(0)));
            case WA -> ofGateway();
        };
    }

    /** Returns the same headers with a secret that is wrong. */
    Map<String, String> wrongCredentials() {
        Map<String, String> headers = new TreeMap<>(credentials());
        headers.putAll(bearer("calling-card-conform"));
        return headers;
    }

    private static Map<String, String> bearer(String secret) {
        return Map.of("authorization", "Bearer " + secret);
    }

    private Map<String, String> ofGateway() {
        Map<String, String> headers = new TreeMap<>();
        String device = given("WA_DEVICE_ID");
        if (device != null) {
            headers.put("x-device-id", device);
        }
        String user = given("WA_USERNAME");
        if (user != null) {
            byte[] pair = (user + ":" + given("WA_PASSWORD")).getBytes(StandardCharsets.UTF_8);
            headers.put("authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }
        return headers;
    }

    /** Returns what is set. A stand-in on this machine has the credentials of the twins, unless others are set. */
    private String value(Provider.Setting setting) {
        String given = given(setting.name());
        if (given != null) {
            return given;
        }
        String host = URI.create(baseUrl).getHost();
        if (host != null && host.matches(THIS_MACHINE)) {
            return setting.twinValue();
        }
        throw new SettingsException(setting.name() + ": is missing. Set it, or " + setting.name() + "_FILE.");
    }

    private String given(String name) {
        String file = settings.apply(name + "_FILE");
        if (file == null) {
            return settings.apply(name);
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new SettingsException(name + "_FILE: cannot be read. Name a file that holds the value.");
        }
    }
}
