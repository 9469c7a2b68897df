// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The playground as a person sees it, in a real browser with a real runner. */
@Tag("full")
class PageIT {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private static Path folder;

    private static RunnerProcess runner;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        Browser.requireChromium();
        runner = new RunnerProcess(folder, Map.of());
        browser = Browser.at(runner.base);
        open();
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

    private static void open() {
        browser.open("playground");
        await().until(() -> browser.texts("#feed").equals(List.of("Live.")));
    }

    private static void lead(String name, String phone, String channel) {
        browser.type("#lead [name=name]", name);
        browser.type("#lead [name=phone]", phone);
        new Select(browser.find("#lead [name=channel]")).selectByValue(channel);
        browser.find("#lead button").sendKeys(Keys.ENTER);
    }

    private static List<String> texts(String phone, String what) {
        return browser.texts(".phone[data-phone='" + phone + "'] " + what);
    }

    /** Returns the states of a person's steps, in alphabetical order. */
    private static List<String> states(String name) {
        return ((List<?>) browser.run(
                        "return [...document.querySelectorAll('#steps tbody tr')].filter(row =>"
                                + " row.querySelector('th').innerText.trim() === arguments[0]).map(row =>"
                                + " row.querySelector('.chip').innerText.trim()).sort()",
                        name))
                .stream().map(Object::toString).toList();
    }

    private static Instant now() {
        return Instant.parse(browser.find("#now").getDomAttribute("datetime"));
    }

    /** Moves the time as the buttons do, but in one step. */
    private static void moveTo(Instant moment) {
        long seconds = ChronoUnit.SECONDS.between(now(), moment);
        Object end = browser.runAsync(
                "import('/page/playground/tools.js').then(tools => tools.forward(arguments[0]))"
                        + ".then(() => arguments[1]('moved'), failure => arguments[1](failure.message))",
                seconds);
        assertThat(end).isEqualTo("moved");
        await().until(() -> !now().isBefore(moment));
    }

    /** Returns an afternoon in New York, so many days after the next but one. */
    private static Instant afternoon(int days) {
        ZonedDateTime dayAfter = now().atZone(NEW_YORK).plusHours(24);
        ZonedDateTime noon = dayAfter.with(LocalTime.of(13, 0));
        return (noon.isBefore(dayAfter) ? noon.plusDays(1) : noon)
                .plusDays(days)
                .toInstant();
    }

    @Test
    void welcomesALeadAndEndsTheShareOnStop() throws Exception {
        String ada = "+12125550200";
        lead("Ada Lovelace", "+1 212 555 0200", "chert");
        await().until(() -> texts(ada, ".bubble").size() == 2);
        assertThat(texts(ada, ".bubble").get(0)).startsWith("Hi Ada Lovelace, this is Harbor Books");
        assertThat(texts(ada, ".card")).singleElement().asString().contains("Harbor Books", "+12025550143");
        await().until(() -> states("Ada Lovelace").equals(List.of("sent", "sent")));

        moveTo(afternoon(0));
        await().until(() -> texts(ada, ".prompt").size() == 1);
        lead("Bob", "+1 212 555 0201", "linq");
        await().until(() -> texts("+12125550201", ".card").size() == 1);
        lead("Cyd", "+1 212 555 0202", "wa");
        await().until(() -> states("Cyd").equals(List.of("sent", "sent")));
        browser.screenshot("phones");
        browser.picture("page");

        browser.click(".phone[data-phone='" + ada + "'] [data-operation=stop]");
        await().until(() -> texts(ada, ".mine").contains("STOP"));
        await().until(() -> browser.texts("#shares td").contains("never: opted out"));
        moveTo(afternoon(0));
        moveTo(afternoon(0));
        assertThat(runner.get("/twin/journal?phone=%2B12125550200")
                        .body()
                        .lines()
                        .filter(line -> line.contains("\"kind\":\"share\"")))
                .hasSize(1);
    }

