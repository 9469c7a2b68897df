// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** What the lint sees beyond the examples of the rules: routes that call routes, Kamelets, Pipes, branches and comments. */
class FlowLintTest {

    private static final int MUTANTS = 1500;
    private static final List<String> PIECES = List.of(
            "", "  ", "- ", "x: ", "? ", "&a ", "*a", "[", "{", "}}", "${", "'", "# lint: off ", "to", "~", ":");
    private static final String CONSENT = "- to: kamelet:consent-filter-action\n";

    /** Indents steps into a route. */
    private static String route(String id, String from, String... steps) {
        return "- route:\n    id: " + id + "\n    from:\n      uri: " + from + "\n      steps:\n"
                + String.join("", steps).indent(8);
    }

    private static String claim(String name, String... steps) {
        return "- idempotentConsumer:\n    idempotentRepository: oncePerChat\n    constant: " + name + "\n    steps:\n"
                + String.join("", steps).indent(6);
    }

    private static List<String> lint(String... files) {
        List<LintFile> all = new ArrayList<>();
        for (String file : files) {
            all.add(new LintFile((char) ('a' + all.size()) + ".camel.yaml", file));
        }
        return Linted.findings(all.toArray(LintFile[]::new)).stream()
                .map(finding -> finding.file() + ":" + finding.line() + ":" + finding.column() + " " + finding.rule()
                        + " " + finding.severity() + " " + finding.subject())
                .toList();
    }

    @Test
    void aSendInACalledRouteIsInsideTheClaimOfItsCaller() {
        assertThat(lint(
                        route("a", "timer:a", CONSENT, claim("a/text", "- to: direct:send\n")),
                        route("send", "direct:send", "- to: chert:send-text\n")))
                .isEmpty();
    }

    @Test
    void blamesTheCallThatIsOutsideAClaimAndNotTheRouteThatOthersCallInsideOne() {
        assertThat(lint(
                        route("good", "timer:a", CONSENT, claim("a/text", "- to: direct:send\n")),
                        route("bad", "timer:b", CONSENT, "- to: direct:send\n"),
                        route("send", "direct:send", "- to: chert:send-text\n")))
                .containsExactly("b.camel.yaml:7:11 send-outside-claim error direct:send leads to chert:send-text");
    }

    @Test
    void blamesTheSendIfNoCallerHasAClaim() {
        assertThat(lint(
                        route("bad", "timer:b", CONSENT, "- to: direct:send\n"),
                        route("send", "direct:send", "- to: chert:send-text\n")))
                .containsExactly("b.camel.yaml:6:11 send-outside-claim error chert:send-text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- to: chert:send-text\n",
                "- to:\n    uri: chert:send-text\n",
                "- to:\n    uri: chert\n    parameters:\n      operation: send-text\n",
                "- to: \"wa:send-text?to={{owner}}\"\n",
                "- toD: linq:share-card\n",
                "- to: \"{{line}}:send-contact\"\n",
                "- kamelet:\n    name: chert-send-text-sink\n",
                "- to: kamelet:wa-send-contact-sink\n",
                "- choice:\n    when:\n      - simple: ${body} == 1\n        steps:\n          - to: wa:send-text\n",
                "- split:\n    simple: ${body}\n    steps:\n      - to: wa:send-text\n"
            })
    void knowsASendHoweverItIsWritten(String step) {
        assertThat(lint(route("a", "timer:a", step)))
                .hasSize(2)
                .anyMatch(finding -> finding.contains("send-outside-claim error"))
                .anyMatch(finding -> finding.contains("send-without-consent error"));
    }

