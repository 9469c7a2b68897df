// SPDX-License-Identifier: Apache-2.0
package io.callingcard.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Each link between pages leads to a file and a heading, and each page can be reached from the index. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]*)(?:#([^)]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```");

    private static String text(Path page) {
        try {
            return CODE.matcher(Files.readString(page)).replaceAll("");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>(Pages.all());
        files.addAll(List.of(Path.of("CONTRIBUTING.md"), Path.of("SECURITY.md"), Path.of("CHANGELOG.md")));
        files.addAll(Pages.ofExamples());
        return files;
    }

    @Test
    void eachLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : files()) {
            for (MatchResult link : LINK.matcher(text(page)).results().toList()) {
                Path target = link.group(1).isEmpty()
                        ? page
                        : page.resolveSibling(link.group(1)).normalize();
                boolean isBroken = !Files.exists(target)
                        || link.group(2) != null && !anchors(text(target)).contains(link.group(2));
                if (isBroken) {
                    broken.add(page + ": " + link.group());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void theIndexNamesEachPage() throws IOException {
        Path index = Path.of("docs/README.md");
        Set<String> linked = new HashSet<>();
        LINK.matcher(text(index)).results().forEach(link -> linked.add(link.group(1)));
        assertThat(Pages.all().stream()
                        .filter(page -> page.startsWith("docs") && !page.equals(index))
                        .map(page -> index.getParent().relativize(page).toString())
                        .toList())
                .isSubsetOf(linked);
    }

    /** As a repository's page makes them: lower case, no punctuation, hyphens for spaces. */
    static Set<String> anchors(String page) {
        Set<String> anchors = new HashSet<>();
        for (MatchResult heading : HEADING.matcher(page).results().toList()) {
            String anchor = anchor(heading.group(1));
            String free = anchor;
            for (int i = 1; !anchors.add(free); i++) {
                free = anchor + "-" + i;
            }
        }
        return anchors;
    }

    private static String anchor(String heading) {
        return heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    @Test
    void anchorsAreThoseOfARepository() {
        assertThat(anchors("# The ledger's file\n## `chert:`\n## Which device? (`A_B`, `C`)\n## `chert:`\n"))
                .containsExactlyInAnyOrder("the-ledgers-file", "chert", "which-device-a_b-c", "chert-1");
    }
}
