// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import org.apache.camel.Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

class StrictNumbersTest {

    private static final String WHOLE = ": is not a whole number. Write one such as 30.";
    private static final String TIME = ": is neither a number nor a time. Write one such as 30 or 30s.";

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stop() {
        camel.stop();
    }

    /** Camel reads each of these as 0, or as another number: a line would lose its retries or its pace. */
    @ParameterizedTest
    @CsvSource({
        "chert:send-text, maxRetries, abc",
        "chert:send-text, maxConnections, x",
        "chert:send-text, maxResponseSize, 12k",
        "chert:send-text, maxRetries, 2s",
        "chert:send-text, maxRetries, 3000000000",
        "linq:list-chats, pageSize, many",
        "ledger:report, limit, abc",
        "campaign:report, limit, abc",
    })
    void refusesANumberThatCamelReadsAsAnother(String endpoint, String option, String value) {
        assertThat(Throwables.getRootCause(
                        catchThrowable(() -> camel.getEndpoint(endpoint + "?" + option + "=" + value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(option + WHOLE);
    }

    @ParameterizedTest
    @CsvSource({
        "wa:send-text, minInterval, abc",
        "campaign:leads, delay, soon",
        "wa:send-text, minInterval, 12k",
        "chert:send-text, transferTimeout, -5s"
    })
    void refusesATimeThatCamelReadsAsZero(String endpoint, String option, String value) {
        assertThat(Throwables.getRootCause(
                        catchThrowable(() -> camel.getEndpoint(endpoint + "?" + option + "=" + value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(option + TIME);
    }

    /** The settings of a component, such as {@code camel.component.wa.min-interval}, take the same way. */
    @ParameterizedTest
    @CsvSource({"wa, minInterval", "chert, maxRetries", "linq, maxRetries", "campaign, limit", "ledger, limit"})
    void refusesTheSettingOfAComponent(String name, String option) {
        Component component = camel.getComponent(name);
        assertThat(catchThrowable(() ->
                        component.getComponentPropertyConfigurer().configure(camel, component, option, "abc", true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(option + ": is n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chert:send-text?maxRetries=0",
                "chert:send-text?maxRetries=3",
                "chert:send-text?maxRetries=#bean:retries",
                "wa:send-text?minInterval=0",
                "wa:send-text?minInterval=0s",
                "wa:send-text?minInterval=1500",
                "wa:send-text?minInterval=1m30s",
                "wa:send-text?minInterval=PT5S",
                "campaign:leads?delay=5s",
            })
    void takesNumbersTimesAndBeans(String uri) {
        camel.getRegistry().bind("retries", 4);
        assertThatCode(() -> camel.getEndpoint(uri)).doesNotThrowAnyException();
    }
}
