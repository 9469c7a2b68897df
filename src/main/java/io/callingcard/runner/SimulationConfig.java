// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import org.eclipse.microprofile.config.ConfigProvider;

import io.callingcard.simulate.SimulationSettings;

/** The settings of the runner, as a simulation takes them. */
final class SimulationConfig {

    /** Where there are only twins, these are so short that a page shows something. A simulation waits for nothing. */
    private static final Set<String> HURRIED = Set.of(
            "callingcard.settle.cron",
            "callingcard.settle.delay",
            "callingcard.daily-share.cron",
            "callingcard.follow-up.cron");

    private static final int MOST_DAYS = 400;

    private final SmallRyeConfig config;

    SimulationConfig() {
        this.config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
    }

    /**
     * Returns the settings of a simulation of the runner's routes.
     *
     * @param routes the routes; null for those that the start would load
     */
    SimulationSettings settings(String routes, int days, Instant from) {
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException(
                    "days: is no number from 1 to " + MOST_DAYS + ". Write one, such as 30.");
        }
        return new SimulationSettings()
                .routes(routes == null ? routes() : routes)
                .from(from)
                .days(days)
                .properties(properties());
    }

    /** Returns the routes that the start would load. */
    String routes() {
        return value("camel.main.routes-include-pattern").orElse("false");
    }

    private Map<String, String> properties() {
        Set<String> names = new LinkedHashSet<>();
        config.getPropertyNames().forEach(names::add);
        // The name of an environment variable does not tell where the property has a dash.
        KnownSettings.list().forEach(each -> names.add(each.name()));
        Map<String, String> properties = new LinkedHashMap<>();
        for (String name : names) {
            ConfigValue value = config.getConfigValue(name);
            boolean isHurried = HURRIED.contains(name)
                    && String.valueOf(value.getConfigSourceName()).contains(DerivedSettings.NAME);
            if (value.getValue() != null && !isHurried) {
                properties.put(name, value.getValue());
            }
        }
        return properties;
    }

    /** Begins with a copy of a ledger. */
    void copy(SimulationSettings settings, Path ledger) {
        settings.ledger(ledger);
        value("callingcard.hash-key").ifPresent(settings::hashKey);
    }

    /** Returns the SQLite file of the runner's ledger. */
    Path ledger() {
        return Path.of(value("callingcard.ledger.file").orElse("callingcard.db"));
    }

    private Optional<String> value(String name) {
        return config.getOptionalValue(name, String.class);
    }
}
