// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import io.callingcard.twin.TwinServer;
import io.callingcard.twin.WaTwin;

import static org.assertj.core.api.Assertions.assertThat;

/** The command check, in this process. */
class CheckCommandTest {

    @TempDir
    Path folder;

    private final StringWriter words = new StringWriter();

    @AfterEach
    void clear() {
        System.getProperties().stringPropertyNames().stream()
                .filter(
                        name -> name.matches(
                                "(LINQ|WA|CHERT)_.*|CALLINGCARD_.*|mine\\.target|callingcard\\.(routes|hosts|inbound.*|webhooks.*)"))
                .forEach(System::clearProperty);
    }

    private int check(String... options) {
        return new CommandLine(new CheckCommand())
                .setOut(new PrintWriter(words, true))
                .setErr(new PrintWriter(words, true))
                .execute(options);
    }

    private int checkFile(String yaml) throws IOException {
        return check("--routes", "file:" + Files.writeString(folder.resolve("mine.camel.yaml"), yaml));
    }

    @Test
    void theShippedRoutesAreInOrder() {
        assertThat(check()).as(words.toString()).isZero();
        assertThat(words).asString().contains("No problems found in ");
    }

    /** As the start refuses it. */
    @Test
    void namesTheTokenThatARealLineNeeds() {
        System.setProperty("WA_BASE_URL", "http://localhost:3000");
        assertThat(check()).as(words.toString()).isEqualTo(1);
        assertThat(words)
                .asString()
                .contains("CALLINGCARD_LEADS_TOKEN: is missing, but WA has a real line. Set the bearer token")
                .doesNotContain("No problems");
        System.setProperty("CALLINGCARD_LEADS_TOKEN", "token-of-the-crm");
        assertThat(check()).as(words.toString()).isZero();
    }

    @Test
    void namesTheHostAndThePortThatTheStartWouldRefuse() {
        System.setProperty("callingcard.hosts", "http://cards.example.com");
        System.setProperty("callingcard.webhooks.port", "8080");
        assertThat(check()).isEqualTo(1);
        assertThat(words)
                .asString()
                .contains("callingcard.hosts: \"http://cards.example.com\" is not a host.")
                .contains("callingcard.webhooks.port: is 8080, as quarkus.http.port. Choose another port.");
    }

    @Test
    void warnsOfALineBesideTheTwins() throws IOException {
        String route = "- route:\n    id: mine\n    from:\n      uri: direct:mine\n      steps:\n        - to: {uri:"
                + " 'wa:send-text', parameters: {baseUrl: 'http://localhost:%s', to: '+14155550100'}}\n";
        assertThat(checkFile(route.formatted("3000"))).as(words.toString()).isZero();
        assertThat(words).asString().contains("wa://send-text: has a baseUrl that is not the twin's.", "Warnings: 1.");
        words.getBuffer().setLength(0);
        assertThat(checkFile(route.formatted("8080/twin/wa"))).isZero();
        assertThat(words).asString().doesNotContain("baseUrl");
    }

    @Test
    void readsTheRoutesThatTheStartWouldLoad() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.camel.yaml"), "- route:\n    from:\n  uri: [\n");
        System.setProperty("callingcard.routes", "file:" + broken);
        assertThat(check()).isEqualTo(1);
        assertThat(words).asString().contains("broken.camel.yaml").doesNotContain("No problems");
    }

