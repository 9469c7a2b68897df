// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.util.StringHelper;

/** The settings of each provider, and the values for its twin. */
enum Provider {
    CHERT(
            "https://console.trychert.com",
            "",
            "twin",
            new Setting("CHERT_TENANT", "tenant", true, false, "twin"),
            new Setting("CHERT_SIGNING_SECRET", "secret", true, true, "twin")),
    LINQ(
            "https://api.linqapp.com/api/partner/v3",
            "/api/partner/v3",
            "whsec_dHdpbnR3aW50d2ludHdpbnR3aW50d2lu",
            new Setting("LINQ_API_KEY", "api-key", true, true, "twin"),
            new Setting("LINQ_FROM", "from", false, false, null)),
    WA(
            null,
            "",
            "twin",
            new Setting("WA_DEVICE_ID", "device-id", false, false, "twin"),
            new Setting("WA_USERNAME", "username", false, false, null),
            new Setting("WA_PASSWORD", "password", false, true, null));

    private final String baseUrl;
    /** The path of the API under the URL of the twin. */
    private final String path;

    private final String twinWebhookSecret;
    private final List<Setting> settings;

    /**
     * One setting.
     *
     * @param name      the environment variable
     * @param option    the option of the component
     * @param required  whether a real line needs it
     * @param secret    whether the value must not be logged
     * @param twinValue the value for the twin, or null
     */
    record Setting(String name, String option, boolean required, boolean secret, String twinValue) {

        /** Returns whether the value is a credential, and not that of the twin. */
        boolean isCredential(String value) {
            return value != null && (required || secret) && !value.equals(twinValue);
        }
    }

    Provider(String baseUrl, String path, String twinWebhookSecret, Setting... settings) {
        this.baseUrl = baseUrl;
        this.path = path;
        this.twinWebhookSecret = twinWebhookSecret;
        this.settings = List.of(settings);
    }

    String scheme() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the base URL, or null when only the operator knows it. */
    String baseUrl() {
        return baseUrl;
    }

    /** Returns the settings that a real line needs, such as {@code CHERT_TENANT and CHERT_SIGNING_SECRET}. */
    String needs() {
        return baseUrl == null
                ? this + "_BASE_URL"
                : settings.stream().filter(Setting::required).map(Setting::name).collect(Collectors.joining(" and "));
    }

    /** Returns the base URL of the twin on a server. */
    String twinUrl(String server) {
        return server + "/twin/" + scheme() + path;
    }

    /** Returns the property of an option of the component, as the runner writes it. */
    String property(String option) {
        return "camel.component." + scheme() + "." + option;
    }

    /** Returns all properties that Camel takes for an option, such as base-url. */
    Stream<String> properties(String option) {
        return Stream.of("", "configuration.").flatMap(within -> Stream.of(option, StringHelper.dashToCamelCase(option))
                .map(name -> property(within + name)));
    }

    /**
     * Returns the value that the operator set for an option of the component, or null.
     *
     * @param source returns the resolved value of a property, or null
     */
    String value(String option, UnaryOperator<String> source) {
        return properties(option)
                .map(source)
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .map(String::strip)
                .orElse(null);
    }

    /** Returns the secret that the twin signs events with. */
    String twinWebhookSecret() {
        return twinWebhookSecret;
    }

    List<Setting> settings() {
        return settings;
    }
}
