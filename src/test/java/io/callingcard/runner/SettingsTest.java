// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsTest {

    @TempDir
    Path folder;

    private static Settings settings(String... namesAndValues) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Settings(all::get);
    }

    @Test
    void runsFlowsAndTwinsInOneProcessByDefault() {
        Settings settings = settings();
        assertThat(settings.problems()).isEmpty();
        assertThat(settings.derived())
                .containsEntry("callingcard.role", "all")
                .containsEntry("callingcard.twins", "true")
                .containsEntry("callingcard.page.writable", "true")
                .containsEntry("camel.component.chert.base-url", "http://localhost:8080/twin/chert")
                .containsEntry("camel.component.linq.base-url", "http://localhost:8080/twin/linq/api/partner/v3")
                .containsEntry("camel.component.wa.base-url", "http://localhost:8080/twin/wa")
                .containsEntry("camel.component.chert.secret", "twin")
                .containsEntry("callingcard.inbound.wa", "true")
                .containsEntry("callingcard.linq.check-lines", "true")
                .containsEntry("callingcard.lines", "chert,linq,wa")
                .containsEntry("callingcard.welcome.channel", "chert")
                .doesNotContainKey("callingcard.routes");
    }

    @Test
    void aNodeWithANameIsNamedInEachLogLine() {
        assertThat(settings().derived())
                .containsEntry("calling-card.log-node", "")
                .containsKey("callingcard.node-name");
        assertThat(settings("callingcard.node-name", "north 100%").derived())
                .containsEntry("callingcard.node-name", "north 100%")
                .containsEntry("calling-card.log-node", "north 100%% ");
    }

    @ParameterizedTest
    @CsvSource({"LINQ_API_KEY, k, linq", "WA_BASE_URL, http://localhost:3000, wa"})
    void theOnlyLineSendsTheWelcome(String name, String value, String line) {
        assertThat(settings(name, value).derived())
                .containsEntry("callingcard.lines", line)
                .containsEntry("camel.component.campaign.configuration.channels", line)
                .containsEntry("callingcard.welcome.channel", line);
    }

    /** Otherwise the welcome would go to the twin of another line, beside a real one. */
    @ParameterizedTest
    @CsvSource({
        "camel.component.wa.base-url,               http://localhost:3000",
        "camel.component.wa.baseUrl,                http://localhost:3000",
        "camel.component.wa.configuration.base-url, http://localhost:3000",
        "camel.component.wa.configuration.baseUrl,  http://localhost:3000",
    })
    void aLineOfCamelsOptionsReplacesTheTwinsToo(String name, String value) {
        Settings settings = settings(name, value);
        assertThat(settings.problems()).isEmpty();
        assertThat(settings.derived())
                .containsEntry("callingcard.twins", "false")
                .containsEntry("callingcard.lines", "wa")
                .containsEntry("callingcard.welcome.channel", "wa")
                .containsEntry("callingcard.ledger.audience", "lines")
                .containsEntry("camel.component.wa.base-url", value)
                .doesNotContainKey("camel.component.chert.base-url");
    }

    @Test
    void theCredentialsMayBeCamelsOptions() {
        Settings settings = settings(
                "camel.component.chert.tenant", "acme",
                "camel.component.chert.secret", "s3cret",
                "camel.component.chert.webhook-verify-token", "hook");
        assertThat(settings.problems()).isEmpty();
        assertThat(settings.derived())
                .containsEntry("callingcard.lines", "chert")
                .containsEntry("callingcard.inbound.chert", "true")
                .containsEntry("camel.component.chert.base-url", "https://console.trychert.com");
        assertThat(settings("camel.component.linq.base-url", "http://localhost:9")
                        .problems())
                .containsExactly("LINQ_API_KEY: is missing. Set it, or set LINQ_API_KEY_FILE to a file that holds it.");
        assertThat(settings("callingcard.twins", "true", "camel.component.wa.base-url", "http://localhost:3000")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("callingcard.twins: is true, but WA has a real line too.");
    }

    @Test
    void theTwinsOwnValuesSetNoLineUp() {
        assertThat(settings(
                                "camel.component.chert.base-url", "http://localhost:8080/twin/chert",
                                "camel.component.chert.tenant", "twin",
                                "camel.component.chert.secret", "twin",
                                "camel.component.wa.min-interval", "1")
                        .derived())
                .containsEntry("callingcard.twins", "true")
                .containsEntry("callingcard.lines", "chert,linq,wa");
    }

    @Test
    void theWelcomeNeedsALineThatIsSetUp() {
        assertThat(settings("LINQ_API_KEY", "k", "callingcard.welcome.channel", "wa")
                        .problems())
                .containsExactly("callingcard.welcome.channel: is no line of this runner. Use one of linq, or set the"
                        + " credentials of another line.");
    }

    @Test
    void readsTheKeysOfTheLedgerFromFilesToo() throws Exception {
        Path secret = Files.writeString(folder.resolve("hash-key"), "a key from a file\n");
        assertThat(settings(
                                "CALLINGCARD_HASH_KEY_FILE",
                                secret.toString(),
                                "CALLINGCARD_LEDGER_NUMBER_KEY",
                                "a key that hides numbers")
                        .derived())
                .containsEntry("callingcard.hash-key", "a key from a file")
                .containsEntry("callingcard.ledger.number-key", "a key that hides numbers");
    }

    @Test
    void flowsAndTwinsCanRunInTwoProcesses() {
        assertThat(settings("callingcard.role", "twins").derived())
                .containsEntry("callingcard.twins", "true")
                .containsEntry("callingcard.routes", "false")
                .doesNotContainKey("camel.component.chert.secret");
        assertThat(settings(
                                "callingcard.role", "flows",
                                "callingcard.twins.url", "http://localhost:8081",
                                "quarkus.http.port", "8082")
                        .derived())
                .containsEntry("callingcard.twins", "false")
                .containsEntry("callingcard.page.writable", "true")
                .containsEntry("camel.component.chert.base-url", "http://localhost:8081/twin/chert");
    }

    @Test
    void aRealLineReplacesTheTwins() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
        Settings settings = settings(
                "CHERT_TENANT",
                "acme",
                "CHERT_SIGNING_SECRET_FILE",
                secret.toString(),
                "CHERT_WEBHOOK_SECRET",
                "hook",
                "WA_BASE_URL",
                "http://localhost:3000");
        assertThat(settings.problems()).isEmpty();
        assertThat(settings.derived())
                .containsEntry("callingcard.twins", "false")
                .containsEntry("callingcard.page.writable", "false")
                .containsEntry("camel.component.chert.base-url", "https://console.trychert.com")
                .containsEntry("camel.component.chert.tenant", "acme")
                .containsEntry("camel.component.chert.secret", "#bean:camel.component.chert.secret")
                .containsEntry(
                        "camel.component.chert.webhook-verify-token",
                        "#bean:camel.component.chert.webhook-verify-token")
                .containsEntry("callingcard.inbound.chert", "true")
                .containsEntry("callingcard.linq.check-lines", "false")
                .containsEntry("camel.component.wa.base-url", "http://localhost:3000")
                .doesNotContainKeys(
                        "callingcard.inbound.wa", "camel.component.linq.api-key", "callingcard.settle.cron");
        assertThat(settings.secrets())
                .containsOnly(
                        Map.entry("camel.component.chert.secret", "s3cret"),
                        Map.entry("camel.component.chert.webhook-verify-token", "hook"));
    }

    @ParameterizedTest
    @CsvSource({
        "callingcard.role,          everything,     'callingcard.role: is unknown. Use all, flows or twins.'",
        "CHERT_TENANT,              acme,           'CHERT_SIGNING_SECRET: is missing. Set it, or set CHERT_SIGNING_SECRET_FILE'",
        "CHERT_SIGNING_SECRET,      x,              'CHERT_TENANT: is missing'",
        "LINQ_API_KEY_FILE,         /nowhere/key,   'LINQ_API_KEY_FILE: cannot be read'",
        "WA_DEVICE_ID,              sales,          'WA_BASE_URL: is missing. Set it to the URL of the gateway'",
        "callingcard.twins,         false,          'callingcard.twins: is false, but there is no real line'",
        "callingcard.timers,        yes,            'callingcard.timers: must be true or false.'",
        "callingcard.max-in-flight, many,           'callingcard.max-in-flight: must be a whole number'",
        "callingcard.webhooks.port, 70000,          'callingcard.webhooks.port: must be a port'",
        "callingcard.retention,     a year,         'callingcard.retention: is not a span of time'",
        "callingcard.purge.cron,    daily,          'callingcard.purge.cron: is not a cron expression'",
        "callingcard.zone,          Berlin,         'callingcard.zone: is not a time zone'",
        "callingcard.twins.url,     localhost,      'callingcard.twins.url: is not a URL'",
        "callingcard.settle.policy, guess,          'callingcard.settle.policy: is unknown. Use skip, resend or ask.'",
        "callingcard.flows.url,     http://flows.example:1, 'callingcard.flows.url: is on another machine'",
        "callingcard.flows.url,     'http://not a url',     'callingcard.flows.url: is on another machine'",
    })
    void namesTheWrongSettingAndTheCure(String name, String value, String start) {
        assertThat(settings(name, value).problems())
                .anySatisfy(problem -> assertThat(problem).startsWith(start));
    }

    /** The addresses that are derived from a port are not to blame. */
    @ParameterizedTest
    @CsvSource({"quarkus.http.port, abc", "quarkus.http.port, 70000", "callingcard.webhooks.port, abc"})
    void aWrongPortIsTheOnlyProblem(String name, String value) {
        assertThat(settings(name, value).problems()).containsExactly(name + ": must be a port, such as 8443.");
    }

    /** Before, the claims of a dead node would still be held, and their steps would be skipped. */
    @Test
    void kafkaHandsTheEventsOfADeadNodeOverAfterItsLease() {
        assertThat(settings("callingcard.ledger.lease", "45s").derived())
                .containsEntry("callingcard.kafka.event-session-timeout", "75000");
        assertThat(settings().derived()).doesNotContainKey("callingcard.kafka.event-session-timeout");
    }

    @Test
    void rejectsTwinsTogetherWithARealLine() {
        assertThat(settings("callingcard.twins", "true", "LINQ_API_KEY", "k").problems())
                .singleElement()
                .asString()
                .contains("callingcard.twins: is true, but LINQ has a real line too");
    }

    @Test
    void theTwinsMayCallOtherMachinesWhenAllowed() {
        assertThat(settings(
                                "callingcard.flows.url", "http://flows.example:8080",
                                "callingcard.twins.allow-remote", "true")
                        .problems())
                .isEmpty();
        assertThat(settings("callingcard.role", "flows", "callingcard.flows.url", "http://flows.example:8080")
                        .problems())
                .isEmpty();
    }

    @Test
    void theTwinsCallThePortForWebhooks() {
        assertThat(settings("callingcard.webhooks.port", "8443").derived())
                .containsEntry("callingcard.flows.url", "http://localhost:8443")
                .containsEntry("callingcard.twins.url", "http://localhost:8080");
    }
}
