// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A Chromium without a window that looks at the console. */
final class Browser implements AutoCloseable {

    static final int WIDE = 1400;
    static final int NARROW = 390;

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** Pictures of the documentation. Copy them to docs/. */
    private static final Path PICTURES = Path.of("target", "docs");

    /** Keeps the durations of tasks that block the page, from the first script on. */
    private static final String LONG_TASKS = "window.longTasks = []; new PerformanceObserver(list => list.getEntries()"
            + ".forEach(each => window.longTasks.push(each.duration))).observe({type: 'longtask', buffered: true});";

    private final ChromeDriver driver;
    private final String base;

    private Browser(ChromeDriver driver, String base) {
        this.driver = driver;
        this.base = base;
    }

    /** Starts a browser. Skips the tests where there is none, but not in CI. */
    static Browser at(String base) {
        ChromeOptions options = new ChromeOptions();
        Path chromium = program("chromium", "chromium-browser", "google-chrome");
        Path driver = program("chromedriver");
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--force-device-scale-factor=1",
                "--lang=en-US");
        options.setExperimentalOption("prefs", Map.of("intl.accept_languages", "en-US"));
        ChromeDriver started = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.toFile())
                        .build(),
                options);
        started.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        started.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", LONG_TASKS));
        Browser browser = new Browser(started, base);
        browser.resize(WIDE, 1000);
        return browser;
    }

    static void requireChromium() {
        boolean isThere =
                program("chromium", "chromium-browser", "google-chrome") != null && program("chromedriver") != null;
        assertThat(isThere || System.getenv("CI") == null)
                .as("Chromium and its driver, which CI must have")
                .isTrue();
        assumeTrue(isThere, "Chromium and its driver are missing, so the console is not tested");
    }

    private static Path program(String... names) {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(path -> Stream.of(names).map(name -> Path.of(path, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /** Opens a view on a fresh page, such as {@code people?state=in_doubt}. */
    void open(String view) {
        driver.get("about:blank");
        driver.get(base + "/#/" + view);
        await().until(() -> !texts("main h1").isEmpty());
    }

    /** Opens a page that was saved. */
    void show(Path file) {
        driver.get("about:blank");
        driver.get(file.toUri().toString());
    }

    /** Logs in as the dialog of a browser does. It then sends name and password with each request. */
    void login(String user, String password) {
        driver.get(base.replace("://", "://" + user + ":" + password + "@") + "/api/session");
        assertThat(texts("body")).singleElement().asString().contains("\"role\":\"" + user + "\"");
        // Beside an answer, the browser looks for an icon in vain.
        complaints();
    }

    /** Sets where files are saved. */
    void downloads(Path folder) {
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", folder.toString()));
    }

    void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Sets what the system prefers: light or dark. */
    void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Reads all texts at once, since the page may remove an element between two reads. */
    List<String> texts(String selector) {
        return ((List<?>) run(
                        "return [...document.querySelectorAll(arguments[0])].map(each => each.innerText.trim())",
                        selector))
                .stream().map(Object::toString).toList();
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    void click(String selector) {
        await().ignoreExceptions().until(() -> {
            find(selector).click();
            return true;
        });
    }

    void type(String selector, String text) {
        WebElement field = find(selector);
        field.clear();
        field.sendKeys(text);
    }

    /** Types into the search of a list. Returns after how many milliseconds another list was there, of one row. */
    double search(String words) {
        Object millis = runAsync(
                """
                const [words, done] = arguments;
                const field = document.querySelector('[name=q]');
                const space = document.querySelector('.rows-space');
                const before = space.firstElementChild?.dataset.id;
                field.value = words;
                const begin = performance.now();
                new MutationObserver((changes, observer) => {
                  if (space.children.length === 1 && space.firstElementChild.dataset.id !== before) {
                    observer.disconnect();
                    done(performance.now() - begin);
                  }
                }).observe(space, { childList: true });
                field.dispatchEvent(new Event('input', { bubbles: true }));
                """,
                words);
        return ((Number) millis).doubleValue();
    }

    void hover(WebElement element) {
        new Actions(driver).moveToElement(element).perform();
    }

    /** Presses keys where the focus is. */
    void press(CharSequence... keys) {
        for (CharSequence key : keys) {
            driver.switchTo().activeElement().sendKeys(key);
        }
    }

    void pressTab() {
        press(Keys.TAB);
    }

    WebElement focus() {
        return driver.switchTo().activeElement();
    }

    Object run(String script, Object... values) {
        return ((JavascriptExecutor) driver).executeScript(script, values);
    }

    /** Runs a script that ends with a call of its last argument. */
    Object runAsync(String script, Object... values) {
        return ((JavascriptExecutor) driver).executeAsyncScript(script, values);
    }

    /** Returns what axe finds, each with the elements. */
    List<String> barriers() {
        return new AxeBuilder()
                .analyze(driver).getViolations().stream()
                        .flatMap(rule -> rule.getNodes().stream().map(node -> words(rule) + ": " + node.getTarget()))
                        .toList();
    }

    private static String words(Rule rule) {
        return rule.getId() + " (" + rule.getHelp() + ")";
    }

    /** Returns by how many pixels the page is wider than the window. */
    long overflow() {
        return (long) run("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /** Returns errors and warnings of the browser's console since the last call. */
    List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Returns the longest task since the page was opened, in milliseconds. */
    double longestTask() {
        return ((Number) run("return Math.max(0, ...window.longTasks)")).doubleValue();
    }

    void screenshot(String name) throws IOException {
        write(SCREENSHOTS, name);
    }

    /** Takes a picture for the documentation. */
    void picture(String name) throws IOException {
        write(PICTURES, name);
    }

    private void write(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
