// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** All waits in the routes of a user use the virtual clock. Each route adds a lead when its wait is over. */
class WaitsTest {

    private static final Instant BEGIN = Instant.parse("2026-03-02T15:00:00Z");
    private static final Duration MOMENT = Duration.ofSeconds(2);

    @TempDir
    static Path folder;

    private static Run run;

    @BeforeAll
    static void simulate() throws Exception {
        String routes = UserRoutes.in(
                folder.resolve("routes"),
                """
                - route:
                    from:
                      uri: direct:lead
                      steps:
                        - setBody:
                            simple: '[{"name": "${variable.name}", "phone": "+1415200${variable.number}", "campaign": "welcome", "consent": true}]'
                        - to: campaign:add-leads
                - route:
                    from:
                      uri: timer:timer
                      parameters: {delay: 3600000, repeatCount: 1}
                      steps:
                        - setVariable: {name: name, constant: timer}
                        - setVariable: {name: number, constant: "0001"}
                        - to: direct:lead
                - route:
                    from:
                      uri: quartz:quartz
                      parameters: {cron: "0 0 18 * * ?", trigger.timeZone: UTC}
                      steps:
                        - setVariable: {name: name, constant: quartz}
                        - setVariable: {name: number, constant: "0002"}
                        - to: direct:lead
                - route:
                    from:
                      uri: quartz:simple
                      parameters: {triggerStartDelay: 5400000, trigger.repeatCount: 0, stateful: true}
                      steps:
                        - setVariable: {name: name, constant: simple-trigger}
                        - setVariable: {name: number, constant: "0012"}
                        - to: direct:lead
                - route:
                    from:
                      uri: cron:tab
                      parameters: {schedule: "0 30 18 * * ?"}
                      steps:
                        - setVariable: {name: name, constant: cron}
                        - setVariable: {name: number, constant: "0013"}
                        - to: direct:lead
                - route:
                    from:
                      uri: scheduler:often
                      parameters: {initialDelay: 3600000, delay: 7200000, repeatCount: 2}
                      steps:
                        - setVariable: {name: name, constant: scheduler}
                        - setVariable: {name: number, simple: "11${exchangeProperty.CamelTimerCounter}0"}
                        - to: direct:lead
                - route:
                    from:
                      uri: timer:delay
                      parameters: {delay: 0, repeatCount: 1}
                      steps:
                        - delay: {constant: 7200000}
                        - setVariable: {name: name, constant: delay}
                        - setVariable: {name: number, constant: "0003"}
                        - to: direct:lead
                - route:
                    from:
                      uri: timer:throttle
                      parameters: {delay: 0, period: 1, repeatCount: 3}
                      steps:
                        - throttle: {constant: 1, timePeriodMillis: "3600000"}
                        - setVariable: {name: name, constant: throttle}
                        - setVariable: {name: number, simple: "10${exchangeProperty.CamelTimerCounter}0"}
                        - to: direct:lead
                - route:
                    from:
                      uri: timer:on-exception
                      parameters: {delay: 0, repeatCount: 1}
                      steps:
                        - onException:
                            exception: [java.lang.IllegalStateException]
                            handled: {constant: "true"}
                            redeliveryPolicy: {maximumRedeliveries: 3, redeliveryDelay: 3600000, maximumRedeliveryDelay: 3600000}
                            steps:
                              - setVariable: {name: name, constant: on-exception}
                              - setVariable: {name: number, constant: "0005"}
                              - to: direct:lead
                        - throwException: {exceptionType: java.lang.IllegalStateException, message: never}
                - route:
                    errorHandler:
                      deadLetterChannel:
                        deadLetterUri: direct:dead
                        redeliveryPolicy:
                          maximumRedeliveries: 2
                          redeliveryDelay: 3600000
                          maximumRedeliveryDelay: 86400000
                          useExponentialBackOff: true
                          backOffMultiplier: 3
                          useCollisionAvoidance: true
                    from:
                      uri: timer:error-handler
                      parameters: {delay: 0, repeatCount: 1}
                      steps:
                        - throwException: {exceptionType: java.lang.IllegalStateException, message: never}
                - route:
                    from:
                      uri: direct:dead
                      steps:
                        - setVariable: {name: name, constant: error-handler}
                        - setVariable: {name: number, constant: "0006"}
                        - to: direct:lead
                - route:
                    from:
                      uri: timer:timeout
                      parameters: {delay: 0, period: 1800000, repeatCount: 2}
                      steps:
                        - aggregate:
                            correlationExpression: {constant: all}
                            aggregationStrategy: "#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy"
                            completionTimeout: "3600000"
                            steps:
                              - setVariable: {name: name, simple: "${exchangeProperty.CamelAggregatedCompletedBy}"}
                              - setVariable: {name: number, constant: "0007"}
                              - to: direct:lead
                - route:
                    from:
                      uri: timer:interval
                      parameters: {delay: 0, repeatCount: 1}
                      steps:
                        - aggregate:
                            correlationExpression: {constant: all}
                            aggregationStrategy: "#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy"
                            completionInterval: "7200000"
                            steps:
                              - setVariable: {name: name, simple: "${exchangeProperty.CamelAggregatedCompletedBy}"}
                              - setVariable: {name: number, constant: "0008"}
                              - to: direct:lead
                - route:
                    from:
                      uri: timer:expression
                      parameters: {delay: 0, repeatCount: 1}
                      steps:
                        - aggregate:
                            correlationExpression: {constant: all}
                            aggregationStrategy: "#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy"
                            completionTimeoutExpression: {constant: "5400000"}
                            completionPredicate: {constant: "false"}
                            steps:
                              - setVariable: {name: name, constant: expression}
                              - setVariable: {name: number, constant: "0014"}
                              - to: direct:lead
                - route:
                    from:
                      uri: timer:discards
                      parameters: {delay: 0, repeatCount: 1}
                      steps:
                        - aggregate:
                            correlationExpression: {constant: all}
                            aggregationStrategy: "#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy"
                            completionTimeout: "3600000"
                            discardOnCompletionTimeout: "true"
                            steps:
                              - setVariable: {name: name, constant: discarded}
                              - setVariable: {name: number, constant: "0015"}
                              - to: direct:lead
                - route:
                    from:
                      uri: timer:soon
                      parameters: {delay: -1, repeatCount: 1}
                      steps:
                        - setVariable: {name: name, constant: soon}
                        - setVariable: {name: number, constant: "0016"}
                        - to: direct:lead
                - route:
                    from:
                      uri: quartz:skips
                      parameters: {cron: "0 30 17 * * ?", trigger.timeZone: UTC, trigger.misfireInstruction: 2}
                      steps:
                        - setVariable: {name: name, constant: skips}
                        - setVariable: {name: number, constant: "0017"}
                        - to: direct:lead
                - route:
                    from:
                      uri: timer:fails-first
                      parameters: {delay: 0, period: 3600000, repeatCount: 2}
                      steps:
                        - filter:
                            simple: "${exchangeProperty.CamelTimerCounter} == 1"
                            steps:
                              - throwException: {exceptionType: java.lang.IllegalStateException, message: once}
                        - setVariable: {name: name, constant: fails-first}
                        - setVariable: {name: number, constant: "0018"}
                        - to: direct:lead
                - route:
                    id: ordered
                    from:
                      uri: direct:ordered
                      steps:
                        - resequence:
                            simple: "${header.number}"
                            streamConfig: {timeout: "1000"}
                            steps:
                              - to: log:ordered
                """);
        run = Run.of(Run.settings(0, 1).routes(routes), folder.resolve("out"));
        Analyzed.result(folder.resolve("out"), false);
    }

