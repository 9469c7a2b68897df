// SPDX-License-Identifier: Apache-2.0
package io.callingcard.docs;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.callingcard.campaign.Campaign;
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
    private static final Pattern HEADER = Pattern.compile(
            "(?:\"|header[.]|name: |header: |`)(Camel(?:Card|Chert|Linq|Wa|Ledger|Campaign)[A-Z]\\w+)\\b");

    private static final Pattern OPTION = Pattern.compile("`([a-z]\\w+)=[^`]*`");

    /** They are fields of a mapping or a query, or words of Camel and SQLite. */
    private static final Set<String> NO_OPTIONS =
            Set.of("answers", "autoStartup", "eager", "id", "numbers", "prepareThreshold", "sep", "synchronous");

    /** They are properties of an exchange, which only our code reads, or headers of one Kamelet, which its page lists. */
    private static final Set<String> NO_HEADERS = Set.of(
            "CamelCampaignColumn",
            "CamelCampaignSkipped",
            "CamelCardChatOf",
            "CamelCardClaim",
            "CamelCardDoubt",
            "CamelCardLostAtChert",
            "CamelCardLostAtLinq",
            "CamelCardLostAtWa",
            "CamelCardUploads",
            "CamelLedgerBeginCondition",
            "CamelLedgerUnsent",
            "CamelWaContacts");

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

    /** A field without a description would be missing on the page. */
    @Test
    void eachFieldOfACampaignIsDescribed() throws IOException {
        assertThat(CampaignFieldsPage.setters())
                .extracting(CampaignFieldsPage::name)
                .containsExactlyInAnyOrderElementsOf(Stream.of(Campaign.class.getMethods())
                        .map(Method::getName)
                        .filter(name -> name.matches("set[A-Z].*"))
                        .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4))
                        .toList());
    }

    /** A page that names an option with a value names one that exists. */
    @Test
    void eachOptionThatAPageNamesExists() throws IOException {
        Set<String> known = new TreeSet<>(NO_OPTIONS);
        for (String scheme : ReferencePages.SCHEMES) {
            ReferencePages.metadata(scheme).path("properties").fieldNames().forEachRemaining(known::add);
        }
        List<String> unknown = new ArrayList<>();
        for (Path page : Pages.all()) {
            OPTION.matcher(Files.readString(page)).results().forEach(found -> {
                if (!known.contains(found.group(1))) {
                    unknown.add(page + ": " + found.group());
                }
            });
        }
        assertThat(unknown).isEmpty();
    }

    /** A header that the code or a route names is in the catalog, so it is on the page. */
    @Test
    void eachHeaderIsDocumented() throws IOException {
        String page = ReferencePages.all().get("headers.md");
        Set<String> named = new TreeSet<>();
        for (Path folder : List.of(Path.of("src/main/java"), Path.of("routes"), Path.of("kamelets"), DOCS)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(each -> each.toString().matches(".*[.](java|yaml|md)"))
                        .toList()) {
                    HEADER.matcher(Files.readString(file)).results().forEach(found -> named.add(found.group(1)));
                }
            }
        }
        named.removeIf(name -> NO_HEADERS.contains(name) || page.contains("`" + name + "`"));
        assertThat(named).isEmpty();
    }
}
