// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.HashMap;
import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The derived settings among the other sources of a configuration. */
class DerivedSettingsTest {

    private static SmallRyeConfig config(String... settings) {
        DerivedSettings.turnOn();
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withProfile("prod")
                .withSources(new PropertiesConfigSource(all, "operator", 250))
                .withSources(new DerivedSettings())
                .build();
    }

    @AfterEach
    void turnOff() {
        DerivedSettings.forget();
    }

    @Test
    void followProfilesAndExpressions() {
        SmallRyeConfig config = config(
                "%prod.LINQ_API_KEY", "k3y", "mine", "+12025550143", "%dev.WA_BASE_URL", "x", "LINQ_FROM", "${mine}");
        assertThat(config.getValue("callingcard.twins", String.class)).isEqualTo("false");
        assertThat(config.getValue("camel.component.linq.from", String.class)).isEqualTo("+12025550143");
        assertThat(config.getOptionalValue("camel.component.wa.base-url", String.class))
                .isEmpty();
    }

    @Test
    void giveWayToTheOperator() {
        assertThat(config("callingcard.daily-share.cron", "0 0 9 * * ?")
                        .getValue("callingcard.daily-share.cron", String.class))
                .isEqualTo("0 0 9 * * ?");
    }

    @Test
    void haveNoSecretAmongTheProperties() {
        SmallRyeConfig config = config("LINQ_API_KEY", "k3y");
        assertThat(config.getValue("camel.component.linq.api-key", String.class))
                .isEqualTo("#bean:camel.component.linq.api-key");
        Map<String, String> bound = new HashMap<>();
        DerivedSettings.bind(bound::put);
        assertThat(bound).containsOnly(Map.entry("camel.component.linq.api-key", "k3y"));
    }

    @Test
    void preventTheStartWhenANameIsMisspelt() {
        assertThatThrownBy(() -> config(
                        "callingcard.rol", "twins",
                        "CALLINGCARD_LEADS_TOKN", "t",
                        "WA_BASE_URI", "http://localhost:3000",
                        "callingcard.nothing-like-it-at-all", "x",
                        "WA_SERVICE_HOST", "10.0.0.1",
                        "CALLINGCARD_HASH_KEY_FILE", "/nowhere"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("callingcard.rol: is unknown. Did you mean callingcard.role?")
                .hasMessageContaining("CALLINGCARD_LEADS_TOKN: is unknown. Did you mean CALLINGCARD_LEADS_TOKEN?")
                .hasMessageContaining("WA_BASE_URI: is unknown. Did you mean WA_BASE_URL?")
                .hasMessageContaining("callingcard.nothing-like-it-at-all: is unknown. docs/settings.md lists all")
                .hasMessageContaining("CALLINGCARD_HASH_KEY_FILE: cannot be read")
                .hasMessageNotContaining("WA_SERVICE_HOST");
    }

    @Test
    void preventTheStartWhenSettingsAreMissing() {
        assertThatThrownBy(() -> config("CHERT_TENANT", "acme", "callingcard.role", "x"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("CHERT_SIGNING_SECRET: is missing")
                .hasMessageContaining("callingcard.role: is unknown");
    }
}
