// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSourceLoader;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Reads the settings from the places and in the order of the runner: system properties, environment, .env,
 * config/application.properties, named files, the jar. Quarkus' own reader would take longer than the rest of a command.
 */
final class OfflineConfig {

    private static final int OF_ENVIRONMENT = 300;
    private static final int OF_FOLDER = 260;
    private static final int OF_JAR = 250;
    private static final int OF_NAMED_FILE = 100;
    private static final String NAME = "application.properties";

    private OfflineConfig() {}

    static SmallRyeConfig read() {
        ClassLoader loader = OfflineConfig.class.getClassLoader();
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .forClassLoader(loader)
                .addDefaultInterceptors()
                .withProfile(value("quarkus.profile", "QUARKUS_PROFILE", "prod"))
                .withSources(new SysPropConfigSource(), new EnvConfigSource(System.getenv(), OF_ENVIRONMENT))
                .withSources(DotEnvConfigSourceProvider.dotEnvSources(loader))
                .withSources(file(Path.of("config", NAME).toUri().toString(), OF_FOLDER, loader))
                .withSources(PropertiesConfigSourceLoader.inClassPath(NAME, OF_JAR, loader));
        for (String kind : List.of("smallrye", "quarkus")) {
            String named = value(kind + ".config.locations", kind.toUpperCase(Locale.ROOT) + "_CONFIG_LOCATIONS", "");
            for (String location : named.isEmpty() ? new String[0] : named.split(",")) {
                builder.withSources(file(location.strip(), OF_NAMED_FILE, loader));
            }
        }
        return builder.build();
    }

    private static List<ConfigSource> file(String location, int ordinal, ClassLoader loader) {
        return PropertiesConfigSourceLoader.inFileSystem(location, ordinal, loader);
    }

    private static String value(String property, String variable, String otherwise) {
        String given = System.getProperty(property, System.getenv(variable));
        return given == null ? otherwise : given;
    }
}
