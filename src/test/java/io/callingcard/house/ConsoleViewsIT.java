// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The operator's console with 5,000 people, in a real browser with a real runner. */
@Tag("full")
class ConsoleViewsIT {

    private static final int MANY = 5_000;
    private static final double LONGEST_TASK_MILLIS = 100;
    private static final String DOUBTFUL = "+14155559001";

    @TempDir
    private static Path folder;

    private static RunnerProcess runner;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        Browser.requireChromium();
        // A small budget: the leads wait, so that there is something to see, and the machine is not busy with them.
        // The doubt stays until a person settles it.
        runner = new RunnerProcess(
                folder, Map.of(), "-Dcallingcard.welcome.first-touches-per-day=30", "-Dcallingcard.settle.delay=1h");
        runner.post(
                "/twin/control/faults",
                "{\"provider\":\"wa\",\"kind\":\"RESET_AFTER_DELIVERY\",\"method\":\"POST\",\"path\":\"send/message\"}");
        runner.post("/leads", lead("Dora", DOUBTFUL, "support", "wa"));
        await().until(() -> runner.get("/page/steps?state=IN_DOUBT").body().contains(DOUBTFUL));
        assertThat(runner.send("POST", "/leads", "text/csv", many(), "none").statusCode())
                .isEqualTo(200);
        browser = Browser.at(runner.base);
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

    private static String lead(String name, String phone, String campaign, String channel) {
        return "{\"name\":\"%s\",\"phone\":\"%s\",\"campaign\":\"%s\",\"channel\":\"%s\",\"consent\":true}"
                .formatted(name, phone, campaign, channel);
    }

    private static String many() {
        return IntStream.range(0, MANY)
                .mapToObj(each -> "Person %d,+1415555%04d,welcome,true".formatted(each, each))
                .collect(Collectors.joining("\n", "name,phone,campaign,consent\n", "\n"));
    }

    private static String hash() {
        return browser.run("return location.hash").toString();
    }