    @ParameterizedTest
    @CsvSource({
        "timer, 60",
        "quartz, 180",
        "simple-trigger, 90",
        "cron, 210",
        "scheduler, 60 180",
        "delay, 120",
        "throttle, 0 60 120",
        "on-exception, 180",
        "error-handler, 240",
        "timeout, 90",
        "interval, 120",
        "expression, 90",
        "soon, 0",
        "skips, 150",
        "fails-first, 60"
    })
    void waitsTakeVirtualTime(String name, String minutes) {
        List<Instant> expected = List.of(minutes.split(" ")).stream()
                .map(each -> BEGIN.plus(Duration.ofMinutes(Long.parseLong(each))))
                .toList();
        List<Instant> leads = run.all("lead")
                .filter(lead -> lead.path("name").asText().equals(name))
                .map(Run::at)
                .toList();
        assertThat(leads).as(run.all("lead").toList().toString()).hasSameSizeAs(expected);
        for (int i = 0; i < leads.size(); i++) {
            assertThat(leads.get(i)).isBetween(expected.get(i), expected.get(i).plus(MOMENT));
        }
    }

    @Test
    void aGroupThatIsDiscardedGoesNoFurther() {
        assertThat(run.all("lead").map(lead -> lead.path("name").asText())).doesNotContain("discarded");
    }

    @Test
    void aStepThatGoesByTheRealClockIsNamed() throws Exception {
        assertThat(run.rules.path("not_simulated").toString()).isEqualTo("[\"resequence of route ordered\"]");
        assertThat(Findings.read(folder.resolve("out")))
                .extracting(Finding::sentence)
                .contains("One step uses the real clock, so the events after it may come too early:"
                        + " resequence of route ordered.");
    }
}
