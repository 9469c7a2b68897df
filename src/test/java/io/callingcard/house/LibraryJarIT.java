package io.callingcard.house;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is in the jar that others depend on; that nothing of Quarkus comes along is tested in {@code src/it}. */
class LibraryJarIT {

    @Test
    void holdsTheComponentsTheRoutesAndTheIndexButNothingOfTheRunner() throws IOException {
        List<String> entries;
        try (JarFile jar = new JarFile(System.getProperty("callingcard.jar"))) {
            entries = jar.stream().map(ZipEntry::getName).toList();
        }

        assertThat(entries)
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
                .noneMatch(entry -> entry.contains("quarkus"));
    }
}
