// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The content of the jars that others depend on. Their dependencies are tested in {@code src/it}. */
class LibraryJarIT {

    @Test
    void theLibraryContainsNothingOfTheRunnerOrTheTwins() throws IOException {
        assertThat(entries("callingcard.jar"))
                .contains(
                        "META-INF/LICENSE",
                        "META-INF/NOTICE",
                        "META-INF/jandex.idx",
                        "META-INF/services/org/apache/camel/component.properties",
                        "META-INF/services/org/apache/camel/dev-console/calling-card",
                        "META-INF/spring-configuration-metadata.json",
                        "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports",
                        "META-INF/services/org/apache/camel/component/chert",
                        "META-INF/services/org/apache/camel/component/linq",
                        "META-INF/services/org/apache/camel/component/wa",
                        "META-INF/services/org/apache/camel/TypeConverterLoader",
                        "META-INF/io/callingcard/chert/chert.json",
                        "META-INF/io/callingcard/linq/linq.json",
                        "META-INF/io/callingcard/wa/wa.json",
                        "io/callingcard/chert/ChertComponentConfigurer.class",
                        "routes/send-card.camel.yaml",
                        "kamelets/welcome-sink.kamelet.yaml")
                .doesNotContain("application.properties")
                .noneMatch(entry -> entry.startsWith("io/callingcard/runner/"))
                .noneMatch(entry -> entry.startsWith("io/callingcard/simulate/"))
                .noneMatch(entry -> entry.startsWith("io/callingcard/twin/"))
                .noneMatch(entry -> entry.contains("quarkus"));
    }

    @Test
    void theJarOfTheTwinsContainsOnlyTheTwins() throws IOException {
        assertThat(entries("callingcard.twins.jar"))
                .contains(
                        "META-INF/LICENSE",
                        "META-INF/NOTICE",
                        "io/callingcard/twin/TwinServer.class",
                        "io/callingcard/twin/TwinExtension.class")
                .filteredOn(entry -> !entry.endsWith("/"))
                .allMatch(entry -> entry.startsWith("io/callingcard/twin/") || entry.startsWith("META-INF/"))
                .noneMatch(entry -> entry.startsWith("META-INF/services/"));
    }

    /** Camel's tools read from it which components a jar has. */
    @Test
    void theLibraryListsItsComponents() throws IOException {
        Properties list = new Properties();
        List<String> components;
        try (JarFile jar = new JarFile(System.getProperty("callingcard.jar"))) {
            list.load(jar.getInputStream(jar.getEntry("META-INF/services/org/apache/camel/component.properties")));
            components = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(entry -> entry.matches("META-INF/services/org/apache/camel/component/.+"))
                    .map(entry -> entry.substring(entry.lastIndexOf('/') + 1))
                    .sorted()
                    .toList();
            assertThat(jar.getEntry("META-INF/maven/io.callingcard/camel-calling-card/pom.xml"))
                    .isNotNull();
        }
        assertThat(list.getProperty("components")).isEqualTo(String.join(" ", components));
        assertThat(list)
                .containsEntry("groupId", "io.callingcard")
                .containsEntry("artifactId", "camel-calling-card")
                .doesNotContainEntry("version", "${project.version}");
    }

    /** The pom of users has no plugins and no dependencies of tests, and what Maven Central asks for. */
    @Test
    void thePomOfUsersHasWhatTheyNeed() throws IOException {
        String pom = Files.readString(Path.of("target", "pom.flattened.xml"));
        assertThat(pom)
                .contains("<name>", "<description>", "<url>", "<scm>", "<developers>", "<licenses>", "ez-vcard")
                .doesNotContain("<plugin>", "<scope>test</scope>", "assertj", "<profiles>");
        assertThat(pom.replaceAll("\\s+", ""))
                .containsPattern("<artifactId>sqlite-jdbc</artifactId>.{0,80}<optional>true</optional>");
    }

    private static List<String> entries(String property) throws IOException {
        try (JarFile jar = new JarFile(System.getProperty(property))) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }
}
