package io.callingcard.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/**
 * Reads settings before Quarkus starts: system properties, environment variables and config/application.properties, with
 * the precedence of Quarkus. Quarkus reads its configuration too late for this, and a second one would double the time
 * that this takes.
 */
final class StartupSettings {

    static final Path FILE = Path.of("config", "application.properties");

    private final Properties properties = new Properties();

    StartupSettings() {
        if (Files.exists(FILE)) {
            try (InputStream in = Files.newInputStream(FILE)) {
                properties.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(FILE + ": cannot be read. Check its permissions and format.", e);
            }
        }
    }

    static Settings settings() {
        return new Settings(new StartupSettings()::value);
    }

    static String ledgerFile() {
        String file = new StartupSettings().value("callingcard.ledger.file");
        return file == null ? "callingcard.db" : file;
    }

    private String value(String name) {
        String property = System.getProperty(name);
        if (property == null) {
            property = System.getenv(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"));
        }
        return property == null ? properties.getProperty(name) : property;
    }
}