    private static void openPeople(String filters) {
        browser.open("people" + filters);
        await().until(() -> !browser.texts(".rows-space .row").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"playground", "overview", "people", "campaigns", "import", "plan", "refusals", "lines", "audit"})
    void everyViewOpensWithoutBarriers(String view) throws Exception {
        opensWithoutBarriers(view, Map.of("light", Browser.WIDE, "dark", Browser.NARROW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"playground", "overview", "people", "campaigns", "import", "plan", "refusals", "lines", "audit"})
    void everyViewOpensWithoutBarriersAlsoTheOtherWayRound(String view) throws Exception {
        opensWithoutBarriers(view, Map.of("light", Browser.NARROW, "dark", Browser.WIDE));
    }

    private static void opensWithoutBarriers(String view, Map<String, Integer> widths) throws Exception {
        browser.complaints();
        try {
            for (String scheme : widths.keySet()) {
                int width = widths.get(scheme);
                browser.prefer(scheme);
                browser.resize(width, 1000);
                browser.open(view);
                await().until(() -> (boolean) browser.run("return document.readyState === 'complete'"));
                assertThat(browser.barriers()).as("%s, %d px", scheme, width).isEmpty();
                assertThat(browser.texts("main [role=alert]")).isEmpty();
                assertThat(browser.overflow()).isLessThanOrEqualTo(0);
                browser.screenshot(view + "-" + scheme + "-" + width);
            }
            browser.resize(360, 740);
            assertThat(browser.overflow()).isLessThanOrEqualTo(0);
            assertThat(browser.complaints()).isEmpty();
        } finally {
            browser.prefer("light");
            browser.resize(Browser.WIDE, 1000);
        }
    }

    @Test
    void theOverviewLeadsToThePersonInDoubt() throws Exception {
        browser.open("overview");
        await().until(() ->
                browser.texts(".attention li").stream().anyMatch(each -> each.startsWith("1 message is in doubt.")));
        browser.picture("overview");
        browser.click(".attention li a[href*=in_doubt]");
        await().until(() -> browser.texts(".rows-space .row a").equals(List.of("Dora")));
        assertThat(hash()).isEqualTo("#/people?state=in_doubt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(415) 555-0177", "415 555 0177", "+1-415-555-0177", "5550177", "person 177", "PERSON 177"})
    void theSearchForgives(String words) {
        openPeople("");
        browser.type("[name=q]", words);
        await().until(() -> browser.texts(".rows-space .row a").contains("Person 177"));
        assertThat(hash()).startsWith("#/people?q=");
    }

    /** No task of the page takes so long that a person would notice, while all rows are loaded and searched. */
    @Test
    void staysQuickWithManyPeople() {
        openPeople("");
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    browser.run(
                            "const body = document.querySelector('.rows-body'); body.scrollTop = body.scrollHeight;");
                    return (boolean) browser.run(
                            "return document.querySelector('.rows').list.items.length > arguments[0]", MANY);
                });
        browser.type("[name=q]", "Person 49");
        await().until(() -> browser.texts(".view-head p").contains("111 people"));
        assertThat(browser.texts(".rows-space .row")).isNotEmpty().hasSizeLessThan(100);
        assertThat(browser.longestTask()).isLessThan(LONGEST_TASK_MILLIS);
    }

    @Test
    void aPersonOpensAndClosesByKeyboard() throws Exception {
        openPeople("?q=Person+12");
        browser.press("/");
        assertThat(browser.focus().getDomAttribute("name")).isEqualTo("q");
        browser.press(Keys.ESCAPE, "j", "j", Keys.ARROW_DOWN, "k");
        String name = browser.focus().getText();
        browser.press(Keys.ENTER);
        await().until(() -> !browser.texts("dialog.drawer .timeline li").isEmpty());
        assertThat(browser.texts("dialog.drawer h3")).containsExactly("What comes next", "What happened");
        assertThat(hash()).contains("person=");
        browser.picture("people");
        assertThat(browser.barriers()).isEmpty();
        browser.press(Keys.ESCAPE);
        await().until(() -> browser.texts("dialog.drawer[open]").isEmpty());
        assertThat(browser.focus().getText()).isEqualTo(name);
    }

    @Test
    void anActionAsksFirstAndIsWrittenDown() {
        openPeople("?q=Person+4321");
        browser.click(".rows-space .row a");
        clickAction("Opt out");
        assertThat(browser.texts("dialog.ask p"))
                .singleElement()
                .asString()
                .contains("as if the person had written STOP");
        browser.press(Keys.ESCAPE);
        await().until(() -> browser.texts("dialog.ask").isEmpty());
        clickAction("Opt out");
        browser.click("dialog.ask button.primary");
        await().until(() ->
                browser.texts("dialog.drawer .entry").stream().anyMatch(each -> each.contains("opted out")));
        browser.open("audit");
        await().until(() -> browser.texts("main tbody tr").stream()
                .anyMatch(each -> each.contains("operator") && each.contains("opted out")));
    }

    private static void clickAction(String name) {
        clickText("dialog.drawer .actions button", name);
        await().until(() -> !browser.texts("dialog.ask").isEmpty());
    }

    @Test
    void aPersonSettlesADoubt() {
        openPeople("?q=Dora");
        browser.click(".rows-space .row a");
        clickAction("support/text was sent");
        browser.click("dialog.ask button.primary");
        await().until(() -> browser.texts("dialog.drawer .actions button").stream()
                .noneMatch(each -> each.startsWith("support/text")));
    }

    @Test
    void importsAFileWithItsRefusals() throws Exception {
        browser.open("import");
        browser.click(".drop summary");
        browser.run(
                "document.querySelector('.drop textarea').value = arguments[0]",
                "Name,Mobile,consent\nImport One,+1 212 555 0301,true\nImport Two,12,true\n");
        browser.click(".drop details button");
        await().until(() -> browser.texts("#columns-title").size() == 1);
        browser.run("const field = [...document.querySelectorAll('main td select')][1]; field.value = 'phone';"
                + " field.dispatchEvent(new Event('change'));");
        await().until(() -> browser.texts("[aria-labelledby=refusals-title] td").stream()
                .anyMatch(each -> each.contains("Import Two")));
        browser.screenshot("import-checked");
        assertThat(browser.barriers()).isEmpty();
        browser.click("[aria-labelledby=checked-title] button.primary");
        browser.click("dialog.ask button.primary");
        await().until(() ->
                browser.texts("main [role=status]").stream().anyMatch(each -> each.startsWith("Done: 1 lead")));
        openPeople("?q=Import+One");
        assertThat(browser.texts(".rows-space .row a")).containsExactly("Import One");
    }

    @Test
    void aCampaignIsPausedAndResumed() {
        browser.open("campaigns");
        await().until(() ->
                browser.texts("[aria-labelledby=campaign-welcome] .preview").size() == 3);
        for (String next : List.of("Resume", "Pause")) {
            browser.click("[aria-labelledby=campaign-welcome] .end button:last-child");
            browser.click("dialog.ask button.primary");
            await().until(() -> browser.texts("[aria-labelledby=campaign-welcome] .end button:last-child")
                    .equals(List.of(next)));
        }
    }

    @Test
    void aCampaignIsEditedWithADiffAndAVersion() throws Exception {
        browser.open("campaigns");
        String support = "[aria-labelledby=campaign-support] ";
        clickText(support + ".end button", "Edit");
        browser.type(support + "textarea[name=text]", "Thank you, {name}. Our support:");
        await().until(() -> browser.texts(support + ".diff .added").size() > 0);
        browser.screenshot("campaign-edit");
        assertThat(browser.barriers()).isEmpty();
        clickText(support + "button", "Save");
        assertThat(browser.texts("dialog.ask .removed")).isNotEmpty();
        browser.click("dialog.ask button.primary");
        await().until(() -> browser.texts(support + ".preview .bubble").contains("Thank you, Ada. Our support:"));
        clickText(support + ".end button", "Edit");
        await().until(() -> browser.texts(support + "summary").stream()
                .anyMatch(each -> each.startsWith("Version 1") && each.contains("in force")));
    }

    private static void clickText(String selector, String text) {
        await().until(() -> browser.texts(selector).contains(text));
        browser.run(
                "[...document.querySelectorAll(arguments[0])].find(each => each.innerText.trim() === arguments[1]).click()",
                selector,
                text);
    }

    @Test
    void aLineIsPausedForAnHour() {
        browser.open("lines");
        await().until(() -> !browser.texts("main .panel").isEmpty());
        String line = "main .panel[aria-label^=chert] ";
        browser.click(line + "> .actions button");
        browser.click("dialog.ask .buttons button:nth-child(2)");
        await().until(() -> browser.texts(line + ".chip").equals(List.of("paused")));
        browser.click(line + "> .actions button");
        await().until(() -> !browser.texts(line + ".chip").equals(List.of("paused")));
    }
}
