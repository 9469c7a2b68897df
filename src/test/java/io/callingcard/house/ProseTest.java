// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** Descriptions start with a capital letter, are short, and have none of the words of {@code avoid.txt}. */
class ProseTest {

    private static final int LONGEST = 200;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern AVOIDED = avoided();

    private static Pattern avoided() {
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/prose/avoid.txt"))) {
            String words = lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(word -> Pattern.quote(word).replace(" ", "\\E\\s+\\Q"))
                    .collect(Collectors.joining("|"));
            return Pattern.compile("(?i)\\b(" + words + ")\\b");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(String folder, String name) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.getFileName().toString().matches(name))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }

    /** Returns every title and description of a document, by its place. */
    private static Map<String, String> texts(String place, JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            String inner = place + "/" + field.getKey();
            if (Set.of("title", "description").contains(field.getKey())
                    && field.getValue().isTextual()) {
                texts.put(inner, field.getValue().asText());
            } else {
                texts.putAll(texts(inner, field.getValue()));
            }
        });
        return texts;
    }

    private static List<String> faults(Map<String, String> texts) {
        List<String> faults = new ArrayList<>();
        texts.forEach((place, text) -> faultsOf(text).forEach(fault -> faults.add(place + ": " + fault + ": " + text)));
        return faults;
    }

    private static List<String> faultsOf(String text) {
        List<String> faults = new ArrayList<>();
        if (text.isBlank() || Character.isLowerCase(text.charAt(0)) || text.startsWith("..")) {
            faults.add("does not start with a capital letter");
        }
        if (text.length() > LONGEST) {
            faults.add("has " + text.length() + " characters, the limit is " + LONGEST);
        }
        Matcher avoided = AVOIDED.matcher(text);
        while (avoided.find()) {
            faults.add("contains \"" + avoided.group() + "\"");
        }
        return faults;
    }

    private static void areGood(Map<String, String> texts) {
        assertThat(texts).isNotEmpty();
        List<String> faults = faults(texts);
        assertThat(faults)
                .as("%s faults:%n%s", faults.size(), String.join("\n", faults))
                .isEmpty();
    }

    @Test
    void descriptionsOfComponentsAreGood() throws IOException {
        // Options that every Camel component inherits have Camel's own descriptions.
        Set<String> inherited =
                Set.copyOf(texts("", JSON.readTree(new DefaultCamelCatalog().componentJSonSchema("file")))
                        .values());
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path file : files("src/generated/resources/META-INF/io/callingcard", ".*[.]json")) {
            texts.putAll(texts(file.getFileName().toString(), JSON.readTree(file.toFile())));
        }
        texts.values().removeAll(inherited);
        areGood(texts);
    }

    @Test
    void descriptionsOfSettingsAreGood() throws IOException {
        JsonNode groups = JSON.readTree(Path.of("src/main/resources/io/callingcard/runner/settings.json")
                .toFile());
        Map<String, String> texts = new LinkedHashMap<>();
        groups.forEach(group ->
                group.forEach(setting -> texts.putAll(texts(setting.path("name").asText(), setting))));
        areGood(texts);
    }

    @Test
    void descriptionsOfKameletsAreGood() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path file : files("kamelets", ".*[.]yaml")) {
            Object yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            texts.putAll(texts(file.getFileName().toString(), JSON.valueToTree(yaml)));
        }
        areGood(texts);
    }

    @Test
    void routesAndExamplesAvoidTheWords() throws IOException {
        List<String> faults = new ArrayList<>();
        List<Path> files = new ArrayList<>(files("routes", ".*[.]yaml"));
        files.addAll(files("kamelets", ".*[.]yaml"));
        files.addAll(files("examples", ".*[.](yaml|properties|md|java|xml)"));
        for (Path file : files) {
            Matcher avoided = AVOIDED.matcher(Files.readString(file));
            while (avoided.find()) {
                faults.add(file + ": contains \"" + avoided.group() + "\"");
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void faultsAreFound() {
        assertThat(faultsOf("the number")).hasSize(1);
        assertThat(faultsOf("..")).hasSize(1);
        assertThat(faultsOf("A".repeat(201))).hasSize(1);
        assertThat(faultsOf("The lead comes\nagain to whoever asks.")).hasSize(2);
        assertThat(faultsOf("The number to send to. Default: none.")).isEmpty();
    }
}
