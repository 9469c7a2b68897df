// SPDX-License-Identifier: Apache-2.0
package io.callingcard.kaoto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The catalogue for Kaoto that the build has written has the shape that Kaoto publishes, and all that is ours. */
class KaotoCatalogueTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Path.of("target/kaoto");

    private static JsonNode read(String file) {
        try {
            return JSON.readTree(FOLDER.resolve(file).toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<JsonNode> indexes() {
        List<JsonNode> indexes = new ArrayList<>();
        read("index.json")
                .path("definitions")
                .forEach(each -> indexes.add(read(each.path("fileName").asText())));
        return indexes.stream();
    }

    private static JsonNode aggregate(JsonNode index, String kind) {
        return read(index.at("/catalogs/" + kind + "/file").asText());
    }

    private static List<String> names(JsonNode entries) {
        List<String> names = new ArrayList<>();
        entries.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** As in CatalogLibrary and CatalogLibraryEntry of the package camel-catalog of Kaoto 0.10.4. */
    @Test
    void theLibraryHasTheShapeOfKaoto() {
        JsonNode library = read("index.json");
        assertThat(names(library)).contains("version", "name", "definitions");
        assertThat(library.path("version").isInt()).isTrue();
        assertThat(library.path("definitions")).hasSize(3).allSatisfy(each -> {
            assertThat(names(each))
                    .contains("name", "version", "runtime", "fileName")
                    .isSubsetOf("name", "version", "runtime", "fileName", "executorVersion", "camelCatalogVersion");
            assertThat(each.path("runtime").asText()).isIn("Main", "Quarkus", "SpringBoot");
        });
    }

    @ParameterizedTest
    @MethodSource("indexes")
    void anIndexNamesItsFiles(JsonNode index) {
        assertThat(names(index.path("catalogs")))
                .containsExactlyInAnyOrder(
                        "components",
                        "dataformats",
                        "entities",
                        "functions",
                        "kameletBoundaries",
                        "kamelets",
                        "languages",
                        "loadbalancers",
                        "models",
                        "patterns");
        Stream.of("catalogs", "schemas")
                .forEach(part -> index.path(part).properties().forEach(each -> {
                    assertThat(names(each.getValue()))
                            .containsExactlyInAnyOrder("name", "description", "version", "file");
                    assertThat(each.getValue().path("name").asText()).isEqualTo(each.getKey());
                    assertThat(FOLDER.resolve(each.getValue().path("file").asText()))
                            .exists();
                }));
    }

    @ParameterizedTest
    @MethodSource("indexes")
    void hasOurComponentsBesideCamels(JsonNode index) {
        JsonNode components = aggregate(index, "components");
        assertThat(names(components)).contains("chert", "linq", "wa", "ledger", "campaign", "timer", "kamelet");
        assertThat(components.size()).isGreaterThan(200);
        JsonNode schema = components.at("/wa/propertiesSchema");
        assertThat(schema.at("/properties/operation/enum")).isNotEmpty();
        assertThat(schema.at("/required/0").asText()).isEqualTo("operation");
        assertThat(schema.at("/properties/password/format").asText()).isEqualTo("password");
        assertThat(schema.at("/properties/minInterval/format").asText()).isEqualTo("duration");
    }

    @Test
    void hasOurKameletsBesideCamels() throws IOException {
        JsonNode kamelets = aggregate(indexes().findFirst().orElseThrow(), "kamelets");
        try (Stream<Path> files = Files.list(Path.of("kamelets"))) {
            assertThat(names(kamelets))
                    .containsAll(files.map(file -> file.getFileName().toString().replace(".kamelet.yaml", ""))
                            .toList())
                    .contains("log-sink");
        }
        assertThat(kamelets.at("/welcome-sink/propertiesSchema/properties/provider/enum"))
                .hasSize(3);
        assertThat(kamelets.at("/salesforce-leads-source/propertiesSchema/properties/days/minimum")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void hasTheStepsOfARoute() {
        JsonNode index = indexes().findFirst().orElseThrow();
        assertThat(names(aggregate(index, "patterns"))).contains("setHeader", "choice", "when", "idempotentConsumer");
        assertThat(names(aggregate(index, "entities"))).contains("route", "onException", "bean", "errorHandler");
        assertThat(names(aggregate(index, "languages"))).contains("simple", "constant", "jsonpath");
        assertThat(names(aggregate(index, "dataformats"))).contains("json", "csv");
        assertThat(names(aggregate(index, "functions").path("simple"))).contains("body", "exchangeId");
    }

    @Test
    void formsAreSchemasWithoutMissingParts() {
        JsonNode index = indexes().findFirst().orElseThrow();
        JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);
        for (String kind : Set.of("patterns", "entities", "languages", "dataformats", "loadbalancers")) {
            aggregate(index, kind).properties().forEach(each -> {
                JsonNode schema = each.getValue().path("propertiesSchema");
                assertThat(schema.isObject()).as("%s %s", kind, each.getKey()).isTrue();
                assertThat(schema.toString()).doesNotContain("#/items/definitions/");
                schema.findValuesAsText("$ref").forEach(reference -> assertThat(
                                schema.at(reference.substring(1).replace("~", "~0"))
                                        .isObject())
                        .as("%s %s: %s", kind, each.getKey(), reference)
                        .isTrue());
            });
        }
        aggregate(index, "kamelets").forEach(kamelet -> assertThat(
                        schemas.getSchema(kamelet.path("propertiesSchema")).validate(JSON.createObjectNode()))
                .as(kamelet.at("/metadata/name").asText())
                .hasSameSizeAs(kamelet.at("/spec/definition/required")));
    }
}
