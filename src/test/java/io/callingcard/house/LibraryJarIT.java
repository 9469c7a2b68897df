package io.callingcard.house;

import java.io.IOException;
import java.util.List;
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
                        "META-INF/jandex.idx",
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
                .contains("io/callingcard/twin/TwinServer.class", "io/callingcard/twin/TwinExtension.class")
                .filteredOn(entry -> !entry.endsWith("/"))
                .allMatch(entry -> entry.startsWith("io/callingcard/twin/") || entry.startsWith("META-INF/"))
                .noneMatch(entry -> entry.startsWith("META-INF/services/"));
    }

    private static List<String> entries(String property) throws IOException {
        try (JarFile jar = new JarFile(System.getProperty(property))) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }
}
