// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The view of the console that simulates the next days, with a real runner. */
@Tag("full")
class FlightPlanViewIT {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    @TempDir
    static Path folder;

    private static RunnerProcess runner;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        Browser.requireChromium();
        runner = new RunnerProcess(folder, Map.of());
        browser = Browser.at(runner.base);
        browser.downloads(folder);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (runner != null) {
            runner.close();
        }
    }

    @BeforeEach
    void open() {
        browser.open("plan");
        browser.complaints();
    }

    private static void drop(String csv) {
        browser.run(
                """
                const data = new DataTransfer();
                data.items.add(new File([arguments[0]], 'leads.csv', { type: 'text/csv' }));
                document.querySelector('cc-plan .drop')
                  .dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
                """,
                csv);
        await().until(() -> browser.texts(".drop [role=status]").equals(List.of("leads.csv")));
    }

    @Test
    void aSimulationIsStartedFollowedAndShown() throws Exception {
        drop("name,phone,campaign,consent\nAda,+14152000001,welcome,true\nBob,+14152000002,welcome,false\n");
        browser.click("[name=from-ledger]");
        browser.type("[name=days]", "3");
        browser.click("form [type=submit]");
        await().atMost(LONGEST).until(() -> !browser.texts(".findings li").isEmpty());
        assertThat(browser.texts(".findings li")).contains("Warning: One lead has no consent.");
        assertThat(browser.run("return location.hash").toString()).startsWith("#/plan?id=");
        assertThat(runner.get("/twin/journal").body()).doesNotContain("+14152000001");
        for (String scheme : List.of("light", "dark")) {
            browser.prefer(scheme);
            for (int width : List.of(Browser.WIDE, Browser.NARROW)) {
                browser.resize(width, 1000);
                assertThat(browser.barriers()).isEmpty();
                assertThat(browser.overflow()).isLessThanOrEqualTo(0);
                browser.screenshot("plan-view-" + scheme + "-" + width);
            }
        }
        browser.prefer("light");
        browser.resize(Browser.WIDE, 1000);
        assertThat(browser.complaints()).isEmpty();
        browser.click("a[download='plan.html']");
        Path page = folder.resolve("plan.html");
        await().until(() -> Files.exists(page));
        assertThat(Files.readString(page)).contains("+1415•••0001").doesNotContain("+14152000001");
        browser.click("a[download='journal.jsonl']");
        browser.click("a[download='findings.json']");
        Path journal = folder.resolve("journal.jsonl");
        await().until(() -> Files.exists(journal) && Files.exists(folder.resolve("findings.json")));
        assertThat(Files.readString(journal)).contains("\"person\":\"+14152000001\"");

        drop("name,phone,campaign,consent\nAda,+14152000001,welcome,true\nBob,+14152000002,welcome,true\n");
        browser.click("[name=compare]");
        browser.click("form [type=submit]");
        await().atMost(LONGEST).until(() -> !browser.texts("#diff li").isEmpty());
        assertThat(browser.texts("#diff li")).contains("Finding gone: One lead has no consent.");
    }

    @Test
    void aFileOfManyLeadsIsUploadedAndOneThatIsTooLargeIsRefused() {
        browser.run(
                """
                const csv = 'name,phone,campaign,consent\\n' + ('A'.repeat(1000) + ',12,welcome,true\\n').repeat(3000);
                document.querySelector('cc-plan').take(new File([csv], 'leads.csv'));
                """);
        browser.click("[name=from-ledger]");
        browser.type("[name=days]", "1");
        browser.click("form [type=submit]");
        await().atMost(LONGEST).until(() -> browser.texts(".findings li").stream()
                .anyMatch(each -> each.contains("3,000 records are refused")));
        browser.run("document.querySelector('cc-plan').take({ size: 33554433 })");
        assertThat(browser.texts("cc-plan [role=alert]")).containsExactly("The file is larger than 32 MB. Split it.");
    }

    @Test
    void withoutLeadsNothingIsStarted() {
        browser.click("[name=from-ledger]");
        browser.click("form [type=submit]");
        await().until(() ->
                browser.texts("cc-plan [role=alert]").equals(List.of("Choose a file, or the leads of the ledger.")));
    }

    @Test
    void aSimulationThatIsUnknownIsSaid() {
        browser.open("plan?id=none");
        await().until(() -> browser.texts("cc-plan [role=alert]").stream()
                .anyMatch(each -> each.startsWith("The runner does not know the simulation")));
        assertThat(browser.find("form [type=submit]").isEnabled()).isTrue();
    }

    @Test
    void theKeysOpenTheView() {
        browser.open("overview");
        browser.press("g", "f");
        await().until(() -> browser.texts("main h1").equals(List.of("Flight plan")));
    }
}
