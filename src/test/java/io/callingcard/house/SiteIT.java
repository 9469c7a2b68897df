// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.docs.Site;

import static org.assertj.core.api.Assertions.assertThat;

/** The site of the documentation in a browser: its search, its colors, and its width. It is opened from files. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteIT {

    private Path site;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Browser.requireChromium();
        site = folder;
        Site.main(site.toString());
        browser = Browser.at("");
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void theSearchFindsAPage() throws IOException {
        browser.show(site.resolve("index.html"));
        browser.type("#search", "restore backup");
        Awaitility.await().until(() -> !browser.texts("#results a").isEmpty());
        assertThat(browser.texts("#results a").get(0)).startsWith("Backup and restore");
        browser.screenshot("site-search");
        browser.click("#results a");
        Awaitility.await().until(() -> browser.texts("main h1").equals(List.of("Backup and restore")));
    }

    @Test
    void theSearchSaysThatItFoundNothing() {
        browser.show(site.resolve("index.html"));
        browser.type("#search", "xylophone");
        Awaitility.await().until(() -> browser.texts("#results li").equals(List.of("No page has these words.")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void itHasNoBarriers(String scheme) throws IOException {
        browser.prefer(scheme);
        for (String page : List.of("index", "start", "chert", "troubleshooting")) {
            browser.resize(Browser.WIDE, 1000);
            browser.show(site.resolve(page + ".html"));
            assertThat(browser.complaints()).as(page).isEmpty();
            assertThat(browser.barriers()).as(page).isEmpty();
            // To read the style sheet, axe makes requests that a browser refuses to files.
            browser.complaints();
            browser.screenshot("site-" + page + "-" + scheme);
            browser.resize(Browser.NARROW, 800);
            assertThat(browser.overflow()).as(page).isZero();
            browser.screenshot("site-" + page + "-" + scheme + "-narrow");
        }
    }
}
