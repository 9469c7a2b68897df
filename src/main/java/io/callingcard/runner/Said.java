package io.callingcard.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/**
 * What the operator said: as system properties, in the environment, or in the file beside, as Quarkus will read them too.
 * Quarkus' own configuration comes too late for this, and another one would double the time that it takes.
 */
final class Said {

    static final Path BESIDE = Path.of("config", "application.properties");

    private final Properties beside = new Properties();

    Said() {
        if (Files.exists(BESIDE)) {
            try (InputStream in = Files.newInputStream(BESIDE)) {
                beside.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(BESIDE + " cannot be read", e);
            }
        }
    }

    static Settings settings() {
        return new Settings(new Said()::value);
    }

    static String ledgerFile() {
        Said said = new Said();
        String file = said.value("callingcard.ledger.file");
        return file == null ? "callingcard.db" : file;
    }

    private String value(String name) {
        String property = System.getProperty(name);
        if (property == null) {
            property = System.getenv(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"));
        }
        return property == null ? beside.getProperty(name) : property;
    }
}
