// SPDX-License-Identifier: Apache-2.0
package io.callingcard.kamelets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.house.Catalogue;
import io.callingcard.house.YamlEndpoint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every Kamelet follows the rules of a Kamelet catalog. Among them are all of Apache's own validator, {@code script/validator} of
 * camel-kamelets, except that its provider must be the Apache Software Foundation. A program in Go, it is published nowhere.
 *
 * <table>
 *   <caption>Where each of its rules is tested</caption>
 *   <tr><th>Rule</th><th>Test</th></tr>
 *   <tr><td>The file reads as a Kamelet.</td><td>{@link KameletResourceTest}</td></tr>
 *   <tr><td>The file has the name of the Kamelet.</td><td>{@link #hasTheNameOfItsFile}</td></tr>
 *   <tr><td>The label of its type is source, sink or action, and the name ends with it.</td><td>{@link #hasTheNameOfItsFile}</td></tr>
 *   <tr><td>It has a definition, a template, a title that ends with its type, and a description.</td><td>{@link #describesItsProperties}</td></tr>
 *   <tr><td>Each property has a type, a title with capitals and no article, and a description.</td><td>{@link #describesItsProperties}</td></tr>
 *   <tr><td>Required properties exist, and are listed once.</td><td>{@link #describesItsProperties}</td></tr>
 *   <tr><td>It has an icon, a version of the catalog and a provider.</td><td>{@link #hasIconVersionAndProvider}</td></tr>
 *   <tr><td>A password is marked as a credential.</td><td>{@link #marksSecretsAndUrls}</td></tr>
 *   <tr><td>No two have the same title or description.</td><td>{@link #titlesAndDescriptionsAreUnique}</td></tr>
 *   <tr><td>The dependencies contain all that Camel K finds in the template.</td><td>{@link #declaresItsDependencies}</td></tr>
 *   <tr><td>Each property is used, and each placeholder is a property or a bean.</td><td>{@link #usesAllDeclaredProperties}</td></tr>
 * </table>
 */
class KameletRulesTest {

    private static final Set<String> TYPES = Set.of("string", "boolean", "integer", "number");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\?)?([\\w-]+)(?::[^}]*)?}}");
    private static final Pattern SECRET_NAME = Pattern.compile("(?i).*(token|secret|key|password).*");
    private static final String CREDENTIALS = "urn:camel:group:credentials";

    static Stream<Kamelet> all() {
        return Kamelet.all();
    }

    private static String version() throws IOException {
        return inPom("<artifactId>camel-calling-card</artifactId>\\s*<version>");
    }

    /** Returns the text after an element's start in the pom. */
    private static String inPom(String start) throws IOException {
        Matcher element = Pattern.compile(start + "([^<]+)</").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(element.find()).isTrue();
        return element.group(1);
    }

    @Test
    void thereAreKamelets() {
        assertThat(Kamelet.all()).isNotEmpty().allMatch(each -> Files.isRegularFile(each.file()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void hasTheNameOfItsFile(Kamelet kamelet) {
        assertThat(kamelet.file().getFileName()).hasToString(kamelet.name() + ".kamelet.yaml");
        assertThat(kamelet.yaml().path("apiVersion").asText()).isEqualTo("camel.apache.org/v1");
        assertThat(kamelet.yaml().path("kind").asText()).isEqualTo("Kamelet");
        assertThat(kamelet.name())
                .matches(name -> KameletCases.SHARED.contains(name) || name.matches("(chert|linq|wa)(-[a-z]+)+"))
                .matches("[a-z]+(-[a-z]+)*-(source|sink|action)");
        assertThat(kamelet.label("kamelet.type")).isEqualTo(kamelet.type());
    }

    /** Fields that the resource definition of Camel K does not have would be rejected. */
    @ParameterizedTest
    @MethodSource("all")
    void hasOnlyKnownFields(Kamelet kamelet) {
        knows(kamelet.yaml(), "apiVersion", "kind", "metadata", "spec");
        knows(kamelet.yaml().path("metadata"), "name", "annotations", "labels");
        knows(kamelet.yaml().path("spec"), "definition", "dataTypes", "dependencies", "template");
        knows(kamelet.definition(), "title", "description", "type", "required", "properties");
        kamelet.properties()
                .values()
                .forEach(property -> knows(
                        property,
                        "title",
                        "description",
                        "type",
                        "format",
                        "pattern",
                        "enum",
                        "minimum",
                        "default",
                        "example",
                        "x-descriptors"));
        kamelet.yaml().at("/spec/dataTypes").forEach(way -> {
            knows(way, "types", "headers");
            way.path("types").forEach(type -> knows(type, "format", "description", "mediaType", "headers"));
            way.path("headers").forEach(header -> knows(header, "title", "description", "type"));
        });
        knows(kamelet.template(), "beans", "from");
    }

    /** The resource definition takes numbers as text there; a cluster refuses a Kamelet with a plain number. */
    @ParameterizedTest
    @MethodSource("all")
    void writesLimitsAsText(Kamelet kamelet) {
        kamelet.properties().forEach((name, property) -> {
            for (String limit : List.of("minimum", "maximum", "multipleOf")) {
                assertThat(property.path(limit).isNumber())
                        .as("%s: %s is a number; write it in quotes", name, limit)
                        .isFalse();
            }
        });
    }

    private static void knows(JsonNode node, String... fields) {
        assertThat(node.fieldNames()).toIterable().isSubsetOf(fields);
    }

    @ParameterizedTest
    @MethodSource("all")
    void hasIconVersionAndProvider(Kamelet kamelet) throws IOException {
        String icon = kamelet.annotation("kamelet.icon");
        assertThat(icon).startsWith("data:image/svg+xml;base64,");
        String svg =
                new String(Base64.getDecoder().decode(icon.substring(icon.indexOf(',') + 1)), StandardCharsets.UTF_8);
        assertThat(svg.replace("http://www.w3.org/2000/svg", ""))
                .startsWith("<svg")
                .doesNotContain("http", "href", "script");
        assertThat(kamelet.annotation("catalog.version")).isEqualTo(version());
        assertThat(kamelet.annotation("provider")).isEqualTo("Calling Card");
        assertThat(kamelet.annotation("kamelet.group")).isIn("Chert", "Linq", "WhatsApp Gateway", "Calling Card");
        assertThat(kamelet.annotation("kamelet.namespace")).isEqualTo("Social");
        assertThat(kamelet.annotation("kamelet.support.level")).isIn("Preview", "Stable");
        assertThat(kamelet.label("kamelet.verified").equals("true"))
                .isEqualTo(KameletCases.names().anyMatch(kamelet.name()::equals));
    }

    @ParameterizedTest
    @MethodSource("all")
    void describesItsProperties(Kamelet kamelet) {
        JsonNode definition = kamelet.definition();
        assertThat(definition.path("type").asText()).isEqualTo("object");
        assertThat(kamelet.template().path("from").isObject()).isTrue();
        assertThat(definition.path("title").asText())
                .endsWith(" " + kamelet.type().substring(0, 1).toUpperCase()
                        + kamelet.type().substring(1));
        assertThat(definition.path("description").asText()).isNotBlank();
        assertThat(kamelet.required())
                .doesNotHaveDuplicates()
                .isSubsetOf(kamelet.properties().keySet());
        kamelet.properties().forEach((name, property) -> {
            assertThat(name).matches("[a-z][A-Za-z]*").isNotEqualTo("id");
            assertThat(property.path("title").asText())
                    .as(name)
                    .isNotBlank()
                    .doesNotMatch("(The|A|An) .*")
                    .matches("[A-Z]\\w*( (of|by|in|per|to|for|[A-Z]\\w*))*");
            assertThat(property.path("description").asText()).as(name).isNotBlank();
            assertThat(property.path("type").asText()).as(name).isIn(TYPES);
            assertThat(kamelet.required().contains(name) && property.has("default"))
                    .as("%s is required and has a default", name)
                    .isFalse();
            boolean isFreeText = property.path("type").asText().equals("string")
                    && !property.has("enum")
                    && !property.path("format").asText().equals("password");
            assertThat(!isFreeText || property.has("example"))
                    .as("%s has an example", name)
                    .isTrue();
        });
    }

    @Test
    void titlesAndDescriptionsAreUnique() {
        for (String what : List.of("title", "description")) {
            assertThat(Kamelet.all().map(each -> each.definition().path(what).asText()))
                    .doesNotHaveDuplicates();
        }
    }

    /** A property without a value and without a default needs an optional placeholder. */
    @ParameterizedTest
    @MethodSource("all")
    void usesAllDeclaredProperties(Kamelet kamelet) {
        Set<String> beans = new HashSet<>();
        kamelet.template()
                .path("beans")
                .forEach(each -> beans.add(each.path("name").asText()));
        Set<String> used = new HashSet<>();
        Matcher placeholders = PLACEHOLDER.matcher(kamelet.template().toString());
        while (placeholders.find()) {
            String name = placeholders.group(2);
            used.add(name);
            if (!beans.contains(name)) {
                assertThat(kamelet.properties()).containsKey(name);
                boolean isOptional = !kamelet.required().contains(name)
                        && !kamelet.properties().get(name).has("default");
                assertThat(placeholders.group(1) != null).as(name).isEqualTo(isOptional);
            }
        }
        assertThat(used).containsAll(kamelet.properties().keySet()).containsAll(beans);
    }

    @ParameterizedTest
    @MethodSource("all")
    void marksSecretsAndUrls(Kamelet kamelet) {
        kamelet.properties().forEach((name, property) -> {
            List<String> descriptors = new ArrayList<>();
            property.path("x-descriptors").forEach(each -> descriptors.add(each.asText()));
            boolean isSecret = property.path("format").asText().equals("password");
            if (SECRET_NAME.matcher(name).matches()) {
                assertThat(isSecret).as("%s is a secret", name).isTrue();
            }
            if (isSecret || Set.of("tenant", "username", "clientId").contains(name)) {
                assertThat(descriptors).as(name).containsExactly(CREDENTIALS);
            } else {
                assertThat(descriptors).as(name).isEmpty();
            }
            if (name.endsWith("Uri") || name.endsWith("Url")) {
                assertThat(property.path("pattern").asText()).as(name).isEqualTo("^https?://.+");
            }
        });
    }

    @Test
    void oneTitleHasOnePropertyName() {
        Map<String, Set<String>> titles = new LinkedHashMap<>();
        Kamelet.all().forEach(kamelet -> kamelet.properties().forEach((name, property) -> titles.computeIfAbsent(
                        property.path("title").asText(), title -> new TreeSet<>())
                .add(name)));
        assertThat(titles).allSatisfy((title, names) -> assertThat(names).hasSize(1));
        assertThat(Kamelet.all().flatMap(each -> each.properties().keySet().stream()))
                .doesNotContain("to", "baseUri", "webhookVerifyToken", "token");
    }

    @ParameterizedTest
    @MethodSource("all")
    void hasASimpleTemplate(Kamelet kamelet) {
        List<String> uris = kamelet.endpoints().stream().map(YamlEndpoint::uri).toList();
        if (kamelet.type().equals("source")) {
            assertThat(uris).contains("kamelet:sink");
        } else {
            assertThat(uris.get(0)).isEqualTo("kamelet:source");
        }
        assertThat(uris).noneMatch(uri -> uri.contains("?"));
        assertThat(kamelet.steps("toD")).isEmpty();
        assertThat(kamelet.steps("simple")).noneMatch(each -> each.asText().contains("evaluate"));
        // Headers from outside must not control the HTTP component.
        if (uris.stream().anyMatch(uri -> uri.startsWith("{{instanceUrl}}"))) {
            assertThat(kamelet.steps("removeHeaders"))
                    .anyMatch(each -> each.path("pattern").asText().equals("*"));
        }
    }

    /** Kafka and other transports drop headers with Camel names, so each recipient header has a plain alternative. */
    @ParameterizedTest
    @MethodSource("all")
    void acceptsRecipientHeadersOfAnyTransport(Kamelet kamelet) {
        if (kamelet.properties().containsKey("recipient")) {
            assertThat(kamelet.steps("header").stream().map(JsonNode::asText)).contains("recipient", "chat-id");
            assertThat(kamelet.definition().path("description").asText())
                    .contains("the header CamelCardChatId or CamelCardRecipient, then chat-id or recipient,");
        }
    }

    /** A source emits JSON, which any transport carries, and verifies who calls its webhook. */
    @ParameterizedTest
    @MethodSource("all")
    void aSourceEmitsJsonAndVerifiesItsCaller(Kamelet kamelet) {
        if (!kamelet.type().equals("source")) {
            return;
        }
        assertThat(kamelet.steps("marshal").size()
                        + kamelet.steps("cloudEvents").size())
                .isPositive();
        if (kamelet.endpoints().get(0).uri().endsWith(":events")) {
            assertThat(kamelet.required()).contains("webhookSecret");
        }
    }

    /** The prefix local- makes a bean private to each instance, and tells it from a property. */
    @ParameterizedTest
    @MethodSource("all")
    void hasOnlyLocalBeans(Kamelet kamelet) {
        kamelet.template().path("beans").forEach(bean -> {
            assertThat(bean.path("name").asText()).startsWith("local-");
            assertThat(bean.path("type").asText()).startsWith("io.callingcard.");
        });
        assertThat(kamelet.template().toString()).doesNotContain("#class:", "groovy", "java.lang");
    }

    @ParameterizedTest
    @MethodSource("all")
    void declaresItsDataTypes(Kamelet kamelet) {
        JsonNode dataTypes = kamelet.yaml().at("/spec/dataTypes");
        Set<String> wanted =
                switch (kamelet.type()) {
                    case "source" -> Set.of("out");
                    case "sink" -> Set.of("in");
                    default -> Set.of("in", "out");
                };
        Set<String> there = new HashSet<>();
        dataTypes.fieldNames().forEachRemaining(there::add);
        assertThat(there).isEqualTo(wanted);
        assertThat(kamelet.yaml().path("spec").has("types")).isFalse();
        dataTypes.forEach(way -> {
            // With a default, Camel 4.22 converts the body, and fails for bytes, streams and empty bodies.
            assertThat(way.has("default")).isFalse();
            assertThat(way.path("types")).isNotEmpty();
            way.path("types").forEach(type -> {
                assertThat(type.path("format").asText()).isNotBlank();
                assertThat(type.path("description").asText()).isNotBlank();
                assertThat(type.path("mediaType").asText()).matches("[a-z]+/[a-z-]+");
            });
            way.path("headers").forEach(header -> {
                assertThat(header.path("title").asText()).isNotBlank();
                assertThat(header.path("description").asText()).isNotBlank();
                assertThat(header.path("type").asText()).isEqualTo("string");
            });
        });
        JsonNode cloudEvents = dataTypes.at("/out/types/cloudevents");
        if (!cloudEvents.isMissingNode()) {
            String provider = kamelet.name().substring(0, kamelet.name().indexOf('-'));
            assertThat(cloudEvents.path("format").asText()).isEqualTo(provider + ":application-cloudevents");
            assertThat(cloudEvents.path("headers")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void declaresItsDependencies(Kamelet kamelet) throws IOException {
        assertThat(kamelet.dependencies())
                .doesNotHaveDuplicates()
                .allMatch(each -> each.matches("camel:[a-z-]+|mvn:[\\w.-]+:[\\w.-]+:[\\w.-]+"))
                .contains("camel:core", "camel:kamelet", "mvn:io.callingcard:camel-calling-card:" + version());
        Set<String> own = Set.of("kamelet", "chert", "linq", "wa", "ledger", "campaign");
        Set<String> needed = kamelet.endpoints().stream()
                .map(each -> known(each, "chert").uri())
                .map(uri -> uri.contains(":") ? uri.substring(0, uri.indexOf(':')) : uri)
                .filter(scheme -> !own.contains(scheme))
                .map(scheme -> "camel:" + scheme.replace("https", "http"))
                .collect(Collectors.toSet());
        if (kamelet.endpoints().get(0).uri().endsWith(":events")) {
            needed.add("camel:platform-http");
        }
        needed.addAll(ofLanguages(kamelet));
        needed.addAll(ofDataFormats(kamelet));
        if (kamelet.properties().containsKey("file")) {
            needed.add("mvn:org.xerial:sqlite-jdbc:" + inPom("<sqlite.version>"));
        }
        assertThat(kamelet.dependencies()).containsAll(needed);
    }

    private static Set<String> ofLanguages(Kamelet kamelet) {
        CamelCatalog catalog = new DefaultCamelCatalog();
        return catalog.findLanguageNames().stream()
                .filter(language -> !kamelet.steps(language).isEmpty())
                .map(language -> catalog.languageModel(language).getArtifactId())
                .filter(artifact -> !artifact.equals("camel-core-languages"))
                .map(artifact -> artifact.replaceFirst("-", ":"))
                .collect(Collectors.toSet());
    }

    private static Set<String> ofDataFormats(Kamelet kamelet) {
        CamelCatalog catalog = new DefaultCamelCatalog();
        return Stream.of("marshal", "unmarshal")
                .flatMap(word -> kamelet.steps(word).stream())
                .map(format -> format.at("/json/library")
                        .asText(format.fieldNames().next())
                        .toLowerCase(Locale.ROOT))
                .map(name -> catalog.dataFormatModel(name).getArtifactId().replaceFirst("-", ":"))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("all")
    void endpointsAreValid(Kamelet kamelet) throws IOException {
        CamelCatalog catalog = Catalogue.withOurs();
        for (YamlEndpoint endpoint : kamelet.endpoints()) {
            for (String provider : List.of("chert", "linq", "wa")) {
                String uri = known(endpoint, provider).whole();
                EndpointValidationResult result = catalog.validateEndpointProperties(uri);
                assertThat(result.isSuccess())
                        .as("%s: %s", uri, result.summaryErrorMessage(false))
                        .isTrue();
            }
        }
    }

    private static YamlEndpoint known(YamlEndpoint endpoint, String provider) {
        return endpoint.with(Map.of("provider", provider, "instanceUrl", "https://example.com"));
    }
}
