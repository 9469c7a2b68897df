// SPDX-License-Identifier: Apache-2.0
package io.callingcard.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.kamelets.KameletBox;
import io.callingcard.kamelets.KameletPages;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.provider.error.ProviderException.Failure;
import io.callingcard.provider.wire.ErrorAnswer;

import static org.assertj.core.api.Assertions.assertThat;

/** The generated pages of {@code docs/} are up to date. The current ones are in {@code target/docs}. */
class ReferencePagesTest {

    private static final Path DOCS = Path.of("docs");
    private static final Path FRESH = Path.of("target", "docs");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)");

    private static void compare(String name, String page) throws IOException {
        Files.createDirectories(FRESH.resolve(name).getParent());
        Files.writeString(FRESH.resolve(name), page);
        assertThat(DOCS.resolve(name))
                .as("docs/%s is out of date. Run: cp target/docs/%s docs/", name, name)
                .hasContent(page);
    }

    @Test
    void thePagesAreUpToDate() throws IOException {
        List<AssertionError> stale = new ArrayList<>();
        for (Map.Entry<String, String> page : ReferencePages.all().entrySet()) {
            try {
                compare(page.getKey(), page.getValue());
            } catch (AssertionError e) {
                stale.add(e);
            }
        }
        assertThat(stale).isEmpty();
    }

    @Test
    void theKameletsPageIsUpToDate() throws IOException {
        compare("kamelets.md", KameletPages.page());
    }

    @Test
    void thePicturesOfTheKameletsAreUpToDate() throws IOException {
        Map<String, String> boxes = KameletBox.all();
        for (Map.Entry<String, String> box : boxes.entrySet()) {
            Files.createDirectories(FRESH.resolve("kamelets"));
            Files.writeString(FRESH.resolve(box.getKey()), box.getValue());
        }
        for (Map.Entry<String, String> box : boxes.entrySet()) {
            compare(box.getKey(), box.getValue());
        }
        try (Stream<Path> files = Files.list(DOCS.resolve("kamelets"))) {
            assertThat(files).hasSameSizeAs(boxes.keySet());
        }
    }

    @Test
    void theMetadataForSpringBootIsUpToDate() throws IOException {
        String name = "spring-configuration-metadata.json";
        Files.createDirectories(FRESH);
        Files.writeString(FRESH.resolve(name), SpringMetadata.json());
        assertThat(Path.of("src/main/resources/META-INF", name))
                .as("it is out of date. Run: cp target/docs/%s src/main/resources/META-INF/", name)
                .hasContent(SpringMetadata.json());
    }

    @Test
    void theReadmeTableIsUpToDate() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String table = readme.substring(
                readme.indexOf("<!-- kamelets:start -->\n") + "<!-- kamelets:start -->\n".length(),
                readme.indexOf("<!-- kamelets:end -->"));
        Files.createDirectories(FRESH);
        Files.writeString(FRESH.resolve("kamelets-table.md"), KameletPages.table());
        assertThat(table).isEqualTo(KameletPages.table());
    }

    @Test
    void theExceptionNamesExist() {
        Failure failure = new Failure(
                "chert", "send-text", Outcome.NOT_SENT, "no", 400, null, false, null, null, null, null, null);
        String page = ReferencePages.errors();
        for (ErrorKind kind : ErrorKind.values()) {
            assertThat(page)
                    .contains("`"
                            + ErrorAnswer.thrown(kind)
                                    .apply(failure, null)
                                    .getClass()
                                    .getSimpleName() + "`");
        }
    }

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(DOCS)) {
            return Stream.concat(Stream.of(Path.of("README.md")), docs.filter(page -> page.toString()
                            .endsWith(".md")))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linkedFilesExist(Path page) throws IOException {
        Matcher links = LINK.matcher(Files.readString(page));
        while (links.find()) {
            Path target = page.toAbsolutePath().getParent().resolve(links.group(1));
            assertThat(target).as("%s: %s", page, links.group(1)).exists();
        }
    }
}
