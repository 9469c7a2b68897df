// SPDX-License-Identifier: Apache-2.0
package io.callingcard.kamelets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** Routes, examples and Kamelet templates are valid against Camel's own schema, as an editor checks them. */
class YamlSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SCHEMA = schema();

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
        // A Pipe has another schema.
        return YamlEndpointsTest.files().filter(file -> !file.toString().endsWith(".pipe.yaml"));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aFileIsValid(Path file) throws IOException {
        assertThat(SCHEMA.validate(parse(Files.readString(file)))).isEmpty();
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
