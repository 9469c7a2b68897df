// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.house.RunnerProcess.Answer;
import io.callingcard.twin.Fault;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an operator asks at three in the morning, with real lines. Twins in this process stand for the providers. */
@Tag("full")
class NightIT {

    private static final String ADA = "+14155550171";
    private static final String DORA = "+14155550172";
    private static final String CLEO = "+14155550173";
    private static final String STAN = "+14155550174";
    private static final Pattern WHOLE_NUMBER = Pattern.compile("1?(?:415|312)555\\d{4}");

    private static final List<String> AREAS =
            List.of("212", "213", "312", "313", "404", "415", "503", "617", "702", "713");

    private static final int MOST_CLICKS = 2;
    private static final double MOST_MILLIS = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Map<String, String> LINES = Map.of(
            "CHERT_TENANT", "twin",
            "CHERT_SIGNING_SECRET", "canary-secret",
            "WA_DEVICE_ID", "twin",
            "CALLINGCARD_LEADS_TOKEN", "canary-token",
            "CALLINGCARD_PAGE_PASSWORD", "open-sesame",
            "CALLINGCARD_PAGE_VIEWER_PASSWORD", "only-looking");

    @TempDir
    private static Path folder;

    private static TwinServer providers;
    private static List<String> settings;
    private static RunnerProcess runner;
    private static Browser operator;
    private static int clicks;

    @BeforeAll
    static void start() throws Exception {
        Browser.requireChromium();
        providers = TwinServer.start("canary-secret");
        Map<String, String> environment = new HashMap<>(LINES);
        environment.put("CHERT_BASE_URL", providers.root("chert"));
        environment.put("WA_BASE_URL", providers.root("wa"));
        String budget = "-Dcallingcard.welcome.first-touches-per-day=10";
        // The doubt stays until a person settles it.
        runner = new RunnerProcess(folder, environment, budget, "-Dcallingcard.settle.delay=1h");
        settings = Stream.concat(
                        environment.entrySet().stream().map(each -> "-D" + each.getKey() + "=" + each.getValue()),
                        Stream.of(budget, "-Dcallingcard.ledger.file=" + runner.ledger))
                .toList();
        happen();
        operator = Browser.at(runner.base);
        operator.login("operator", "open-sesame");
    }

