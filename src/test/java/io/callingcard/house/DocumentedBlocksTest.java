// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.ConfigurationPropertiesValidationResult;
import org.junit.jupiter.api.Test;

import io.callingcard.campaign.Campaign;

import static org.assertj.core.api.Assertions.assertThat;

/** Settings, versions and Java code that the pages show are those of the sources. */
class DocumentedBlocksTest {

    private static final Pattern VERSION =
            Pattern.compile("<artifactId>camel-calling-card</artifactId>\\s*<version>([^<]+)</version>");

    /** They belong to routes on the same page, or to Camel or Spring itself. */
    private static final Set<String> OF_THE_PAGE = Set.of(
            "hubspot.key",
            "camel.main.routes-include-pattern",
            "attention.to",
            "management.endpoint.health.show-details");

    private static final Pattern CAMPAIGN = Pattern.compile("callingcard\\.campaigns\\.\\w+\\.([a-z-]+)");

    private static List<String> blocks(Path page, String language) throws IOException {
        return PageBlock.of(page).stream()
                .filter(block -> block.language().equals(language))
                .map(PageBlock::text)
                .toList();
    }

    @Test
    void eachSettingExists() throws IOException {
        CamelCatalog catalog = Catalogue.withOurs();
        String known = Files.readString(Path.of("docs/settings.md"));
        List<String> unknown = new ArrayList<>();
        for (Path page : PageBlock.pages()) {
            for (String block : blocks(page, "properties")) {
                Properties settings = new Properties();
                settings.load(new StringReader(block));
                for (String name : settings.stringPropertyNames()) {
                    if (!OF_THE_PAGE.contains(name)
                            && !known.contains("`" + name + "`")
                            && !isAFieldOfACampaign(name)
                            && !isAnOption(catalog, name + "=" + settings.getProperty(name))) {
                        unknown.add(page + ": " + name);
                    }
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    /** A program with Spring Boot has its campaigns in its settings. */
    private static boolean isAFieldOfACampaign(String name) {
        Matcher field = CAMPAIGN.matcher(name);
        return field.matches()
                && Stream.of(Campaign.class.getMethods()).anyMatch(method -> method.getName()
                        .equalsIgnoreCase("set" + field.group(1).replace("-", "")));
    }

    private static boolean isAnOption(CamelCatalog catalog, String line) {
        ConfigurationPropertiesValidationResult result = catalog.validateConfigurationProperty(line);
        return result.isSuccess() && result.isAccepted();
    }

    @Test
    void eachVersionIsThatOfTheProject() throws IOException {
        String version = Pattern.compile("<artifactId>camel-calling-card</artifactId>\\s*<version>([^<]+)<")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        for (Path page : PageBlock.pages()) {
            assertThat(VERSION.matcher(Files.readString(page)).results())
                    .as(page.toString())
                    .extracting((MatchResult found) -> found.group(1))
                    .allMatch(version::equals);
        }
    }

    /** The example is compiled and run; its page shows a part of it. */
    @Test
    void theJavaOfThePageOfSpringBootIsThatOfItsExample() throws IOException {
        String example =
                unindented(Files.readString(Path.of("examples/spring-boot/src/main/java/example/WelcomeApp.java")));
        assertThat(blocks(Path.of("docs/spring-boot.md"), "java")).isNotEmpty().allSatisfy(block -> assertThat(example)
                .contains(unindented(block)));
    }

    /** These tests are run in a project of their own, as a user has it. */
    @Test
    void theJavaOfThePageOfTwinsIsThatOfItsTests() throws IOException {
        StringBuilder tests = new StringBuilder();
        for (String name : List.of("WelcomeTest", "RegisteredTwinsTest", "InjectedTwinsTest")) {
            tests.append(unindented(
                    Files.readString(Path.of("src/it/twins/src/test/java/it").resolve(name + ".java"))));
        }
        assertThat(blocks(Path.of("docs/twins.md"), "java")).hasSize(4).allSatisfy(block -> assertThat(tests)
                .contains(unindented(block)));
    }

    private static String unindented(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
