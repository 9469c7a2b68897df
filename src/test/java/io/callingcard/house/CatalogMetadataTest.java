// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.util.SensitiveUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Designers and editors show the generated catalog entry: it must be complete, and mark every secret. */
class CatalogMetadataTest {

    private static final Pattern SOUNDS_SECRET =
            Pattern.compile("(?i).*(secret|password|token|apikey|webhooksecret|username)$");

    static Stream<JsonNode> components() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/generated/resources/META-INF/io/callingcard"))) {
            return files.filter(file -> file.toString().endsWith(".json")).toList().stream()
                    .map(CatalogMetadataTest::read);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("components")
    void everyOptionAndHeaderIsDescribed(JsonNode component) {
        for (String section : new String[] {"componentProperties", "properties", "headers"}) {
            fields(component, section).forEach(option -> assertThat(
                            option.getValue().path("description").asText())
                    .as(section + " " + option.getKey())
                    .hasSizeGreaterThan(10));
        }
    }

    @ParameterizedTest
    @MethodSource("components")
    void everyOptionThatSoundsSecretIsMarkedSecret(JsonNode component) {
        for (String section : new String[] {"componentProperties", "properties"}) {
            fields(component, section)
                    .filter(option -> SOUNDS_SECRET.matcher(option.getKey()).matches())
                    .forEach(option -> assertThat(
                                    option.getValue().path("secret").asBoolean())
                            .as(section + " " + option.getKey())
                            .isTrue());
        }
    }

    @ParameterizedTest
    @MethodSource("components")
    void everySecretOptionHasANameThatCamelItselfMasksInLogs(JsonNode component) {
        for (String section : new String[] {"componentProperties", "properties"}) {
            List<String> secrets = fields(component, section)
                    .filter(option -> option.getValue().path("secret").asBoolean())
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(secrets).allMatch(SensitiveUtils::containsSensitive);
            // These two call no provider.
            assertThat(secrets.isEmpty())
                    .isEqualTo(List.of("ledger", "campaign")
                            .contains(component.path("component").path("scheme").asText()));
        }
    }

    @ParameterizedTest
    @MethodSource("components")
    void everyHeaderBelongsToUsOrToCamel(JsonNode component) {
        String scheme = component.path("component").path("scheme").asText();
        String own = "Camel" + Character.toUpperCase(scheme.charAt(0)) + scheme.substring(1);
        assertThat(fields(component, "headers").map(Map.Entry::getKey))
                .allMatch(header -> header.startsWith("CamelCard")
                        || header.startsWith(own)
                        || header.equals("CamelFileName")
                        || header.equals("Content-Type"));
    }

    private static Stream<Map.Entry<String, JsonNode>> fields(JsonNode component, String section) {
        return component.path(section).properties().stream();
    }
}
