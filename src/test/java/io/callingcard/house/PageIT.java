package io.callingcard.house;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.Select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The page as a person sees it, in a real browser. */
class PageIT {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    @TempDir
    private static Path folder;

    private static RunnerProcess runner;
    private static ChromeDriver browser;

    @BeforeAll
    static void start() throws Exception {
        Path chromium = program("chromium", "chromium-browser", "google-chrome");
        Path driver = program("chromedriver");
        boolean isThere = chromium != null && driver != null;
        assertThat(isThere || System.getenv("CI") == null)
                .as("Chromium and its driver, which CI must have")
                .isTrue();
        assumeTrue(isThere, "There is no Chromium here with its driver, so the page is not looked at");
        runner = new RunnerProcess(folder, Map.of());
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--force-device-scale-factor=1");
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.toFile())
                        .build(),
                options);
        browser.manage().window().setSize(new Dimension(1400, 1300));
        browser.get(runner.base + "/");
        await().until(() -> browser.findElement(By.id("connection")).getText().equals("Live"));
    }

    private static Path program(String... names) {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(path -> Stream.of(names).map(name -> Path.of(path, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
        if (runner != null) {
            runner.close();
        }
    }

    private static void lead(String name, String phone, String channel) {
        WebElement form = browser.findElement(By.id("lead"));
        type(form.findElement(By.name("name")), name);
        type(form.findElement(By.name("phone")), phone);
        new Select(form.findElement(By.name("channel"))).selectByValue(channel);
        form.findElement(By.tagName("button")).sendKeys(Keys.ENTER);
    }

    private static void type(WebElement field, String text) {
        field.clear();
        field.sendKeys(text);
    }

    /** Reads all texts at once, since the page may remove an element between two reads. */
    private static List<String> texts(String selector) {
        return ((List<?>) browser.executeScript(
                        "return [...document.querySelectorAll(arguments[0])].map(each => each.innerText.trim())",
                        selector))
                .stream().map(Object::toString).toList();
    }

    private static List<String> texts(String phone, String what) {
        return texts(".phone[data-phone='" + phone + "'] " + what);
    }

    private static List<String> states(String phone) {
        return texts("#steps tr").stream()
                .filter(row -> row.startsWith(phone))
                .map(row -> row.substring(row.lastIndexOf('\t') + 1).strip())
                .toList();
    }

    /** Moves the time, and reports that the slider was released, as keyboard and mouse do. */
    private static void moveTo(Instant moment) {
        long hours = ChronoUnit.HOURS.between(Instant.now(), moment) + 1;
        browser.executeScript(
                "const slider = document.querySelector('#time input'); slider.value = arguments[0];"
                        + "slider.dispatchEvent(new Event('input')); slider.dispatchEvent(new Event('change'));",
                hours);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            Instant shown = Instant.parse(browser.findElement(By.id("now")).getDomAttribute("datetime"));
            return Math.abs(ChronoUnit.MINUTES.between(shown, Instant.now().plus(hours, ChronoUnit.HOURS))) < 2;
        });
    }

    /** Returns an afternoon in New York, so many days after tomorrow. */
    private static Instant afternoon(int days) {
        ZonedDateTime dayAfter = ZonedDateTime.now(NEW_YORK).plusHours(24);
        ZonedDateTime noon = dayAfter.with(LocalTime.of(13, 0));
        return (noon.isBefore(dayAfter) ? noon.plusDays(1) : noon)
                .plusDays(days)
                .toInstant();
    }

    private static void screenshot(String name) throws Exception {
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }

    @Test
    void welcomesALeadAndEndsTheShareOnStop() throws Exception {
        String ada = "+12125550100";
        lead("Ada", "+1 212 555 0100", "chert");
        await().until(() -> texts(ada, ".bubble").size() == 2);
        assertThat(texts(ada, ".bubble").get(0)).startsWith("Hi Ada, this is Harbor Books");
        assertThat(texts(ada, ".card")).singleElement().asString().contains("Harbor Books", "+12025550143");
        await().until(() -> states(ada).equals(List.of("sent", "sent")));

        moveTo(afternoon(0));
        await().until(() -> texts(ada, ".prompt").size() == 1);
        lead("Bob", "+1 212 555 0101", "linq");
        await().until(() -> texts("+12125550101", ".card").size() == 1);
        screenshot("phones");

        browser.findElement(By.cssSelector(".phone[data-phone='" + ada + "'] [data-operation=stop]"))
                .click();
        await().until(() -> texts(ada, ".mine").contains("STOP"));
        await().until(() -> texts("#shares td").contains("never: opted out"));
        moveTo(afternoon(1));
        moveTo(afternoon(2));
        assertThat(runner.get("/twin/journal?phone=%2B12125550100")
                        .body()
                        .lines()
                        .filter(line -> line.contains("\"kind\":\"share\"")))
                .hasSize(1);
    }

    @Test
    void showsADoubtUntilItIsSettled() throws Exception {
        String cyd = "+12125550102";
        WebElement form = browser.findElement(By.id("fault"));
        new Select(form.findElement(By.name("provider"))).selectByValue("wa");
        form.findElement(By.tagName("button")).click();
        await().until(() -> form.findElement(By.tagName("output")).getText().contains("next call"));
        lead("Cyd", "+1 212 555 0102", "wa");
        await().atMost(Duration.ofSeconds(20)).until(() -> states(cyd).contains("in doubt"));
        screenshot("in-doubt");
        await().atMost(Duration.ofMinutes(1)).until(() -> states(cyd).equals(List.of("sent", "sent")));
        assertThat(texts(cyd, ".card")).hasSize(1);
    }

    /** A line whose key is refused rests. The page shows why, until the line works again. */
    @Test
    void showsWhyALineRests() throws Exception {
        fault(
                "POST",
                "{\"provider\":\"linq\",\"kind\":\"ERROR\",\"method\":\"POST\",\"code\":\"2004\",\"times\":1000}");
        lead("Gus", "+1 212 555 0106", "linq");
        await().until(() -> texts("#rests li").stream()
                .anyMatch(each -> each.matches("Line linq rests until .*apiKey.* Its leads wait\\.")));
        screenshot("line-rests");
        fault("DELETE", null);
        await().atMost(Duration.ofMinutes(2)).until(() -> states("+12125550106").equals(List.of("sent", "sent")));
        await().until(() -> texts("#rests li").stream().noneMatch(each -> each.contains("apiKey")));
    }

    private static void fault(String method, String fault) {
        assertThat(browser.executeAsyncScript(
                        "fetch('/twin/control/faults', {method: arguments[0], body: arguments[1] ?? undefined,"
                                + " headers: {'Content-Type': 'application/json'}}).then(each => arguments[2](each.ok))",
                        method,
                        fault))
                .isEqualTo(true);
    }

    /** The phone shows the actions of its owner. */
    @Test
    void sendsAReplyAReactionAndACardFromAPhone() {
        String fay = "+12125550105";
        lead("Fay", "+1 212 555 0105", "chert");
        await().until(() -> texts(fay, ".bubble").size() == 2);
        String phone = ".phone[data-phone='" + fay + "'] ";
        browser.findElement(By.cssSelector(phone + ".reply input")).sendKeys("Thank you" + Keys.ENTER);
        await().until(() -> texts(fay, ".mine").contains("Thank you"));
        browser.findElement(By.cssSelector(phone + "[data-operation=react]")).click();
        await().until(() -> texts(fay, ".mine").stream().anyMatch(each -> each.startsWith("You reacted")));
        browser.findElement(By.cssSelector(phone + "[data-operation=card]")).click();
        await().until(() -> texts(fay, ".mine .card").size() == 1);
    }

    /** The search finds one row among many. */
    @Test
    void findsAPersonAmongMany() {
        lead("Dan", "+1 212 555 0103", "chert");
        lead("Eve", "+1 212 555 0104", "chert");
        String dan = "+12125550103";
        await().until(() -> states("+12125550104").equals(List.of("sent", "sent")));
        WebElement find = browser.findElement(By.id("find"));
        type(find.findElement(By.name("person")), "+1 212 555 0103" + Keys.ENTER);
        await().until(() -> texts("#steps tbody tr").stream().allMatch(row -> row.startsWith(dan)));
        assertThat(states(dan)).containsExactly("sent", "sent");
        new Select(find.findElement(By.name("state"))).selectByValue("IN_DOUBT");
        await().until(() -> texts("#steps tbody tr").isEmpty());
        new Select(find.findElement(By.name("state"))).selectByValue("");
        type(find.findElement(By.name("person")), "" + Keys.ENTER);
        await().until(() -> !states("+12125550104").isEmpty());
    }

    @Test
    void worksOnASmallScreenAndByKeyboard() throws Exception {
        Dimension before = browser.manage().window().getSize();
        browser.manage().window().setSize(new Dimension(500, 900));
        long over = (long) browser.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        screenshot("small");
        browser.manage().window().setSize(before);
        assertThat(over).isLessThanOrEqualTo(0);
        // The first Tab starts at the top of a fresh page.
        browser.navigate().refresh();
        browser.switchTo().activeElement().sendKeys(Keys.TAB);
        assertThat(browser.switchTo().activeElement().getText()).isEqualTo("Skip to the phones");
    }

    @Test
    void loadsNothingFromOtherHosts() {
        List<?> from = (List<?>) browser.executeScript(
                "return performance.getEntriesByType('resource').map(each => new URL(each.name).origin)");
        assertThat(from).isNotEmpty().allMatch(runner.base::equals);
        assertThat(browser.manage().logs().get("browser").getAll()).isEmpty();
    }
}
