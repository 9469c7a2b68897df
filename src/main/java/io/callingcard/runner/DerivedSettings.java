// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

import io.quarkus.runtime.configuration.QuarkusConfigFactory;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;

import io.callingcard.card.InputLimit;

/**
 * Derives {@link Settings} from all other sources of the configuration, with their profiles and precedence, and gives the
 * values to Quarkus and Camel. It is off during the build, so no secret gets into the jar.
 */
public final class DerivedSettings implements ConfigSourceFactory {

    /** Below application.properties, which has 250 and therefore wins. */
    private static final int ORDINAL = 240;

    /** The name of the source. */
    static final String NAME = "calling-card";

    private static final AtomicReference<Map<String, String>> SECRETS = new AtomicReference<>();

    /** Turns the derived settings on in this process. */
    static void turnOn() {
        SECRETS.compareAndSet(null, Map.of());
    }

    /**
     * Reads the configuration, for a process without Quarkus.
     *
     * @throws SettingsException if settings are missing or wrong; the message names them
     */
    static void read() {
        forget();
        turnOn();
        ConfigProvider.getConfig();
    }

    /** Undoes {@link #read}: the next reader of the configuration in this process gets no derived settings. */
    static void forget() {
        SECRETS.set(null);
        QuarkusConfigFactory.setConfig(null);
    }

    /** Passes the name and the value of each secret to a registry. */
    static void bind(BiConsumer<String, String> registry) {
        SECRETS.get().forEach(registry);
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext others) {
        if (SECRETS.get() == null) {
            return List.of();
        }
        UnaryOperator<String> source = name -> {
            ConfigValue value = others.getValue(name);
            return value == null ? null : value.getValue();
        };
        Settings settings = new Settings(source);
        Set<String> names = new LinkedHashSet<>();
        others.iterateNames().forEachRemaining(names::add);
        List<String> problems = new ArrayList<>(KnownSettings.wrongNames(names));
        problems.addAll(settings.problems());
        if (!problems.isEmpty()) {
            throw new SettingsException(String.join("\n", problems));
        }
        setLimits(source);
        SECRETS.set(settings.secrets());
        return List.of(new PropertiesConfigSource(settings.derived(), NAME, ORDINAL));
    }

    /** Before the first input is read. */
    private static void setLimits(UnaryOperator<String> source) {
        try {
            InputLimit.configure(source);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage());
        }
    }
}