    /** A campaign of five days, a doubt, a refused card, an opt-out, and a lead that got everything. */
    private static void happen() throws Exception {
        leads(IntStream.range(0, 50).mapToObj(each -> "Guest %d,+1415555%04d,welcome".formatted(each, 1000 + each)));
        providers.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "send/message"));
        leads(Stream.of("Dora," + DORA + ",support"));
        becomes(DORA, "in_doubt");
        providers.inject(Fault.error("VALIDATION_ERROR").on("POST", "send/contact"));
        leads(Stream.of("Cleo," + CLEO + ",support"));
        becomes(CLEO, "set_aside");
        assertThat(command("ledger", "opt-out", "--person", STAN).code()).isZero();
        leads(Stream.of("Stan," + STAN + ",support", "Ada," + ADA + ",support"));
        becomes(STAN, "opted_out");
        becomes(ADA, "sent");
    }

    private static void leads(Stream<String> rows) throws Exception {
        String body = rows.map(each -> each + ",true")
                .collect(Collectors.joining("\n", "name,phone,campaign,consent\n", "\n"));
        HttpResponse<String> answer = runner.send("POST", "/leads", "text/csv", body, "Bearer canary-token");
        // A lead of a person who opted out is refused.
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 207, 422);
    }

    private static HttpResponse<String> ask(String path) throws Exception {
        String pair = Base64.getEncoder().encodeToString("operator:open-sesame".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = runner.get(path, "Authorization", "Basic " + pair);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static JsonNode get(String path) throws Exception {
        return new ObjectMapper().readTree(ask(path).body());
    }

    private static void becomes(String phone, String state) {
        await().untilAsserted(() -> {
            JsonNode people = get("/api/people?q=" + phone.substring(1)).path("people");
            assertThat(people.at("/0/state").asText()).as(people.toString()).isEqualTo(state);
        });
    }

    @AfterAll
    static void stop() {
        if (operator != null) {
            operator.close();
        }
        if (runner != null) {
            runner.close();
        }
        if (providers != null) {
            providers.close();
        }
    }

    /** Opens the console as an operator does: at the address of the runner. */
    private static void arrive() {
        operator.open("");
        assertThat(operator.texts("main h1")).containsExactly("Overview");
        await().until(() -> !operator.texts(".tile").isEmpty());
        clicks = 0;
    }

    private static void click(String selector) {
        operator.click(selector);
        clicks++;
    }

    private static void clickPerson(String name) {
        await().until(() -> operator.texts(".rows-space .row a").contains(name));
        String id = operator.run(
                        "return [...document.querySelectorAll('.rows-space .row a')]"
                                + ".find(each => each.innerText.trim() === arguments[0]).dataset.person",
                        name)
                .toString();
        click(".rows-space .row a[data-person='" + id + "']");
    }

    private static void story(Predicate<String> sentence) {
        await().untilAsserted(() ->
                assertThat(operator.texts("dialog.drawer .timeline p")).anyMatch(sentence));
        assertThat(clicks).isLessThanOrEqualTo(MOST_CLICKS);
    }

    private static Answer command(String... words) throws Exception {
        return RunnerProcess.command(folder, settings, words);
    }

    private static String answer(String... words) throws Exception {
        Answer answer = command(words);
        assertThat(answer.code()).as(answer.words()).isZero();
        return answer.words();
    }

    @Test
    void whoGotWhat() throws Exception {
        arrive();
        click(".tile[href*='state=sent']");
        clickPerson("Ada");
        story(each -> each.startsWith("support/text: wa took the message"));
        story(each -> each.startsWith("support/card: wa took the message"));
        assertThat(answer("ledger", "report", "--person", ADA).lines())
                .anyMatch(each -> each.matches(".*support +text +sent .*"))
                .anyMatch(each -> each.matches(".*support +card +sent .*"));
    }

    @Test
    void whatIsInDoubt() throws Exception {
        arrive();
        click(".attention a[href*='state=in_doubt']");
        await().until(() -> operator.texts(".rows-space .row a").equals(List.of("Dora")));
        clickPerson("Dora");
        story(each -> each.startsWith("support/text is in doubt."));
        assertThat(answer("ledger", "report", "--state", "in_doubt").lines().filter(each -> each.contains("support")))
                .singleElement()
                .asString()
                .contains(DORA, " text ", "in doubt");
    }

    /** The gateway refused the card after the text had arrived. */
    @Test
    void whyAPersonGotNoCard() throws Exception {
        arrive();
        click(".attention a[href*='state=set_aside']");
        clickPerson("Cleo");
        story(each ->
                each.startsWith("support/card: wa did not take the message") && each.contains("VALIDATION_ERROR"));
        assertThat(answer("why", CLEO)).contains("support/card: wa did not take the message", "VALIDATION_ERROR");
    }

    @Test
    void whyAPersonGotNothingAfterStop() throws Exception {
        arrive();
        click(".tile[href*='state=opted_out']");
        clickPerson("Stan");
        story(each -> each.startsWith("The lead of support was refused") && each.contains("opted out"));
        assertThat(answer("why", STAN)).containsPattern("The lead of support was refused, because .*opted out");
        assertThat(providers.journal(STAN)).isEmpty();
    }

    /** The overview itself has the answer. */
    @Test
    void whenACampaignIsDone() throws Exception {
        arrive();
        String cell = "main tr:has(a[href='#/campaigns?campaign=welcome']) td:last-child span";
        await().until(() -> operator.texts(cell).stream().anyMatch(each -> each.startsWith("in ")));
        assertThat(clicks).isZero();
        await().untilAsserted(() -> {
            JsonNode through = null;
            for (JsonNode campaign : get("/api/overview").path("campaigns")) {
                through = campaign.path("name").asText().equals("welcome") ? campaign.path("expected_end") : through;
            }
            Instant end = Instant.parse(through.asText());
            assertThat(end).isAfter(Instant.now().plus(Duration.ofDays(2)));
            LocalDate day = LocalDate.ofInstant(end, ZoneOffset.UTC);
            assertThat(operator.find(cell).getDomAttribute("title")).contains(Integer.toString(day.getDayOfMonth()));
            assertThat(answer("forecast"))
                    .containsPattern(
                            "welcome: \\d+ leads wait\\. The last begins at " + day + " .*by the budget of 10 a day");
        });
    }

    /** Of 10,000 rows every 50th has no number, and every 100th has that of the next. */
    private static Path file() throws Exception {
        return Files.writeString(
                folder.resolve("leads.csv"),
                IntStream.range(0, 10_000)
                        .mapToObj(each -> "Row %d,%s,true"
                                .formatted(
                                        each,
                                        each % 50 == 0
                                                ? "12"
                                                : "+1312555%04d".formatted(each % 100 == 1 ? each + 1 : each)))
                        .collect(Collectors.joining("\n", "name,phone,consent\n", "\n")));
    }

    private static Map<String, String> figures(String panel) {
        Map<?, ?> figures = (Map<?, ?>) operator.run(
                "return Object.fromEntries([...document.querySelectorAll(arguments[0] + ' .figures > div')]"
                        + ".map(each => [...each.children].map(part => part.textContent)))",
                "[aria-labelledby=" + panel + "]");
        return figures.entrySet().stream()
                .collect(Collectors.toMap(each -> each.getKey().toString(), each -> each.getValue()
                        .toString()));
    }

    private static Map<String, String> checked(Path file) {
        operator.open("import");
        operator.find("#import-file").sendKeys(file.toString());
        await().atMost(PATIENCE).until(() -> !figures("checked-title").isEmpty());
        return figures("checked-title");
    }

    @Test
    void importsTenThousandRowsOnce() throws Exception {
        operator.downloads(folder);
        Path file = file();
        assertThat(checked(file))
                .containsEntry("rows", "10,000")
                .containsEntry("new leads", "9,700")
                .containsEntry("refused", "200")
                .containsEntry("already known", "100");
        operator.click("[aria-labelledby=checked-title] button.primary");
        operator.click("dialog.ask button.primary");
        await().atMost(PATIENCE)
                .until(() -> operator.texts("main [role=status]").contains("Done: 9,700 leads were added."));
        assertThat(figures("progress-title"))
                .containsEntry("rows", "10,000")
                .containsEntry("added", "9,700")
                .containsEntry("refused", "200")
                .containsEntry("already known", "100");
        assertThat(operator.run("return document.querySelector('main progress').position"))
                .isEqualTo(1L);

        operator.click("main a[download='refused.csv']");
        Path refused = folder.resolve("refused.csv");
        await().until(() -> Files.exists(refused));
        assertThat(Files.readAllLines(refused)).hasSize(201).anyMatch(each -> each.endsWith("\"Row 50\",12,true"));

        assertThat(checked(file)).containsEntry("new leads", "0").containsEntry("already known", "9,800");
        assertThat(operator.find("[aria-labelledby=checked-title] button.primary")
                        .isEnabled())
                .isFalse();
    }

    /** The overview leads to the records, which have no names and no numbers. */
    @Test
    void whichRecordsWereRefused() throws Exception {
        leads(Stream.of("Nora,12,support"));
        arrive();
        click(".attention a[href='#/refusals']");
        await().until(() -> operator.texts("main tbody tr").stream()
                .anyMatch(each -> each.contains("POST /leads") && each.contains("phone") && !each.contains("Nora")));
        assertThat(clicks).isLessThanOrEqualTo(MOST_CLICKS);
        assertThat(operator.barriers()).isEmpty();
        OpenApi openApi = new OpenApi();
        JsonNode first = openApi.check("/api/refusals", "get", ask("/api/refusals?limit=1"));
        assertThat(first).hasSize(1);
        assertThat(first.at("/0/source").asText()).isEqualTo("POST /leads");
        HttpResponse<String> file = ask("/api/refusals.csv");
        openApi.check("/api/refusals.csv", "get", file);
        assertThat(file.body()).contains("POST /leads").doesNotContain("Nora");
        assertThat(answer("ledger", "report", "--by", "refused")).contains("POST /leads");
    }

    /** From the last letter to the row: 100,000 people, server and page and the wait for more letters together. */
    @Test
    void findsAPersonAmongAHundredThousandAtOnce(@TempDir Path own) throws Exception {
        try (RunnerProcess many = new RunnerProcess(own, Map.of());
                Browser browser = Browser.at(many.base)) {
            // Nothing is sent.
            assertThat(many.post("/api/campaigns/welcome/pause", "{\"paused\":true}", "X-Calling-Card", "console")
                            .statusCode())
                    .isEqualTo(200);
            for (int area = 0; area < AREAS.size(); area++) {
                HttpResponse<String> added = many.send("POST", "/leads", "text/csv", area(area), "none");
                assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
            }
            browser.open("people");
            await().until(() -> !browser.texts(".rows-space .row").isEmpty());
            List<Double> millis = new ArrayList<>();
            for (String words :
                    List.of("Person 12345", "(312) 555-0042", "person 98765", "4045551234", "Person 50001")) {
                millis.add(browser.search(words));
                assertThat(browser.texts(".rows-space .row")).hasSize(1);
            }
            millis.sort(null);
            System.out.printf("NightIT: a search among 100,000 people took %s ms%n", millis);
            assertThat(millis.get(millis.size() / 2)).isLessThan(MOST_MILLIS);
        }
    }

    private static String area(int area) {
        return IntStream.range(0, 10_000)
                .mapToObj(each ->
                        "Person %d,+1%s555%04d,welcome,true".formatted(area * 10_000 + each, AREAS.get(area), each))
                .collect(Collectors.joining("\n", "name,phone,campaign,consent\n", "\n"));
    }

    /** A viewer sees masked numbers, and nothing that changes something. */
    @Test
    void aViewerOnlyLooks() {
        try (Browser viewer = Browser.at(runner.base)) {
            viewer.login("viewer", "only-looking");
            viewer.open("");
            assertThat(viewer.texts("nav.views a"))
                    .containsExactly("Overview", "People", "Campaigns", "Refused", "Lines", "Audit");
            List<String> buttons = new ArrayList<>();
            for (String view : List.of("overview", "people", "campaigns", "refusals", "lines", "audit")) {
                viewer.open(view);
                await().until(() ->
                        !viewer.texts("main .panel, main .row, main table").isEmpty());
                looked(viewer, buttons);
            }
            viewer.open("people?q=Ada");
            await().until(() -> viewer.texts(".rows-space .row a").equals(List.of("Ada")));
            viewer.click(".rows-space .row a");
            await().until(() -> !viewer.texts("dialog.drawer .timeline li").isEmpty());
            looked(viewer, buttons);
            assertThat(viewer.texts("dialog.drawer h2"))
                    .singleElement()
                    .asString()
                    .contains("+1415\u2022\u2022\u20220171");
            viewer.open("campaigns");
            viewer.click("[aria-labelledby=campaign-support] .end button:nth-child(2)");
            await().until(() -> !viewer.texts("cc-campaign-editor h3").isEmpty());
            looked(viewer, buttons);
            assertThat(buttons)
                    .isSubsetOf(
                            "", "Clear", "Plan", "Versions", "Close", "Copy as text", "Copy as JSON", "Show as a table")
                    .contains("Clear", "Versions", "Copy as text");
            assertThat(viewer.complaints()).isEmpty();
        }
    }

    private static void looked(Browser viewer, List<String> buttons) {
        assertThat(viewer.texts("body"))
                .noneMatch(each ->
                        WHOLE_NUMBER.matcher(each.replaceAll("[ +]", "")).find());
        assertThat(viewer.texts("main [role=alert]")).isEmpty();
        buttons.addAll(viewer.texts("main button:not([hidden])"));
    }
}
