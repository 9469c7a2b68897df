// SPDX-License-Identifier: Apache-2.0
package io.callingcard.kamelets;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** A cluster takes each Kamelet: its fields are those of the resource definition that Apache publishes, as {@code kubectl} checks them. */
class KameletResourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema RESOURCE = resource();

    private static JsonSchema resource() {
        try (InputStream file = KameletResourceTest.class.getResourceAsStream("/camel.apache.org_kamelets.yaml")) {
            JsonNode definition =
                    JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(file));
            JsonNode version = definition.at("/spec/versions/0");
            assertThat(version.path("name").asText()).isEqualTo("v1");
            JsonNode schema = version.at("/schema/openAPIV3Schema");
            refuseOtherFields(schema);
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A cluster refuses a field that the definition does not have, unless the definition says that it keeps those. */
    private static void refuseOtherFields(JsonNode schema) {
        if (schema.has("properties")
                && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
        schema.path("properties").forEach(KameletResourceTest::refuseOtherFields);
        for (String inside : List.of("items", "additionalProperties")) {
            if (schema.path(inside).isObject()) {
                refuseOtherFields(schema.path(inside));
            }
        }
    }

    static Stream<Kamelet> all() {
        return Kamelet.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void aClusterTakesIt(Kamelet kamelet) {
        assertThat(RESOURCE.validate(kamelet.yaml())).isEmpty();
        // The definition leaves these to Kubernetes, which takes only text.
        assertThat(kamelet.yaml().at("/metadata/labels"))
                .allMatch(JsonNode::isTextual)
                .allMatch(label -> label.asText().matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?"));
        assertThat(kamelet.yaml().at("/metadata/annotations")).allMatch(JsonNode::isTextual);
        assertThat(kamelet.name()).matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    }

    @Test
    void aClusterRefusesALimitThatIsANumber() {
        Kamelet kamelet = Kamelet.named("salesforce-leads-source");
        ObjectNode days = (ObjectNode) kamelet.properties().get("days");
        assertThat(days.path("minimum").asText()).isEqualTo("1");
        days.put("minimum", 1);
        assertThat(RESOURCE.validate(kamelet.yaml())).singleElement().asString().contains("minimum");
    }

    @Test
    void aClusterRefusesAFieldThatItDoesNotKnow() {
        Kamelet kamelet = Kamelet.named("welcome-sink");
        ((ObjectNode) kamelet.definition()).put("titel", "Welcome Sink");
        assertThat(RESOURCE.validate(kamelet.yaml())).singleElement().asString().contains("titel");
    }
}
