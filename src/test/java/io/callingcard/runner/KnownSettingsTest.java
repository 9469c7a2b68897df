// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of settings is complete, and docs/settings.md shows it. */
class KnownSettingsTest {

    private static final Pattern USED =
            Pattern.compile("(?:\\{\\{\\??|ConfigProperty\\(name = \"|Value(?:s)?\\(\")(callingcard\\.[a-z.-]+)");

    @Test
    void hasEachSettingThatTheRoutesAndTheRunnerRead() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path folder :
                new Path[] {Path.of("routes"), Path.of("kamelets"), Path.of("src/main/java/io/callingcard/runner")}) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(each -> each.toString().matches(".*[.](yaml|java)"))
                        .toList()) {
                    Matcher names = USED.matcher(Files.readString(file));
                    while (names.find()) {
                        used.add(names.group(1));
                    }
                }
            }
        }
        assertThat(used).hasSizeGreaterThan(40);
        assertThat(KnownSettings.list().stream().map(KnownSettings.Known::name).toList())
                .containsAll(used)
                .doesNotHaveDuplicates();
    }

    /** The configuration lists a variable twice: by its own name, and with dots. */
    @Test
    void knowsAVariableOfASettingWithADash() {
        assertThat(KnownSettings.wrongNames(List.of("CALLINGCARD_MAX_IN_FLIGHT", "callingcard.max.in.flight")))
                .isEmpty();
        assertThat(KnownSettings.wrongNames(List.of("callingcard.max.in.flight")))
                .singleElement()
                .asString()
                .contains("Did you mean callingcard.max-in-flight?");
    }

    @Test
    void thePageIsUpToDate() throws IOException {
        Files.createDirectories(Path.of("target", "docs"));
        Files.writeString(Path.of("target", "docs", "settings.md"), page());
        assertThat(Path.of("docs", "settings.md"))
                .as("docs/settings.md is out of date. Run: cp target/docs/settings.md docs/")
                .hasContent(page());
    }

    private static String page() {
        Map<String, StringBuilder> groups = new LinkedHashMap<>();
        for (KnownSettings.Known known : KnownSettings.list()) {
            groups.computeIfAbsent(
                            known.group(),
                            group -> new StringBuilder("\n## " + group
                                    + "\n\n| Setting | Environment variable | Value | Default | Description |\n"
                                    + "| --- | --- | --- | --- | --- |\n"))
                    .append("| ")
                    .append(known.name().equals(known.variable()) ? "" : "`" + known.name() + "`")
                    .append(" | `")
                    .append(known.variable())
                    .append("` | ")
                    .append(known.kind().words())
                    .append(" | ")
                    .append(known.usual().isEmpty() ? "" : "`" + known.usual().replace("|", "\\|") + "`")
                    .append(" | ")
                    .append(known.description())
                    .append(" |\n");
        }
        return "# Settings\n\n"
                + "<!-- Generated from KnownSettings by KnownSettingsTest. Change the sources, not this page. -->\n\n"
                + "The settings of the runner. Write them into `config/application.properties` beside the runner, into the\n"
                + "environment, or as `-Dname=value` before `-jar`. `java -jar quarkus-run.jar check` checks them.\n\n"
                + "```properties\n"
                + "callingcard.zone=Europe/Berlin\n"
                + "callingcard.welcome.channel=wa\n"
                + "```\n\n"
                + "* A name that is misspelt, and a value that cannot be right, prevent the start. The error names the setting\n"
                + "  and the cure.\n"
                + "* A secret may be in a file: `CHERT_SIGNING_SECRET_FILE=/run/secrets/chert`, and so on for each setting\n"
                + "  whose value is a secret.\n"
                + "* Settings of Quarkus, such as `quarkus.http.port`, and options of components, such as\n"
                + "  `camel.component.wa.min-interval`, may be set beside them. A base URL or a credential among them sets\n"
                + "  its line up, as the settings of this page do: then there are no twins.\n"
                + groups.values().stream().map(StringBuilder::toString).collect(Collectors.joining());
    }
}
