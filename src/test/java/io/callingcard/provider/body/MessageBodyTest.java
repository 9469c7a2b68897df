// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.body;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MessageBodyTest {

    private static Exchange exchange(Object body) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(body);
        return exchange;
    }

    static Stream<Object> texts() {
        byte[] bytes = "Grüße 👋".getBytes(UTF_8);
        return Stream.of("Grüße 👋", new StringBuilder("Grüße 👋"), bytes, new ByteArrayInputStream(bytes));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void readsEveryFormOfText(Object body) {
        assertThat(MessageBody.text(exchange(body))).isEqualTo("Grüße 👋");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\n"})
    void refusesAnEmptyText(String body) {
        assertThatThrownBy(() -> MessageBody.text(exchange(body)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("is empty");
    }

    static Stream<Object> structured() {
        return Stream.of(Map.of("a", "secret"), List.of("secret"), Json.object().put("a", "secret"), new Answer() {});
    }

    @ParameterizedTest
    @MethodSource("structured")
    void refusesStructuredDataAsTextWithoutQuotingIt(Object body) {
        assertThatThrownBy(() -> MessageBody.text(exchange(body)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("must be text")
                .hasMessageNotContaining("secret");
    }

    static Stream<Object> objects() {
        return Stream.of(Map.of("a", 1), Json.object().put("a", 1), "{\"a\":1}", "{\"a\":1}".getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void readsAnObjectFromAMapATreeOrText(Object body) {
        assertThat(MessageBody.json(exchange(body))).isEqualTo(Json.object().put("a", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "secret", "{\"a\":1} {\"b\":2}", "{", "", "1"})
    void refusesOtherBodiesAsObjectsWithoutQuotingThem(String body) {
        assertThatThrownBy(() -> MessageBody.json(exchange(body)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("body: must be a map or a JSON object");
    }

    @Test
    void refusesABodyWithoutBytesWithoutQuotingIt() {
        Object odd = new Object() {
            @Override
            public String toString() {
                return "secret";
            }
        };
        assertThatThrownBy(() -> MessageBody.bytes(exchange(null))).hasMessage("body: is missing");
        assertThatThrownBy(() -> MessageBody.bytes(exchange(odd)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageNotContaining("secret");
    }
}
