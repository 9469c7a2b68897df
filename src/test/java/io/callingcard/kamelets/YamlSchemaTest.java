// SPDX-License-Identifier: Apache-2.0
package io.callingcard.kamelets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Routes, examples, Kamelet templates and what the pages show are valid against Camel's own schema, as an editor checks them.
 * {@code src/it/plain-camel} runs this test with the schemas of Camel 4.14, 4.18 and 4.22.
 */
class YamlSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SCHEMA = schema();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```yaml.*?\n(.*?)^ *```");

    private static JsonSchema schema() {
        try (InputStream schema = YamlSchemaTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parse(String yaml) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    static Stream<Path> routes() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources"))) {
            List<Path> ofTests = files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
            // A Pipe has another schema.
            return Stream.concat(YamlEndpointsTest.files(), ofTests.stream())
                    .filter(file -> !file.toString().endsWith(".pipe.yaml"));
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aFileIsValid(Path file) throws IOException {
        assertThat(SCHEMA.validate(parse(Files.readString(file)))).isEmpty();
    }

    /** The YAML of README, of each page and of each example. A Pipe has another schema. */
    static Stream<Arguments> blocks() throws IOException {
        List<Arguments> blocks = new ArrayList<>();
        for (String folder : List.of("README.md", "docs", "examples")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path page : files.filter(file -> file.toString().endsWith(".md"))
                        .sorted()
                        .toList()) {
                    BLOCK.matcher(Files.readString(page))
                            .results()
                            .map(block -> block.group(1).stripIndent())
                            .filter(yaml -> !yaml.contains("kind: Pipe"))
                            .forEach(yaml -> blocks.add(arguments(page.toString(), yaml)));
                }
            }
        }
        return blocks.stream();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void aBlockOfAPageIsValid(String page, String yaml) {
        assertThat(SCHEMA.validate(parse(yaml))).as(page).isEmpty();
    }

    @Test
    void thePagesHaveBlocks() throws IOException {
        assertThat(blocks()).hasSizeGreaterThan(60);
    }

    static Stream<Kamelet> kamelets() {
        return Kamelet.all();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void aTemplateIsValid(Kamelet kamelet) {
        ArrayNode document = JSON.createArrayNode();
        kamelet.template().properties().forEach(part -> document.addObject().set(part.getKey(), part.getValue()));
        assertThat(SCHEMA.validate(document)).isEmpty();
    }

    @Test
    void theSchemaFindsAQuotedBoolean() {
        String split = "- from: {uri: 'direct:a', steps: [{split: {simple: '${body}', streaming: %s}}]}";
        assertThat(SCHEMA.validate(parse(split.formatted("'true'")))).isNotEmpty();
        assertThat(SCHEMA.validate(parse(split.formatted("true")))).isEmpty();
    }
}
