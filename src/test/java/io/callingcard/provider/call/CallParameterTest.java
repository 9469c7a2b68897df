// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.call;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.provider.error.InvalidValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The header takes precedence over the option. */
class CallParameterTest {

    private static final CallParameter<Object> INDEX =
            CallParameter.option("CamelCardIndex", "partIndex", option -> option);

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @ParameterizedTest
    @CsvSource(
            value = {
                "header, option, header",
                "' header ', option, header",
                "'', option, option",
                "' ', option, option",
                "null, option, option",
                "null, ' option ', option",
                "null, ' ', null",
                "null, null, null"
            },
            nullValues = "null")
    void aTextIsTheHeaderOrElseTheOption(String header, String option, String text) {
        exchange.getMessage().setHeader("CamelCardIndex", header);

        assertThat(INDEX.text(exchange, option)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"3, 1, 3", "null, 1, 1", "' ', 1, 1", "null, null, null"},
            nullValues = "null")
    void anotherTypeIsConverted(String header, Integer option, Integer value) {
        exchange.getMessage().setHeader("CamelCardIndex", header);

        assertThat(INDEX.as(Integer.class, exchange, option)).isEqualTo(value);
    }

    @Test
    void aHeaderOfTheTypeIsUsed() {
        exchange.getMessage().setHeader("CamelCardIndex", 5);

        assertThat(INDEX.as(Integer.class, exchange, null)).isEqualTo(5);
    }

    @Test
    void aHeaderThatCannotBeConvertedIsRefusedAndNotQuoted() {
        exchange.getMessage().setHeader("CamelCardIndex", "a secret");

        assertThatThrownBy(() -> INDEX.as(Integer.class, exchange, 1))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("CamelCardIndex: is not a number");
    }

    @Test
    void theErrorForAMissingValueSaysWhereToSetIt() {
        assertThatThrownBy(() -> INDEX.required(exchange, null))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("partIndex: is missing; set the header CamelCardIndex or the option partIndex");
        assertThat(INDEX.required(exchange, "2")).isEqualTo("2");
        assertThat(INDEX.required(2)).isEqualTo(2);
    }

    @Test
    void aRefusalKeepsItsCause() {
        Exception cause = new IllegalStateException();

        assertThat(new InvalidValueException("to", "is odd", cause))
                .hasMessage("to: is odd")
                .hasCause(cause);
    }
}
