// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The documents of what the twins serve: what OpenAPI 3.0 asks for, and the calls that the twin answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiDocumentTest {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final Pattern ID = Pattern.compile("\\{([^}]+)}");

    private final TwinCaller caller = new TwinCaller("", Map.of());

    @AfterAll
    void stop() {
        caller.close();
    }

    private JsonNode document(String provider) {
        TwinCaller.Answer answer = caller.call("GET", "openapi/" + provider + ".json", null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        return answer.json();
    }

    /** The schema is that of the OpenAPI Initiative, 2021-09-28. */
    @ParameterizedTest
    @ValueSource(strings = {"chert", "linq", "wa"})
    void isValidByTheSchemaOfOpenApi(String provider) throws IOException {
        try (InputStream schema = getClass().getResourceAsStream("/openapi/openapi-3.0.schema.json")) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                            .getSchema(schema)
                            .validate(document(provider)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chert", "linq", "wa"})
    void isAnOpenApiDocument(String provider) {
        JsonNode document = document(provider);

        assertThat(document.path("openapi").asText()).isEqualTo("3.0.3");
        assertThat(document.at("/info/title").asText()).isNotEmpty();
        assertThat(document.at("/info/version").asText()).isNotEmpty();
        assertThat(document.at("/servers/0/url").asText()).isEqualTo("/twin/" + provider);
        assertThat(document.path("paths").size()).isGreaterThan(20);
        Set<String> ids = new HashSet<>();
        document.path("paths").properties().forEach(path -> {
            assertThat(path.getKey()).startsWith("/");
            path.getValue().properties().forEach(call -> {
                assertThat(METHODS).contains(call.getKey());
                isACall(path.getKey(), call.getValue());
                assertThat(ids.add(call.getValue().path("operationId").asText()))
                        .as(path.getKey())
                        .isTrue();
            });
        });
    }

    private static void isACall(String path, JsonNode call) {
        Set<String> named = new TreeSet<>();
        for (JsonNode parameter : call.path("parameters")) {
            assertThat(parameter.at("/schema/type").asText()).isEqualTo("string");
            if (parameter.path("in").asText().equals("path")) {
                assertThat(parameter.path("required").asBoolean()).isTrue();
                named.add(parameter.path("name").asText());
            }
        }
        Set<String> inPath = new TreeSet<>();
        Matcher ids = ID.matcher(path);
        while (ids.find()) {
            inPath.add(ids.group(1));
        }
        assertThat(named).as(path).isEqualTo(inPath);
        assertThat(call.path("responses").isEmpty()).isFalse();
        call.path("responses")
                .forEach(response ->
                        assertThat(response.path("description").asText()).isNotEmpty());
        call.path("security").forEach(scheme -> scheme.fieldNames()
                .forEachRemaining(name -> assertThat(name).isEqualTo("account")));
    }

    /** Without credentials a call of the table is refused otherwise than a call that is not there. */
    @ParameterizedTest
    @ValueSource(strings = {"chert", "linq", "wa"})
    void eachCallIsAnswered(String provider) {
        document(provider).path("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> {
                    String address = provider + ID.matcher(path.getKey()).replaceAll("x");
                    TwinCaller.Answer answer =
                            caller.call(method.toUpperCase(Locale.ROOT), address, method.equals("get") ? null : "{}");
                    assertThat(answer.status()).as(method + " " + address).isNotEqualTo(405);
                    assertThat(answer.text()).doesNotContain("Unknown call").isNotEqualTo("Not Found");
                }));
    }

    @Test
    void theFieldsOfTheGatewayAreThoseThatTheTwinReads() {
        JsonNode card = document("wa").at("/paths/~1send~1contact/post/requestBody/content/application~1json/schema");

        assertThat(card.at("/properties/contact_name/type").asText()).isEqualTo("string");
        assertThat(card.at("/properties/duration/type").asText()).isEqualTo("integer");
        assertThat(card.at("/properties/is_forwarded/type").asText()).isEqualTo("boolean");
    }

    @Test
    void theServerOfTheTwinsHasItAtItsRootToo() {
        String root = "http://localhost:" + caller.twin.port();

        assertThat(caller.call("GET", root + "/openapi/linq.json", null).json()).isEqualTo(document("linq"));
        assertThat(caller.call("GET", root + "/openapi/sms.json", null).status())
                .isEqualTo(404);
    }
}
