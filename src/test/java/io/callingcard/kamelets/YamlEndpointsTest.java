// SPDX-License-Identifier: Apache-2.0
package io.callingcard.kamelets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import io.callingcard.house.Catalogue;
import io.callingcard.house.YamlEndpoint;

import static org.assertj.core.api.Assertions.assertThat;

/** Every endpoint of the routes and examples, with its parameters, is valid by Camel's catalog. */
class YamlEndpointsTest {

    static Stream<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String folder : List.of("routes", "examples")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.toString().matches(".*[.](camel|pipe)[.]yaml"))
                        .filter(file -> !file.toString().contains("/target/"))
                        .forEach(found::add);
            }
        }
        return found.stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void endpointsAreValid(Path file) throws IOException {
        Object yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        JsonNode tree = new ObjectMapper().valueToTree(yaml);
        for (YamlEndpoint endpoint : YamlEndpoint.in(tree)) {
            if (endpoint.uri().startsWith("kamelet:")) {
                isKamelet(endpoint.uri().substring("kamelet:".length()), endpoint.parameters());
            } else if (!endpoint.uri().startsWith("{{")) {
                EndpointValidationResult result = Catalogue.withOurs().validateEndpointProperties(endpoint.whole());
                assertThat(result.isSuccess())
                        .as("%s: %s", endpoint.whole(), result.summaryErrorMessage(false))
                        .isTrue();
            }
        }
    }

    private static void isKamelet(String name, Map<String, String> parameters) {
        Kamelet kamelet = Kamelet.named(name);
        assertThat(kamelet.properties().keySet()).as(name).containsAll(parameters.keySet());
        assertThat(parameters.keySet()).as(name).containsAll(kamelet.required());
    }
}
