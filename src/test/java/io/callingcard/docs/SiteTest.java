// SPDX-License-Identifier: Apache-2.0
package io.callingcard.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The site that {@code mvn -Psite} makes: each link, picture and search result leads to a file and an anchor. */
@Tag("full")
class SiteTest {

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(?!https?:)([^\"#]*)(?:#([^\"]*))?\"");
    private static final Pattern RESULT = Pattern.compile("\"url\":\"([^\"#]*)#([^\"]*)\"");
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");

    @TempDir
    static Path site;

    @BeforeAll
    static void make() throws IOException {
        assertThat(Site.make(site)).isGreaterThan(30);
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(site)) {
            return files.filter(file -> file.toString().endsWith(".html")).toList();
        }
    }

    private static Set<String> ids(Path page) throws IOException {
        return ID.matcher(Files.readString(page))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static boolean leadsSomewhere(Path from, String file, String anchor) throws IOException {
        Path target = file.isEmpty() ? from : site.resolve(file);
        return Files.exists(target)
                && (anchor == null
                        || !target.toString().endsWith(".html")
                        || ids(target).contains(anchor));
    }

    @Test
    void eachLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            for (MatchResult link :
                    LINK.matcher(Files.readString(page)).results().toList()) {
                if (!leadsSomewhere(page, link.group(1), link.group(2))) {
                    broken.add(page.getFileName() + ": " + link.group());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void eachResultOfTheSearchLeadsSomewhere() throws IOException {
        List<MatchResult> results = RESULT.matcher(Files.readString(site.resolve("search-index.js")))
                .results()
                .toList();
        assertThat(results).hasSizeGreaterThan(300);
        List<String> broken = new ArrayList<>();
        for (MatchResult result : results) {
            if (!leadsSomewhere(site, result.group(1), result.group(2))) {
                broken.add(result.group());
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void theSiteNeedsNoOtherHost() throws IOException {
        for (Path page : pages()) {
            assertThat(Files.readString(page))
                    .doesNotContainPattern("(?:src|<link[^>]*href)=\"https?:")
                    .doesNotContain("<script>", "<style>");
        }
    }

    @Test
    void tablesAndCodeAreRead() throws IOException {
        assertThat(site.resolve("chert.html"))
                .content()
                .contains("<table tabindex=\"0\">", "<code class=\"language-yaml\">", "<title>chert:")
                .doesNotContain("operations:start");
        assertThat(site.resolve("start.html"))
                .content()
                .contains("<a href=\"start.html\" aria-current=\"page\">", "href=\"glossary.html\"");
    }
}
