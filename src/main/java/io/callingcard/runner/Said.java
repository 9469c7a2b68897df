package io.callingcard.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** What the operator said: in the environment, as system properties, and in the file beside. */
final class Said {

    static final Path BESIDE = Path.of("config", "application.properties");

    private static final int ORDINAL = 260;

    private Said() {}

    static Settings settings() {
        return new Settings(config()::getRawValue);
    }

    static String ledgerFile() {
        SmallRyeConfig said = config();
        String file = said.getRawValue("callingcard.ledger.file");
        file = file == null ? said.getRawValue("CALLINGCARD_LEDGER_FILE") : file;
        return file == null ? "callingcard.db" : file;
    }

    private static SmallRyeConfig config() {
        SmallRyeConfigBuilder sources = new SmallRyeConfigBuilder().addDefaultSources();
        if (Files.exists(BESIDE)) {
            try {
                sources.withSources(new PropertiesConfigSource(BESIDE.toUri().toURL(), ORDINAL));
            } catch (IOException e) {
                throw new IllegalStateException(BESIDE + " cannot be read", e);
            }
        }
        return sources.build();
    }
}
