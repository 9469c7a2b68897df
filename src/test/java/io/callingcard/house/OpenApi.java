// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares answers with the OpenAPI document of the runner: status, media type, and every member of the body. */
public final class OpenApi {

    private static final Path SOURCE = Path.of("src/main/resources/io/callingcard/runner/openapi.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document = parse(read());
    private final Set<String> seen = new TreeSet<>();

    /** Returns the document's text. */
    public static String read() {
        try {
            return Files.readString(SOURCE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the document as a tree. */
    public static JsonNode parse(String yaml) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    public JsonNode document() {
        return document;
    }

    /** Returns the statuses that answers of an address had so far, such as {@code /leads 200}. */
    public Set<String> seen() {
        return seen;
    }

    /** Returns the statuses that the document has for POST at an address. */
    public Set<String> described(String address) {
        return described(address, "post");
    }

    /** Returns the statuses that the document has for a method at an address. */
    public Set<String> described(String address, String method) {
        Set<String> statuses = new TreeSet<>();
        document.at(pointer(address, method))
                .path("responses")
                .fieldNames()
                .forEachRemaining(status -> statuses.add(address + " " + status));
        return statuses;
    }

    private static String pointer(String address, String method) {
        return "/paths/" + address.replace("/", "~1") + "/" + method;
    }

    /**
     * Fails unless the document describes the answer. Returns its body.
     *
     * @param method in small letters
     */
    public JsonNode check(String address, String method, HttpResponse<String> answer) throws IOException {
        String status = Integer.toString(answer.statusCode());
        String type = answer.headers().firstValue("Content-Type").orElse("none").split(";")[0];
        // The answer to a wrong method stands beside the right one.
        String described = Stream.of(method, "post", "get")
                .filter(each -> !document.at(pointer(address, each)).isMissingNode())
                .findFirst()
                .orElseThrow();
        JsonNode response = resolve(
                document.at(pointer(address, described)).path("responses").path(status));
        JsonNode schema = response.path("content").path(type).path("schema");
        assertThat(schema.isMissingNode())
                .as("%s %s answered %s as %s, which is not described: %s", method, address, status, type, answer.body())
                .isFalse();
        seen.add(address + " " + status);
        if (!type.endsWith("json")) {
            return JSON.nullNode();
        }
        JsonNode body = JSON.readTree(answer.body());
        ObjectNode whole = JSON.createObjectNode();
        whole.set("components", document.path("components"));
        whole.set("allOf", JSON.createArrayNode().add(schema));
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(whole)
                        .validate(body))
                .as("%s %s: %s", address, status, answer.body())
                .isEmpty();
        if (type.startsWith("application/problem")) {
            assertThat(body.path("status").asInt()).isEqualTo(answer.statusCode());
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        }
        return body;
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }
}