    @Test
    void aBareFromIsARoute() {
        assertThat(lint("- from:\n    uri: timer:a\n    steps:\n      - to: wa:send-text\n"))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wa:list-messages", "chert:typing", "wa:create-chat", "linq:get-chat", "campaign:enrol"})
    void otherOperationsAreNoSends(String uri) {
        assertThat(lint(route("a", "timer:a", "- to: " + uri + "\n"))).isEmpty();
    }

    @Test
    void aQueueAndAWireTapLeaveTheClaim() {
        for (String step : List.of("- to: seda:send\n", "- wireTap: {uri: \"direct:send\"}\n")) {
            String input = step.contains("seda") ? "seda:send" : "direct:send";
            assertThat(lint(
                            route("a", "timer:a", CONSENT, claim("a/text", step)),
                            route("send", input, "- to: wa:send-text\n")))
                    .containsExactly("b.camel.yaml:6:11 send-outside-claim error wa:send-text");
        }
    }

    @Test
    void aClaimOfTheNextMessageIsForOneSend() {
        String once = "- to: {uri: \"ledger:once\", parameters: {step: a/text}}\n";
        assertThat(lint(route("a", "timer:a", CONSENT, once, "- to: wa:send-text\n")))
                .isEmpty();
        assertThat(lint(route("a", "timer:a", CONSENT, once, "- to: wa:send-text\n", "- to: wa:send-contact\n")))
                .containsExactly("a.camel.yaml:9:11 send-outside-claim error wa:send-contact");
    }

    @Test
    void aRepositoryInMemoryIsNoClaim() {
        String beans = "- beans:\n    - name: oncePerChat\n"
                + "      type: org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository\n";
        assertThat(lint(beans, route("a", "timer:a", CONSENT, claim("a/text", "- to: wa:send-text\n"))))
                .singleElement()
                .asString()
                .contains("send-outside-claim");
    }

    @Test
    void theLedgerAsRepositoryOfEventsIsNoClaim() {
        String beans = "- beans:\n    - {name: oncePerChat, type: io.callingcard.ledger.ChatLedger}\n";
        assertThat(lint(beans, route("a", "timer:a", CONSENT, claim("a/text", "- to: wa:send-text\n"))))
                .singleElement()
                .asString()
                .contains("send-outside-claim");
    }

    @Test
    void aReplyAndAGroupNeedNoCheckOfTheConsent() {
        assertThat(lint(route("a", "wa:events", "- to: campaign:opt-out\n", claim("a/text", "- to: wa:send-text\n"))))
                .isEmpty();
        assertThat(lint(route("a", "timer:a", "- to: wa:create-chat\n", claim("a/text", "- to: wa:send-text\n"))))
                .isEmpty();
    }

    @Test
    void theCallerOfARouteThatNoFileCallsDecides() {
        assertThat(lint(route("a", "direct:a", "- to: wa:send-text\n"))).isEmpty();
    }

    @Test
    void theUserOfAKameletDecides() {
        assertThat(
                        Linted.findings(
                                new LintFile(
                                        "x.kamelet.yaml",
                                        """
                        kind: Kamelet
                        metadata:
                          name: x
                        spec:
                          template:
                            from:
                              uri: kamelet:source
                              steps:
                                - to: wa:send-text
                        """)))
                .isEmpty();
    }

    @Test
    void aSourceThatClaimsGivesItsClaimToWhatFollows() {
        assertThat(lint(route("a", "kamelet:daily-share-source", "- to: kamelet:chert-share-card-sink\n")))
                .isEmpty();
    }

    @Test
    void readsPipes() {
        String pipe =
                """
                kind: Pipe
                metadata: {name: hello}
                spec:
                  source:
                    uri: timer:hello
                  steps:
                    - ref: {kind: Kamelet, name: consent-filter-action}
                %s  sink:
                    ref: {kind: Kamelet, name: chert-send-text-sink}
                    properties: {secret: abc}
                """;
        assertThat(lint(pipe.formatted("")))
                .containsExactly(
                        "a.camel.yaml:8:3 send-outside-claim error kamelet:chert-send-text-sink leads to chert:send-text",
                        "a.camel.yaml:8:3 secret-in-uri error kamelet: option secret");
        assertThat(
                        lint(
                                pipe.formatted(
                                        "    - ref: {kind: Kamelet, name: once-per-chat-action}\n      properties: {step: hello/text}\n")))
                .singleElement()
                .asString()
                .contains("secret-in-uri");
    }

    @Test
    void aConsentThatIsNotUsedIsNoCheck() {
        assertThat(lint(route("a", "timer:a", "- to: campaign:consent\n", claim("a/text", "- to: wa:send-text\n"))))
                .singleElement()
                .asString()
                .contains("send-without-consent");
    }

    @Test
    void aCheckInOneBranchIsNoCheckInTheOther() {
        String choice = "- choice:\n    when:\n      - simple: ${body} == 1\n        steps:\n"
                + "          - to: kamelet:consent-filter-action\n";
        assertThat(lint(route("a", "timer:a", choice, claim("a/text", "- to: wa:send-text\n"))))
                .singleElement()
                .asString()
                .contains("send-without-consent");
        assertThat(lint(route(
                        "a",
                        "timer:a",
                        choice + "    otherwise:\n      steps:\n        - stop: {}\n",
                        claim("a/text", "- to: wa:send-text\n"))))
                .isEmpty();
    }

    @Test
    void twoBranchesMayClaimOneStep() {
        String branch = "      - simple: ${body} == 1\n        steps:\n";
        assertThat(lint(route(
                        "a",
                        "timer:a",
                        CONSENT,
                        "- choice:\n    when:\n",
                        branch,
                        claim("a/text", "- setBody: {constant: Hello}\n", "- to: wa:send-text\n")
                                .indent(10),
                        branch,
                        claim("a/text", "- setBody: {constant: Hallo}\n", "- to: wa:send-text\n")
                                .indent(10))))
                .isEmpty();
    }

    @Test
    void warnsOfACopyThatWasNotRenamed() {
        String one =
                route("a", "timer:a", CONSENT, claim("x/text", "- setBody: {constant: A}\n", "- to: wa:send-text\n"));
        String other =
                route("b", "timer:b", CONSENT, claim("x/text", "- setBody: {constant: B}\n", "- to: wa:send-text\n"));
        assertThat(lint(one, other))
                .containsExactly("b.camel.yaml:7:11 duplicate-claim warning x/text, as in a.camel.yaml:7:11");
        // The same step that is due in two ways.
        assertThat(lint(one, one.replace("timer:a", "timer:b").replace("id: a", "id: b")))
                .isEmpty();
    }

    @Test
    void aKameletThatIsUsedTwiceNeedsTwoFlows() {
        String sink = "- to:\n    uri: kamelet:welcome-sink\n    parameters: {provider: wa, text: %s, contact: c}\n";
        assertThat(lint(route("a", "timer:a", sink.formatted("A"), sink.formatted("B"))))
                .isNotEmpty()
                .allMatch(finding -> finding.contains("a.camel.yaml:9:11 duplicate-claim error"));
        assertThat(lint(route("a", "timer:a", sink.formatted("A, flow: one"), sink.formatted("B, flow: two"))))
                .isEmpty();
    }

    @Test
    void findsASecondSendAfterADoubt() {
        String send = "      - to: wa:send-text\n";
        String failover =
                "- loadBalance:\n    failoverLoadBalancer: {}\n    steps:\n" + send + "      - to: linq:send-text\n";
        String fallback = "- circuitBreaker:\n    steps:\n" + send
                + "    onFallback:\n      steps:\n        - to: linq:send-text\n";
        for (String step : List.of(failover, fallback)) {
            assertThat(lint(route("a", "timer:a", CONSENT, claim("a/text", step))))
                    .singleElement()
                    .asString()
                    .contains("retry-in-doubt");
        }
    }

    @Test
    void anAlarmToAnotherPersonIsNoSecondSend() {
        String tried = "- doTry:\n    steps:\n      - to: wa:send-text\n    doCatch:\n"
                + "      - exception: [java.lang.Exception]\n        steps:\n";
        assertThat(lint(route("a", "timer:a", CONSENT, claim("a/text", tried, "          - to: wa:send-text\n"))))
                .hasSize(1);
        assertThat(lint(route(
                        "a",
                        "timer:a",
                        CONSENT,
                        claim(
                                "a/text",
                                tried,
                                "          - to: {uri: \"wa:send-text\", parameters: {to: \"{{operator}}\"}}\n"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.callingcard.provider.error.InDoubtException", "java.lang.Exception"})
    void findsErrorHandlersThatSendAgain(String exception) {
        String handler = "- onException:\n    exception: [" + exception + "]\n    steps:\n      - to: linq:send-text\n";
        String route = route("a", "timer:a", CONSENT, claim("a/text", "- to: wa:send-text\n"));
        assertThat(lint(handler + route)).containsExactly("a.camel.yaml:1:3 retry-in-doubt error onException");
        assertThat(lint("- routeConfiguration:\n    id: other\n    onException:\n" + handler.indent(6), route))
                .isEmpty();
        assertThat(lint(handler, route)).isEmpty();
    }

    @Test
    void aRedeliveryIsOnlyWrongForADoubt() {
        String handler = "- onException:\n    exception: [io.callingcard.provider.error.%s]\n"
                + "    redeliveryPolicy: {maximumRedeliveries: 3}\n";
        // The producers refuse to redeliver what is in doubt.
        assertThat(lint(handler.formatted("ProviderException"))).hasSize(0);
        assertThat(lint(handler.formatted("RateLimitedException"))).isEmpty();
        assertThat(lint(handler.formatted("InDoubtException")))
                .singleElement()
                .asString()
                .contains("retry-in-doubt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- toD: \"${header.CamelCardProvider}:send-text\"",
                "- toD: {uri: \"wa:get-chat\", parameters: {chatId: \"${body}\"}}",
                "- recipientList: {header: target}",
                "- routingSlip: {expression: {simple: \"${body[next]}\"}}",
                "- pollEnrich: {simple: \"file:${header.folder}\"}"
            })
    void findsUrisOfMessageData(String step) {
        assertThat(lint(route("a", "direct:a", step + "\n")))
                .anyMatch(finding -> finding.contains("data-in-uri error"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- toD: \"{{target}}\"",
                "- toD: \"file:out?fileName=${date:now:yyyy}\"",
                "- recipientList: {constant: \"log:a,log:b\"}",
                "- enrich: {constant: \"log:a\", aggregationStrategy: \"#s\"}",
                "- setBody: {simple: \"${body.text}\"}",
                "- to: \"file:out?fileName=${header.name}\""
            })
    void leavesOtherUrisAlone(String step) {
        assertThat(lint(route("a", "direct:a", step + "\n"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- setBody: {simple: \"resource:file:${header.template}\"}",
                "- filter: {groovy: \"resource:header:rule\"}",
                "- setHeader: {name: CamelVelocityTemplate, simple: \"${body}\"}",
                "- setHeaders: {headers: [{name: CamelLanguageScript, header: script}]}",
                "- to: \"freemarker:a.ftl?allowContextMapAll=true\""
            })
    void findsTemplatesOfMessageData(String step) {
        assertThat(lint(route("a", "direct:a", step + "\n")))
                .singleElement()
                .asString()
                .contains("data-as-code error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- to: \"chert:list-lines?tenant=a&secret=canary\"",
                "- to: {uri: \"wa:get-info\", parameters: {baseUrl: \"http://user:canary@host:3000\"}}",
                "- to: \"https://user:canary@host/x\"",
                "- to: {uri: \"linq:list-lines\", parameters: {apiKey: \"RAW(canary)\"}}"
            })
    void findsSecretsAndDoesNotRepeatThem(String step) {
        assertThat(lint(route("a", "direct:a", step + "\n")))
                .singleElement()
                .asString()
                .contains("secret-in-uri error")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{env:LINQ_API_KEY}}", "RAW({{linq.key}})", "#bean:key", "{{?linq.key}}"})
    void aSecretThatStandsElsewhereIsFine(String value) {
        assertThat(lint(route(
                        "a",
                        "direct:a",
                        "- to: {uri: \"linq:list-lines\", parameters: {apiKey: \"" + value + "\"}}\n")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quartz:a?cron=0+0+9+*+*+?&trigger.misfireInstruction=1",
                "{uri: quartz, parameters: {triggerName: a, cron: \"{{my.cron}}\", trigger.misfireInstruction: 1}}",
                "quartz:a?cron=0/5+*+*+?+*+MON&trigger.misfireInstruction=2"
            })
    void findsTimesWithoutZone(String uri) {
        String from = uri.startsWith("{") ? uri : "{uri: \"" + uri + "\"}";
        assertThat(lint("- route: {id: a, from: " + from + "}\n"))
                .singleElement()
                .asString()
                .contains("cron-without-zone error");
    }

    @Test
    void anIntervalNeedsNoZone() {
        assertThat(lint(route("a", "quartz:a?cron=0+0/5+*+*+*+?&trigger.misfireInstruction=1", "- to: log:a\n")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wa:events",
                "kamelet:chert-events-source",
                "webhook:linq:events",
                "wa:events?eventTypes=message.*"
            })
    void whoReceivesMessagesMustRecordStop(String from) {
        assertThat(lint(route("a", from, "- to: log:a\n")))
                .singleElement()
                .asString()
                .contains("a.camel.yaml:3:5 inbound-without-stop error");
        assertThat(lint(
                        route("a", from, "- to: direct:in\n"),
                        route(
                                "in",
                                "direct:in",
                                "- filter: {simple: \"${body} == 1\", steps: [{to: \"campaign:opt-out\"}]}\n")))
                .isEmpty();
    }

    @Test
    void receiptsAreNoMessages() {
        assertThat(lint(route("a", "wa:events?eventTypes=message.delivered,message.read", "- to: log:a\n")))
                .isEmpty();
    }

    @Test
    void twoSourcesMayShareAChoice() {
        String branch = "      - simple: ${body} == 1\n        steps:\n";
        String shared = route(
                "shared",
                "direct:shared",
                "- choice:\n    when:\n",
                branch,
                claim("a/text", "- setBody: {constant: Hello}\n").indent(10),
                branch,
                claim("a/text", "- setBody: {constant: Hallo}\n").indent(10));
        assertThat(lint(
                        route("a", "timer:a", "- to: direct:shared\n"),
                        route("b", "timer:b", "- to: direct:shared\n"),
                        shared))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simple: x/text",
                "expression: {constant: x/text}",
                "constant: {expression: x/text}",
                "header: step",
                "expression: {header: {expression: step}}"
            })
    void readsTheNameOfAClaimHoweverItIsWritten(String expression) {
        String claim = claim("?", "- to: wa:send-text\n").replace("constant: ?", expression);
        assertThat(lint(route("a", "timer:a", CONSENT, claim, claim.replace("send-text", "send-contact"))))
                .singleElement()
                .asString()
                .contains("duplicate-claim error");
    }

    @Test
    void readsIntegrationsAndRestAndTheOldForm() {
        assertThat(lint("kind: Integration\nmetadata: {name: i}\nspec:\n  flows:\n"
                        + route("a", "timer:a", "- to: wa:send-text\n").indent(4)))
                .hasSize(2);
        assertThat(lint("- rest:\n    path: /a\n    get:\n      - path: /b\n        to: direct:a\n"
                        + route("a", "direct:a", "- to: wa:send-text\n")))
                .hasSize(2);
        assertThat(lint("- route:\n    from: {uri: \"timer:a\"}\n    steps:\n      - to: wa:send-text\n"))
                .hasSize(2);
        assertThat(lint("kind: Deployment\nmetadata: {name: d}\nspec: {to: wa:send-text}\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"chert:create-chat", "linq:create-chat", "wa:forward", "linq:send-voice", "${header.a}:send-text"
            })
    void theseAreSendsToo(String uri) {
        assertThat(lint(route("a", "timer:a", CONSENT, "- to: \"" + uri + "\"\n")))
                .singleElement()
                .asString()
                .contains("send-outside-claim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- to: \"direct:{{where}}\"",
                "- toD: \"direct:${exchangeId}\"",
                "- to: kamelet:of-another-catalog",
                "- to: {uri: \"log:a\", parameters: {marker: [1], size: 100%}}",
                "- to: \"log:a?marker=100%&x\"",
                "- to: \"log:a?marker={{open\"",
                "- to: \"https://host/a@b:c\"",
                "- to: \"https://user@host:8080/\"",
                "- to: \"https://user:{{password}}@host\"",
                "- to: \"velocity:a.vm?allowTemplateFromHeader=false\"",
                "- setHeader: {name: CamelVelocityTemplate, constant: a}",
                "- setBody: {simple: \"resource:classpath:a.txt\"}",
                "- toD: {uri: \"log:a\", parameters: {marker: a}, id: \"${body}\"}",
                "- recipientList: {expression: {constant: {expression: \"log:a\"}}}",
                "- removeHeader: CamelCardRecipient",
                "- removeHeader: {name: CamelCardRecipient}",
                "- removeHeader: {name: other}",
                "- loadBalance: {roundRobinLoadBalancer: {}}",
                "- circuitBreaker: {steps: [{to: \"log:a\"}]}",
                "- enrich: {constant: \"vm:a\"}"
            })
    void findsNothingElse(String step) {
        assertThat(lint(route("a", "timer:a", step + "\n"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exception: [java.io.IOException]\n    steps:\n      - to: linq:send-text",
                "exception: [java.lang.Exception]\n    onWhen: {simple: \"${exception.outcome} == 'NOT_SENT'\"}\n"
                        + "    steps:\n      - to: linq:send-text",
                "exception: [java.lang.Exception]\n    steps:\n"
                        + "      - setHeader: {name: CamelCardRecipient, constant: \"{{operator}}\"}\n      - to: linq:send-text",
                "exception: [io.callingcard.provider.error.InDoubtException]\n    redeliveryPolicy: {maximumRedeliveries: 0}",
                "exception: [io.callingcard.provider.error.InDoubtException]\n    redeliveryPolicy: {logStackTrace: false}",
                "exception: [java.lang.Exception]\n    steps:\n      - to: log:a"
            })
    void theseHandlersAreRight(String handler) {
        assertThat(lint("- onException:\n    " + handler + "\n"
                        + route("a", "timer:a", CONSENT, claim("a/text", "- to: wa:send-text\n"))))
                .isEmpty();
    }

    @Test
    void aConfigurationAppliesToTheRoutesThatNameIt() {
        String handler = "    onException:\n      - onException:\n          exception: [java.lang.Exception]\n"
                + "          steps:\n            - to: linq:send-text\n";
        String route = route("a", "timer:a", CONSENT, claim("a/text", "- to: wa:send-text\n"));
        String naming = route.replace("    from:", "    routeConfigurationId: mine\n    from:");
        assertThat(lint("- routeConfiguration:\n    id: mine\n" + handler, naming))
                .hasSize(1);
        assertThat(lint("- routeConfiguration:\n    id: mine\n" + handler, route))
                .isEmpty();
        assertThat(lint("- routeConfiguration:\n" + handler, route))
                .containsExactly("a.camel.yaml:3:9 retry-in-doubt error onException");
    }

    @Test
    void aSendBeforeATryIsNotSentAgainByItsCatch() {
        String first = claim("a/text", "- to: wa:send-text\n");
        String tried =
                "- doTry:\n    steps: [{to: \"log:a\"}]\n    doCatch:\n      - exception: [java.lang.Exception]\n"
                        + "        steps: [{to: \"wa:send-contact\"}]\n    doFinally:\n      steps: [{to: \"log:b\"}]\n";
        String broken = "- circuitBreaker:\n    steps: [{to: \"log:a\"}]\n    onFallback:\n"
                + "      steps: [{to: \"wa:send-media\"}]\n";
        assertThat(lint(route("a", "timer:a", CONSENT, first, claim("a/card", tried), claim("a/more", broken))))
                .isEmpty();
    }

    @Test
    void aLaterCatchNeverSeesTheDoubt() {
        String tried = "- doTry:\n    steps: [{to: \"wa:send-text\"}]\n    doCatch:\n"
                + "      - exception: [io.callingcard.provider.error.InDoubtException]\n        steps: [{to: \"log:a\"}]\n"
                + "      - exception: [java.lang.Exception]\n        steps: [{to: \"linq:send-text\"}]\n";
        assertThat(lint(route("a", "timer:a", CONSENT, claim("a/text", tried)))).isEmpty();
    }

    @Test
    void aCommentForOneCallerIsNoneForTheOther() {
        String off = "# lint: off send-outside-claim,  send-without-consent - a test of mine.\n";
        String send = route("send", "direct:send", "- to: chert:send-text\n");
        String called = route("a", "timer:a", "- to: direct:send\n");
        assertThat(lint(off + called, send)).isEmpty();
        assertThat(lint(off + called, called.replace("timer:a", "timer:b"), send))
                .hasSize(2);
        assertThat(lint(called, off + called.replace("timer:a", "timer:b"), send))
                .hasSize(2);
        assertThat(lint(send + off)).singleElement().asString().contains("unused-off");
    }

    @Test
    void aKameletIsFoundByItsNameAlsoWithTheIdOfARoute() {
        assertThat(lint(route("a", "timer:a", CONSENT, "- to: kamelet:wa-send-text-sink/mine\n")))
                .singleElement()
                .asString()
                .contains("leads to wa:send-text");
    }

    @Test
    void aBrokenFileHidesNoRoute() {
        assertThat(lint(route("a", "timer:a", "- to: direct:b\n")))
                .containsExactly("a.camel.yaml:6:11 unknown-route error direct:b");
        assertThat(lint(route("a", "timer:a", "- to: direct:b\n"), "- route: [\n"))
                .isEmpty();
    }

    @Test
    void settingsAndDefaultsAreFilled() {
        LintFile caller = new LintFile("a", route("a", "timer:a", "- to: \"{{card-to:direct:card}}\"\n"));
        LintFile called = new LintFile("b", route("card", "direct:card", "- to: log:a\n"));
        assertThat(Linted.findings(caller, called)).isEmpty();
        assertThat(FlowLint.of(
                                List.of(caller, called),
                                name -> Optional.empty(),
                                key -> key.equals("card-to") ? "direct:crm" : null)
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.subject()).isEqualTo("direct:crm"));
    }

    @Test
    void aCommentAppliesToWhatFollowsAndAllInIt() {
        String reason = " # lint: off send-outside-claim, send-without-consent: my own phone only.\n";
        String step = "- to: wa:send-text\n";
        assertThat(lint(reason.strip() + "\n" + route("a", "timer:a", step))).isEmpty();
        assertThat(lint(route("a", "timer:a", reason.strip() + "\n", step))).isEmpty();
        assertThat(lint(route("a", "timer:a", "- to: wa:send-text" + reason))).isEmpty();
        assertThat(lint(route("a", "timer:a", reason.strip() + "\n", step, "- to: wa:send-contact\n")))
                .hasSize(2)
                .allMatch(finding -> finding.startsWith("a.camel.yaml:8:11"));
        assertThat(lint(route(
                        "a", "timer:a", reason.strip().replace(":", " -").replace("lint -", "lint:") + "\n", step)))
                .isEmpty();
    }

    @Test
    void aCommentInTheCalledRouteAppliesToItsCallers() {
        assertThat(lint(
                        route("good", "timer:a", CONSENT, claim("a/text", "- to: direct:send\n")),
                        route("bad", "timer:b", CONSENT, "- to: direct:send\n"),
                        "# lint: off send-outside-claim: the text may arrive twice.\n"
                                + route("send", "direct:send", "- to: chert:send-text\n")))
                .isEmpty();
    }

    @Test
    void aTextIsNoComment() {
        assertThat(lint(route("a", "timer:a", "- setBody:\n    constant: |\n      # lint: off unknown-route\n")))
                .isEmpty();
    }

    @Test
    void aMisspelledRuleIsReported() {
        assertThat(lint("# lint: off send-outside-clam: no.\n" + route("a", "timer:a", "- to: log:a\n")))
                .containsExactly("a.camel.yaml:1:1 unused-off warning send-outside-clam is no rule");
    }

    @Test
    void routesThatCallEachOtherEnd() {
        assertThat(lint(
                        route("a", "direct:a", "- to: direct:b\n", "- to: direct:b\n"),
                        route("b", "direct:b", "- to: direct:a\n"),
                        route("c", "timer:c", "- to: direct:a\n")))
                .isEmpty();
    }

    /** Without memory of what is known, the walk would take 2^40 steps. */
    @Test
    void manyRoutesThatCallTheNextTwiceTakeNoTime() {
        List<String> files = new ArrayList<>(List.of(route("0", "timer:a", "- to: direct:1\n")));
        for (int i = 1; i <= 40; i++) {
            String next = "- to: direct:" + (i + 1) + "\n";
            files.add(route("r" + i, "direct:" + i, next, next));
        }
        files.add(route("last", "direct:41", "- to: log:a\n"));
        assertThat(lint(files.toArray(String[]::new))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing\n",
                "[\n",
                "a: &a [*a]\n",
                "- 1\n- [2]\n",
                "- route: 5\n",
                "- route:\n    from: x\n",
                "kind: Kamelet\n"
            })
    void survivesAnyFile(String text) {
        assertThat(lint(text)).isEmpty();
    }

    /** Also when lines are removed, moved, indented otherwise or broken. */
    @Test
    void survivesMutantsOfTheShippedFiles() throws IOException {
        Random random = new Random(21);
        List<LintFile> files = new ArrayList<>(Linted.folder("routes"));
        files.addAll(Linted.folder("examples"));
        files.addAll(Linted.folder("src/test/resources/lint"));
        for (int i = 0; i < MUTANTS; i++) {
            List<LintFile> mutants = List.of(
                    new LintFile(
                            "one",
                            mutant(files.get(random.nextInt(files.size())).text(), random)),
                    new LintFile(
                            "other",
                            mutant(files.get(random.nextInt(files.size())).text(), random)));
            assertThatCode(() -> Linted.findings(mutants.toArray(LintFile[]::new)))
                    .as(() -> mutants.stream().map(LintFile::text).collect(Collectors.joining("\n--- and\n")))
                    .doesNotThrowAnyException();
        }
    }

    private static String mutant(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (int edits = random.nextInt(4); edits >= 0 && lines.size() > 1; edits--) {
            String line = lines.remove(random.nextInt(lines.size()));
            int cut = random.nextInt(line.length() + 1);
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            if (random.nextBoolean()) {
                lines.add(random.nextInt(lines.size() + 1), line.substring(0, cut) + piece + line.substring(cut));
            }
        }
        return String.join("\n", lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chert", "linq", "wa"})
    void knowsTheSecretsOfOurComponents(String scheme) throws IOException {
        Path metadata = Path.of("src/generated/resources/META-INF/io/callingcard", scheme, scheme + ".json");
        assertThat(new ObjectMapper()
                        .readTree(metadata.toFile())
                        .path("properties")
                        .properties())
                .filteredOn(option -> option.getValue().path("secret").asBoolean())
                .extracting(Map.Entry::getKey)
                // Names of users are no secrets that a file must not have.
                .filteredOn(option -> !option.toLowerCase(Locale.ROOT).matches(".*user(name)?"))
                .isNotEmpty()
                .allMatch(EndpointRules::isSecret);
    }
}