    /** Each story runs by itself and ends in a proof. No text arrives twice. */
    @ParameterizedTest
    @CsvSource({
        "lost, 'One text, one card. The ledger proved from the history'",
        "race, 'Of 10 requests 1 was accepted. One text, one card'",
        "down, 'One text, one card. '"
    })
    void aStoryEndsInAProof(String story, String verdict) throws Exception {
        open();
        browser.click("[data-story=" + story + "]");
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> browser.texts("#verdict").stream()
                .anyMatch(each -> !each.isEmpty()));
        browser.screenshot("story-" + story);
        assertThat(browser.texts("#verdict")).singleElement().asString().contains(verdict);
        assertThat(browser.texts(".stage-steps > li.done")).hasSameSizeAs(browser.texts(".stage-steps > li"));
        assertThat(browser.texts("#verdict.good")).hasSize(1);
        if (story.equals("lost")) {
            browser.run("document.querySelector('.stories').scrollIntoView()");
            browser.picture("story");
            browser.run("scrollTo(0, 0)");
        }
    }

    /** A page cannot kill its runner, so it only tells how. KillStoryIT does it. */
    @Test
    void theStoryOfAKilledProcessHasTheCommands() {
        open();
        browser.click("[data-story=kill]");
        assertThat(browser.texts(".command pre")).anyMatch(each -> each.startsWith("kill -9"));
        browser.click(".stage-head button");
        assertThat(browser.focus().getDomAttribute("data-story")).isEqualTo("kill");
    }

    /** A line whose key is refused rests. The page shows why, until the line works again. */
    @Test
    void showsWhyALineRests() throws Exception {
        fault(
                "POST",
                "{\"provider\":\"linq\",\"kind\":\"ERROR\",\"method\":\"POST\",\"code\":\"2004\",\"times\":1000}");
        lead("Gus", "+1 212 555 0206", "linq");
        await().until(() -> browser.texts("#rests li").stream()
                .anyMatch(each -> each.matches("Line linq rests until .*apiKey.* Its leads wait\\.")));
        browser.screenshot("line-rests");
        fault("DELETE", null);
        moveTo(now().plus(5, ChronoUnit.MINUTES));
        await().until(() -> states("Gus").equals(List.of("sent", "sent")));
        await().until(() -> browser.texts("#rests li").stream().noneMatch(each -> each.contains("apiKey")));
    }

    private static void fault(String method, String fault) {
        assertThat(browser.runAsync(
                        "fetch('/twin/control/faults', {method: arguments[0], body: arguments[1] ?? undefined,"
                                + " headers: {'Content-Type': 'application/json'}}).then(each => arguments[2](each.ok))",
                        method,
                        fault))
                .isEqualTo(true);
    }

    /** The phone shows the actions of its owner. */
    @Test
    void sendsAReplyAReactionAndACardFromAPhone() {
        String fay = "+12125550205";
        lead("Fay", "+1 212 555 0205", "chert");
        await().until(() -> texts(fay, ".bubble").size() == 2);
        String phone = ".phone[data-phone='" + fay + "'] ";
        browser.find(phone + ".reply input").sendKeys("Thank you" + Keys.ENTER);
        await().until(() -> texts(fay, ".mine").contains("Thank you"));
        browser.click(phone + "[data-operation=react]");
        await().until(() -> texts(fay, ".mine").stream().anyMatch(each -> each.startsWith("You reacted")));
        browser.click(phone + "[data-operation=card]");
        await().until(() -> texts(fay, ".mine .card").size() == 1);
    }

    /** The search finds one row among many. */
    @Test
    void findsAPersonAmongMany() {
        lead("Dan", "+1 212 555 0203", "chert");
        lead("Eve", "+1 212 555 0204", "chert");
        await().until(() -> states("Eve").equals(List.of("sent", "sent")));
        browser.type("#find [name=person]", "+1 212 555 0203" + Keys.ENTER);
        await().until(() -> browser.texts("#steps tbody tr").stream().allMatch(row -> row.startsWith("Dan")));
        assertThat(states("Dan")).containsExactly("sent", "sent");
        Select state = new Select(browser.find("#find [name=state]"));
        state.selectByValue("IN_DOUBT");
        await().until(() -> browser.texts("#steps tbody tr").isEmpty());
        state.selectByValue("");
        browser.type("#find [name=person]", "" + Keys.ENTER);
        await().until(() -> !states("Eve").isEmpty());
    }

    @Test
    void theButtonsMoveTheTime() {
        open();
        Instant before = now();
        browser.find("[data-forward=hour]").sendKeys(Keys.ENTER);
        isLater(before.plus(59, ChronoUnit.MINUTES));
        await().atMost(PATIENCE).until(() -> browser.find("[data-forward=day]").isEnabled());
        browser.find("[data-forward=day]").sendKeys(Keys.ENTER);
        isLater(before.plus(24, ChronoUnit.HOURS));
    }

    /** Moving the time runs what is due, which takes a while when much is. */
    private static void isLater(Instant moment) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(now())
                .as("complaints: %s", browser.texts(".toast"))
                .isAfter(moment));
    }

    /** The campaign's text has a field that the form does not know. */
    @Test
    void asksForTheFieldsOfACampaign() {
        open();
        new Select(browser.find("#lead [name=campaign]")).selectByValue("sales-rep");
        browser.type("#lead [name=name]", "Hal");
        browser.type("#lead [name=phone]", "+1 212 555 0207");
        browser.find("#lead button").sendKeys(Keys.ENTER);
        await().untilAsserted(() -> assertThat(browser.texts("#lead output"))
                .singleElement()
                .asString()
                .startsWith("Refused: rep: is missing"));
        assertThat(browser.texts("#lead [name=rep]")).hasSize(1);
    }

    /** A message and its row in the ledger light up together. */
    @Test
    void lightsAMessageAndItsRow() {
        open();
        lead("Ivy", "+1 212 555 0208", "wa");
        await().until(() -> states("Ivy").equals(List.of("sent", "sent")));
        WebElement bubble = browser.find(".phone[data-phone='+12125550208'] .chat li");
        browser.hover(bubble);
        await().until(() -> browser.texts("#steps tr.lit").size() == 1);
        assertThat(browser.texts("#steps tr.lit").get(0)).contains("welcome/text");
        browser.hover(browser.find("#steps tbody tr"));
        await().until(() -> browser.texts(".chat li.lit").size() == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void hasNoBarriers(String scheme) throws Exception {
        browser.prefer(scheme);
        try {
            for (int width : List.of(Browser.WIDE, Browser.NARROW)) {
                browser.resize(width, 1000);
                open();
                assertThat(browser.barriers()).as("%s, %d px", scheme, width).isEmpty();
                browser.screenshot("playground-" + scheme + "-" + width);
            }
            browser.resize(360, 800);
            assertThat(browser.overflow()).isLessThanOrEqualTo(0);
        } finally {
            browser.prefer("light");
            browser.resize(Browser.WIDE, 1000);
        }
    }

    @Test
    void worksByKeyboard() {
        open();
        browser.pressTab();
        assertThat(browser.focus().getText()).isEqualTo("Skip to the content");
        browser.press(Keys.ENTER);
        assertThat(browser.focus().getTagName()).isEqualTo("main");
        browser.press("?");
        await().until(() -> browser.texts("dialog.ask h2").equals(List.of("Keys")));
        browser.press(Keys.ESCAPE);
        await().until(() -> browser.texts("dialog.ask").isEmpty());
        browser.press("/");
        assertThat(browser.focus().getDomAttribute("name")).isEqualTo("person");
        browser.press(Keys.ESCAPE, "g", "p");
        await().until(() -> browser.texts("main h1").equals(List.of("People")));
        open();
    }

    /** The choice of a language and of colors stays. */
    @Test
    void speaksGerman() throws Exception {
        open();
        browser.run("localStorage.setItem('calling-card.language', 'de')");
        try {
            browser.open("playground");
            assertThat(browser.texts("main h1")).containsExactly("Probierfeld");
            assertThat(browser.run("return document.documentElement.lang")).isEqualTo("de");
            browser.screenshot("german");
        } finally {
            browser.run("localStorage.clear()");
            open();
        }
    }

    @Test
    void loadsQuicklyAndNothingFromOtherHosts() {
        open();
        List<?> from = (List<?>)
                browser.run("return performance.getEntriesByType('resource').map(each => new URL(each.name).origin)");
        assertThat(from).isNotEmpty().allMatch(runner.base::equals);
        assertThat(browser.run("return performance.getEntriesByName('first-contentful-paint')[0].startTime < 1000"))
                .isEqualTo(true);
    }

    /** The browser asks whether a file has changed, and gets it only then. */
    @Test
    void filesHaveATag() throws Exception {
        var first = runner.get("/page/app.js");
        assertThat(first.headers().firstValue("cache-control")).contains("no-cache");
        String tag = first.headers().firstValue("etag").orElseThrow();
        assertThat(runner.get("/page/app.js", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(runner.get("/page/../application.properties").statusCode()).isEqualTo(404);
        assertThat(runner.get("/page/none.js").statusCode()).isEqualTo(404);
        assertThat(runner.get("/")
                        .headers()
                        .firstValue("content-security-policy")
                        .orElseThrow())
                .contains("script-src 'self'", "style-src 'self'");
    }
}
