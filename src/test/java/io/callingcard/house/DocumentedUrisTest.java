// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every documented endpoint URI is valid by Camel's catalog, as an editor checks it. */
class DocumentedUrisTest {

    private static final Pattern URI = Pattern.compile(
            "(?<!webhook:)(?<![.\\w])((?:chert|linq|wa|ledger|campaign):(?!application-|operation\\b)[a-z-]+(?:\\?[^\\s\"'`]+)?)");
    private static final CamelCatalog CATALOG = catalog();

    private static CamelCatalog catalog() {
        try {
            return Catalogue.withOurs();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<String> uris() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : documents()) {
            Matcher uris = URI.matcher(Files.readString(file));
            while (uris.find()) {
                found.add(uris.group(1));
            }
        }
        return found.stream().distinct();
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(Path.of("README.md")));
        for (String folder : List.of("routes", "examples", "docs")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.toString().matches(".*[.](yaml|md)"))
                        .filter(file -> !file.startsWith("docs/kamelets.md"))
                        .forEach(documents::add);
            }
        }
        return documents;
    }

    @ParameterizedTest
    @MethodSource("uris")
    void isValid(String uri) {
        boolean received = uri.contains(":events") || uri.matches("campaign:(leads|rows).*");
        EndpointValidationResult result = CATALOG.validateEndpointProperties(uri, false, received, !received);

        assertThat(result.isSuccess()).as(result.summaryErrorMessage(false)).isTrue();
    }

    @Test
    void theCatalogReportsAMistake() {
        assertThat(CATALOG.validateEndpointProperties("chert:send-contact?chatid=1")
                        .isSuccess())
                .isFalse();
        assertThat(CATALOG.validateEndpointProperties("chert:send-fax").isSuccess())
                .isFalse();
        assertThat(CATALOG.validateEndpointProperties("chert:send-text?maxRetries=many")
                        .isSuccess())
                .isFalse();
    }
}
