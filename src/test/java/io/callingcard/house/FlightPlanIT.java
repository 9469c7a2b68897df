// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

import io.callingcard.simulate.PlannedPages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The page of a simulation, as a colleague opens it: a file, without a runner. */
@Tag("full")
class FlightPlanIT {

    private static final String SEARCH = "#search";

    @TempDir
    static Path folder;

    private static Browser browser;
    private static Path page;
    private static Path open;

    @BeforeAll
    static void simulate() throws Exception {
        Browser.requireChromium();
        page = PlannedPages.masked(folder.resolve("masked"));
        open = PlannedPages.withNumbersAndDifference(folder.resolve("before"), folder.resolve("open"));
        browser = Browser.at("");
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private static void show(Path file) {
        browser.show(file);
        await().until(() -> browser.texts("main h1").equals(List.of("Flight plan")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void thePageHasNoBarriers(String scheme) throws IOException {
        browser.prefer(scheme);
        for (int width : List.of(Browser.WIDE, Browser.NARROW)) {
            browser.resize(width, 1000);
            show(page);
            browser.type(SEARCH, "Ann1");
            browser.click("#found li:first-child button");
            assertThat(browser.barriers()).isEmpty();
            assertThat(browser.overflow()).isZero();
            browser.screenshot("flight-plan-" + scheme + "-" + width);
        }
        browser.resize(Browser.WIDE, 1000);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theFindingsComeFirst() {
        show(page);
        assertThat(browser.texts("main section h2").get(0)).isEqualTo("Findings");
        assertThat(browser.texts(".finding")).anyMatch(each -> each.equals("Warning: 2 leads have no consent."));
        assertThat(browser.texts("#plan-refused")).isNotEmpty();
    }

    @Test
    void theTimelineIsEnlargedAndScrolledByKeys() {
        show(page);
        long before = width();
        browser.run("document.querySelector('.flight-scroll').focus()");
        browser.press("+", "+");
        assertThat(width()).isGreaterThan(before);
        browser.press("-");
        browser.press("+", Keys.ARROW_RIGHT);
        await().until(() ->
                (Long) browser.run("return Math.round(document.querySelector('.flight-scroll').scrollLeft)") > 0);
        assertThat((Long) browser.run("return document.querySelectorAll('.flight .night').length"))
                .isPositive();
    }

    private static long width() {
        return (long) browser.run("return Math.round(document.querySelector('.flight').getBoundingClientRect().width)");
    }

    @Test
    void aPersonIsFoundByNameAndByTheWholeNumber() {
        show(page);
        browser.type(SEARCH, "Ann13");
        assertThat(browser.texts("#found li"))
                .singleElement()
                .asString()
                .endsWith("Ann13")
                .contains("•••");
        browser.type(SEARCH, "+1 415 200 0013");
        assertThat(browser.texts("#found li")).singleElement().asString().endsWith("Ann13");
        browser.press(Keys.TAB, Keys.ENTER);
        assertThat(browser.texts("#person h3")).singleElement().asString().endsWith("Ann13");
        assertThat(browser.texts("#person li"))
                .anyMatch(each -> each.endsWith("welcome/text: sent"))
                .anyMatch(each -> each.endsWith("welcome/card: sent"));
        browser.type(SEARCH, "Zoe");
        assertThat(browser.texts("#found li")).containsExactly("The page has no such person.");
    }

    @Test
    void theWholeFileAsksNothingOfTheOutside() throws IOException {
        show(page);
        assertThat((List<?>) browser.run("return performance.getEntriesByType('resource').map(each => each.name)"))
                .allMatch(each -> each.toString().startsWith("data:"));
        assertThat(Files.readString(page)).doesNotContain("+141520000");
    }

    @Test
    void theDifferenceIsASection() {
        show(open);
        assertThat(browser.texts("#diff li")).anyMatch(each -> each.startsWith("Finding gone: Line"));
        browser.type(SEARCH, "+14152000013");
        assertThat(browser.texts("#found li")).singleElement().asString().startsWith("+14152000013");
    }
}
