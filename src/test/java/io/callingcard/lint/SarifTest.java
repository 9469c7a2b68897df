// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The report is valid by the published schema, without its descriptions, and has what editors show. */
class SarifTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode sarif(LintFile... files) throws IOException {
        JsonNode log = JSON.readTree(Linted.lint(files).sarif("1.2.3"));
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                .getSchema(Files.readString(Path.of("src/test/resources/lint/sarif-2.1.0-rtm.5.json")));
        assertThat(schema.validate(log)).isEmpty();
        return log.path("runs").path(0);
    }

    @Test
    void theBadExamplesOfAllRules() throws IOException {
        for (LintRule rule : LintRule.values()) {
            LintFile bad = Linted.example(rule, "bad");
            JsonNode run = sarif(bad);
            assertThat(run.path("results"))
                    .hasSameSizeAs(Linted.findings(bad))
                    .anyMatch(result -> result.path("ruleId").asText().equals(rule.id()));
            assertThat(run.at("/tool/driver/rules")).hasSize(LintRule.values().length);
            run.path("results").forEach(result -> assertThat(run.at("/tool/driver/rules/"
                                    + result.path("ruleIndex").asInt() + "/id")
                            .asText())
                    .isEqualTo(result.path("ruleId").asText()));
        }
    }

    @Test
    void namesTheLineTheRouteAndTheCure() throws IOException {
        JsonNode result = sarif(new LintFile(
                        "my routes/morning.camel.yaml",
                        Linted.example(LintRule.CRON_WITHOUT_ZONE, "bad").text()))
                .at("/results/0");
        JsonNode location = result.at("/locations/0");
        assertThat(result.path("level").asText()).isEqualTo("error");
        assertThat(result.at("/message/text").asText()).contains("Route morning", "Europe/Berlin");
        assertThat(location.at("/physicalLocation/artifactLocation/uri").asText())
                .isEqualTo("my%20routes/morning.camel.yaml");
        assertThat(location.at("/physicalLocation/region/startLine").asInt()).isEqualTo(3);
        assertThat(location.at("/physicalLocation/region/startColumn").asInt()).isEqualTo(5);
        assertThat(location.at("/logicalLocations/0/name").asText()).isEqualTo("Route morning");
    }

    @Test
    void suppressesWhatACommentSwitchesOff() throws IOException {
        JsonNode results = sarif(Linted.example(LintRule.UNUSED_OFF, "good")).path("results");
        assertThat(results).hasSize(1);
        assertThat(results.at("/0/suppressions/0/justification").asText()).startsWith("a missed time does no harm");
    }

    @Test
    void isValidWithoutFindings() throws IOException {
        assertThat(sarif().path("results")).isEmpty();
    }
}