    /** Mended one by one, each would cost a run. */
    @Test
    void namesEachBrokenFile() throws IOException {
        Files.writeString(folder.resolve("a.camel.yaml"), "- route:\n    from:\n  uri: [\n");
        Files.writeString(folder.resolve("b.camel.yaml"), "- rute:\n    from: direct:b\n");
        Files.writeString(
                folder.resolve("c.camel.yaml"),
                """
                - beans:
                    - name: summer
                      type: io.callingcard.campaign.Campaign
                      properties: {txt: Hello}
                """);
        Files.writeString(
                folder.resolve("d.camel.yaml"),
                "- route: {id: d, from: {uri: \"direct:d\", steps: [{to: \"chert:send-texx\"}]}}\n");
        Files.writeString(
                folder.resolve("e.camel.yaml"),
                "- route: {id: e, from: {uri: \"direct:e\", steps: [{toD: \"wa:send-texx\"}]}}\n");
        Files.writeString(
                folder.resolve("f.camel.yaml"),
                "- routeTemplate: {id: t, from: {uri: \"direct:f\", steps: [{to: \"linq:list-lines\"}]}}\n"
                        + "- templatedRoute: {routeTemplateRef: t, routeId: f}\n");
        System.setProperty("callingcard.routes", "file:" + folder + "/*.camel.yaml");
        assertThat(check()).isEqualTo(1);
        assertThat(words)
                .asString()
                .contains(
                        "a.camel.yaml",
                        "b.camel.yaml",
                        "c.camel.yaml: Campaign.txt: is unknown. Did you mean text?",
                        "d.camel.yaml: Route d: operation: chert has no 'send-texx'",
                        "Route e: operation: wa has no 'send-texx'")
                .doesNotContain("f.camel.yaml", "has no route", "Exception");
    }

    @Test
    void saysWhenThereIsNoRoute() {
        System.setProperty("callingcard.routes", "file:" + folder + "/*.camel.yaml");
        assertThat(check()).isEqualTo(1);
        assertThat(words).asString().contains("callingcard.routes: has no route");
    }

