// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

import io.callingcard.chert.ChertComponent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Camel Main logs its properties. It must not know a secret, whatever the log level is. */
class SecretsTest {

    private static final Map<String, String> SETTINGS = Map.of(
            "CHERT_TENANT", "acme",
            "CHERT_SIGNING_SECRET", "canary-secret",
            "CHERT_WEBHOOK_SECRET", "canary-hook",
            "CHERT_BASE_URL", "http://localhost:9",
            "LINQ_API_KEY", "canary-key",
            "WA_BASE_URL", "http://localhost:9",
            "WA_USERNAME", "anna",
            "WA_PASSWORD", "canary-password");

    @TempDir
    Path folder;

    private final CommandSpec spec = new CommandLine(new Commands()).getCommandSpec();
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private final Handler recorder = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(getFormatter().format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void logEverything() {
        recorder.setLevel(Level.ALL);
        recorder.setFormatter(new PatternFormatter("%p %c %s%e"));
        root.addHandler(recorder);
        root.setLevel(Level.ALL);
        SETTINGS.forEach(System::setProperty);
    }

    @AfterEach
    void logAsBefore() {
        root.removeHandler(recorder);
        root.setLevel(before);
        SETTINGS.keySet().forEach(System::clearProperty);
    }

    @Test
    void noLogLevelPrintsASecret() throws Exception {
        int code = OfflineCamel.run(spec, "false", camel -> {
            assertThat(camel.getComponent("chert", ChertComponent.class)
                            .getConfiguration()
                            .getSecret())
                    .isEqualTo("canary-secret");
            return 7;
        });
        assertThat(code).isEqualTo(7);
        assertThat(lines)
                .anyMatch(line -> line.startsWith("TRACE org.apache.camel"))
                .noneMatch(line -> line.contains("canary-"));
    }

    /** Each Camel context of a process reads the configuration. */
    @Test
    void nothingOfACommandStaysInTheConfiguration() throws Exception {
        OfflineCamel.run(spec, "false", camel -> 0);
        assertThat(ConfigProvider.getConfig().getOptionalValue("callingcard.inbound.chert", String.class))
                .isEmpty();
    }

    @Test
    void aFailedStartPrintsNoSecret() throws Exception {
        Path bad = Files.writeString(
                folder.resolve("bad.camel.yaml"),
                """
                - route:
                    from:
                      uri: direct:x
                      steps:
                        - to: chert:no-such-operation
                """);
        Throwable failure = catchThrowable(() -> OfflineCamel.run(spec, "file:" + bad, camel -> 0));
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            lines.add(cause.toString());
        }
        assertThat(lines).anyMatch(line -> line.contains("no-such-operation"));
        assertThat(lines).noneMatch(line -> line.contains("canary-"));
    }
}
