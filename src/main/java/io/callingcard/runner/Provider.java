package io.callingcard.runner;

import java.util.List;
import java.util.Locale;

/** What each provider wants to be told, and by which names. */
enum Provider {
    CHERT(
            "https://console.trychert.com",
            "",
            "twin",
            new Setting("CHERT_TENANT", "tenant", true, "twin"),
            new Setting("CHERT_SIGNING_SECRET", "secret", true, "twin")),
    LINQ(
            "https://api.linqapp.com/api/partner/v3",
            "/api/partner/v3",
            "whsec_dHdpbnR3aW50d2ludHdpbnR3aW50d2lu",
            new Setting("LINQ_API_KEY", "api-key", true, "twin"),
            new Setting("LINQ_FROM", "from", false, null)),
    WA(
            null,
            "",
            "twin",
            new Setting("WA_DEVICE_ID", "device-id", false, "twin"),
            new Setting("WA_USERNAME", "username", false, null),
            new Setting("WA_PASSWORD", "password", false, null));

    private final String host;
    private final String path;
    private final String twinWebhookSecret;
    private final List<Setting> settings;

    /**
     * One thing that it wants to be told.
     *
     * @param name   in the environment
     * @param option of the component
     * @param needed whether there is no line without it
     * @param twins  what the twin wants to hear, or null for nothing
     */
    record Setting(String name, String option, boolean needed, String twins) {}

    Provider(String host, String path, String twinWebhookSecret, Setting... settings) {
        this.host = host;
        this.path = path;
        this.twinWebhookSecret = twinWebhookSecret;
        this.settings = List.of(settings);
    }

    String scheme() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where its calls go, or null where only the operator can know. */
    String host() {
        return host;
    }

    /** Where its calls begin on a host that stands for its own. */
    String path() {
        return path;
    }

    /** What its twin signs events with. */
    String twinWebhookSecret() {
        return twinWebhookSecret;
    }

    List<Setting> settings() {
        return settings;
    }
}