    @Test
    void findsUnknownOperationsAlsoOfEndpointsThatAreMadeLater() throws IOException {
        assertThat(
                        checkFile(
                                """
                        - route:
                            id: mine
                            from:
                              uri: direct:mine
                              steps:
                                - choice:
                                    when:
                                      - simple: "${body} != null"
                                        steps:
                                          - toD: wa:send-texx
                        """))
                .isEqualTo(1);
        assertThat(words).asString().contains("Route mine: operation: ", "send-texx");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- setHeader: {name: CamelCardRecipient, constant: '415 555 0100'} | CamelCardRecipient",
                "- setHeaders: {headers: [{name: CamelCardFrom, constant: '4155550100'}]} | CamelCardFrom",
                "- to: {uri: wa:send-text, parameters: {to: '4155550100'}} | to",
            })
    void findsNumbersWithoutCountryCode(String step, String where) throws IOException {
        assertThat(checkFile("- route:\n    id: mine\n    from:\n      uri: direct:mine\n      steps:\n        " + step
                        + "\n"))
                .isEqualTo(1);
        assertThat(words)
                .asString()
                .contains("Route mine: " + where + ": has no country code.")
                .doesNotContain("4155550100", "415 555 0100 ");
    }

    @Test
    void acceptsNumbersWithCountryCode() throws IOException {
        assertThat(
                        checkFile(
                                """
                        - route:
                            from:
                              uri: direct:mine
                              steps:
                                - setHeader: {name: CamelCardRecipient, constant: "+1 415 555 0100"}
                                - to: {uri: wa:send-text, parameters: {to: "+14155550100"}}
                        """))
                .as(words.toString())
                .isZero();
    }

    @Test
    void findsMisspeltFieldsOfACampaign() throws IOException {
        assertThat(
                        checkFile(
                                """
                        - beans:
                            - name: summer
                              type: io.callingcard.campaign.Campaign
                              properties: {maxShare: 4155550177}
                        """))
                .isEqualTo(1);
        assertThat(words)
                .asString()
                .contains("Campaign.maxShare: is unknown. Did you mean maxShares?")
                .doesNotContain("4155550177", "Exception");
    }

    @Test
    void namesTheWrongValueOfACampaign() throws IOException {
        assertThat(
                        checkFile(
                                """
                        - beans:
                            - name: summer
                              type: io.callingcard.campaign.Campaign
                              properties: {quietFrom: late}
                        """))
                .isEqualTo(1);
        assertThat(words).asString().contains("quietFrom: is not a time. Write one such as 09:00.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "firstTouchesPerDay: many | Campaign.firstTouchesPerDay: must be a whole number, such as 30.",
                "share: perhaps | Campaign.share: must be true or false.",
                "card: sends | Campaign.card: must be one of send, share, none.",
            })
    void namesTheFieldWhoseValueIsOfAnotherType(String property, String problem) throws IOException {
        assertThat(checkFile("- beans:\n    - name: summer\n      type: io.callingcard.campaign.Campaign\n"
                        + "      properties: {" + property + "}\n"))
                .isEqualTo(1);
        assertThat(words).asString().contains("mine.camel.yaml: " + problem);
    }

    /** Kamelets pass their properties to endpoints and beans, whose words are not those of the form. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chert-send-text-sink | tenant: twin | kamelet:chert-send-text-sink: has no secret. Set each under",
                "chert-send-text-snk | tenant: twin | kamelet:chert-send-text-snk: does not exist. Correct its name.",
                "campaign-leads-sink | format: XML | Route mine: format: must be one of json, csv.",
                "consent-filter-action | dataSource: nopool | ChatLedger.dataSource: must be a bean, such as #bean:name.",
            })
    void namesThePropertyOfAKameletThatIsMissingOrWrong(String kamelet, String property, String problem)
            throws IOException {
        assertThat(checkFile(timed("{uri: 'kamelet:" + kamelet + "', parameters: {" + property + "}}")))
                .isEqualTo(1);
        assertThat(words).asString().contains(problem).doesNotContain("is unknown", "callingcard.routes", "mandatory");
    }

    @Test
    void namesTheSettingOfAFileThatDoesNotExist() {
        assertThat(check("--routes", "file:none.camel.yaml")).isEqualTo(1);
        assertThat(words)
                .asString()
                .contains("callingcard.routes: file:none.camel.yaml does not exist. Correct its path.");
    }

    @Test
    void findsFieldsThatNoSourceFills() throws IOException {
        assertThat(
                        checkFile(
                                """
                        - beans:
                            - name: summer
                              type: io.callingcard.campaign.Campaign
                              properties:
                                channel: wa
                                text: "Hello {name}, your number is {phone}"
                                followUp: "{rep} will call"
                                lines: 4155550100
                        - route:
                            id: mine
                            from:
                              uri: direct:mine
                              steps:
                                - to:
                                    uri: campaign:map-leads
                                    parameters: {campaign: summer, fields: "phone=/sender, name=/first /last"}
                        """))
                .isEqualTo(1);
        assertThat(words)
                .asString()
                .contains("Campaign summer: its text names {phone}, which no source fills.")
                .contains("Campaign summer: its text names {rep}, but a source brings only name, phone.")
                .contains("Campaign summer: lines: has no country code.");
    }

    @Test
    void findsACampaignForInboundLeadsWhoseTextNeedsAName() {
        System.setProperty("callingcard.inbound.campaign", "welcome");
        assertThat(check()).isEqualTo(1);
        assertThat(words).asString().contains("Campaign welcome: its text names {name}, but a source brings only");
    }

    @ParameterizedTest
    @CsvSource({"0 0 9 * * ?, true", "0 0/5 * * * ?, false", "0 17 3 * * ?, true", "0 0 * ? * MON, true"})
    void findsTimesWithoutZone(String cron, boolean isWrong) throws IOException {
        assertThat(checkFile(
                        "- route:\n    id: mine\n    from:\n      uri: quartz:mine\n      parameters:\n        cron: '"
                                + cron + "'\n      steps:\n        - to: log:x\n"))
                .isEqualTo(isWrong ? 1 : 0);
        assertThat(words.toString().contains("Route mine: cron: The cron expression has no time zone."))
                .isEqualTo(isWrong);
    }

    private static String timed(String more) {
        return "- route:\n    id: mine\n    from:\n      uri: timer:mine\n      steps:\n        - to: " + more + "\n";
    }

    /** Its template has a placeholder for the line, which no setting fills. */
    @Test
    void acceptsAKameletThatNeedsANumber() throws IOException {
        System.setProperty("mine.target", "twin");
        assertThat(
                        checkFile(
                                """
                        - route:
                            from:
                              uri: timer:line
                              steps:
                                - to:
                                    uri: kamelet:linq-card-sink
                                    parameters: {apiKey: "{{mine.target}}", from: "RAW(+12025550143)", firstName: Harbor}
                        """))
                .as(words.toString())
                .isZero();
    }

    @Test
    void anErrorOfTheLintFailsTheCheck() throws IOException {
        assertThat(checkFile(timed("wa:send-text"))).isEqualTo(1);
        assertThat(words)
                .asString()
                .contains(
                        "mine.camel.yaml:6:11: error: Route mine: wa:send-text: The send is outside a claim.",
                        "[send-outside-claim]");
    }

    @Test
    void aWarningFailsItOnlyIfStrict() throws IOException {
        assertThat(checkFile(timed("log:x").replace("timer:mine", "quartz:mine?cron=0+0/5+*+*+*+?")))
                .as(words.toString())
                .isZero();
        assertThat(words)
                .asString()
                .contains("mine.camel.yaml:3:5: warning: ", "No problems found in ", "Warnings: 1.");
        words.getBuffer().setLength(0);
        assertThat(check("--strict", "--routes", "file:" + folder.resolve("mine.camel.yaml")))
                .isEqualTo(1);
        assertThat(words).asString().contains("mine.camel.yaml:3:5: warning: ").doesNotContain("No problems");
    }

    @Test
    void theLintKnowsTheKameletsAndTheSettings() throws IOException {
        System.setProperty("mine.target", "kamelet:wa-send-text-sink");
        assertThat(checkFile(timed("\"{{mine.target}}\""))).isEqualTo(1);
        assertThat(words)
                .asString()
                .contains("Route mine: kamelet:wa-send-text-sink leads to wa:send-text: The send is outside a claim.");
    }

    @Test
    void writesWhatTheLintFindsForBuildServers() throws IOException {
        Path file = folder.resolve("lint.sarif");
        Files.writeString(folder.resolve("mine.camel.yaml"), timed("wa:send-text"));
        assertThat(check("--sarif", file.toString(), "--routes", "file:" + folder.resolve("mine.camel.yaml")))
                .isEqualTo(1);
        assertThat(file).content().contains("\"ruleId\" : \"send-outside-claim\"", "\"version\" : \"2.1.0\"");
        assertThat(check("--sarif", folder.resolve("none/lint.sarif").toString()))
                .isEqualTo(1);
        assertThat(words).asString().contains("--sarif: cannot write ");
    }

    /** As docs/going-live.md says: a gateway that is away, without a device, without a login, and ready. */
    @Test
    void namesWhatTheGatewayLacks() throws Exception {
        System.setProperty("CALLINGCARD_LEADS_TOKEN", "token-of-the-crm");
        try (TwinServer twins = TwinServer.start()) {
            System.setProperty("WA_DEVICE_ID", "twin");
            System.setProperty("WA_BASE_URL", "http://localhost:9");
            assertThat(check("--online")).isEqualTo(1);
            System.setProperty("WA_BASE_URL", twins.root("wa"));
            twins.wa().fresh();
            assertThat(check("--online")).isEqualTo(1);
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(twins.root("wa") + "/devices"))
                                    .header("content-type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString("{\"device_id\": \"twin\"}"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
            assertThat(check("--online")).isEqualTo(1);
            twins.wa().login("twin", WaTwin.NUMBER);
            assertThat(check("--online")).isZero();
        }
        assertThat(words.toString().lines().filter(line -> line.startsWith("wa: ")))
                .satisfiesExactly(
                        away -> assertThat(away).containsIgnoringCase("connect"),
                        none -> assertThat(none).containsIgnoringCase("device"),
                        loggedOut -> assertThat(loggedOut).contains("not logged in"),
                        ready -> assertThat(ready).isEqualTo("wa: is ready to send."));
    }

    @Test
    void asksWhetherLinqHasACard() {
        try (TwinServer twins = TwinServer.start()) {
            System.setProperty("LINQ_BASE_URL", twins.root("linq") + "/api/partner/v3");
            System.setProperty("LINQ_API_KEY", "twin");
            assertThat(check("--online")).isEqualTo(1);
            assertThat(words).asString().contains("linq: has no active contact card");
            System.setProperty("LINQ_API_KEY", "canary-key");
            assertThat(check("--online")).isEqualTo(1);
            assertThat(words).asString().contains("the key is wrong").doesNotContain("canary-key");
        }
    }

    @Test
    void asksNoTwin() {
        assertThat(check("--online")).as(words.toString()).isZero();
        assertThat(words).asString().contains("No line is set up");
    }
}
