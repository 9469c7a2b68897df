// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.provider.fixture.RawServer;
import io.callingcard.provider.fixture.RawServer.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** The wire keeps at most 1000 bytes here, see {@link Wires}. */
class AnswerReadingTest {

    private final Wires wires = new Wires();

    @AfterEach
    void close() {
        wires.close();
    }

    @Test
    void readsAnAnswerOfTheMaximumSize() {
        try (RawServer server = RawServer.answering(request -> Answer.ok("\"" + "x".repeat(998) + "\""))) {
            WireResponse answer = Wires.answer(wires.to(server.url()), Wires.SEND);

            assertThat(answer.json())
                    .hasValueSatisfying(json -> assertThat(json.asText()).hasSize(998));
            assertThat(answer.isSuccess()).isTrue();
        }
    }

    @Test
    void anAnswerAboveTheLimitIsInDoubt() {
        try (RawServer server = RawServer.answering(request -> Answer.ok("x".repeat(1001)))) {
            WireFailure failure = Wires.failure(wires.to(server.url()), Wires.SEND);

            assertThat(failure).hasMessage("the answer is larger than maxResponseSize (1000 bytes)");
            assertThat(failure.written()).isTrue();
        }
    }

    @Test
    void cutsOffAnEndlessChunkedAnswer() {
        try (RawServer server = RawServer.playing(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
            while (true) {
                connection.write("64\r\n" + "x".repeat(100) + "\r\n");
            }
        })) {
            assertThat(Wires.failure(wires.to(server.url()), Wires.SEND)).hasMessageContaining("maxResponseSize");
        }
    }

    @Test
    void ignoresAnInterimAnswer() {
        try (RawServer server = RawServer.playing(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n");
            connection.answer(Answer.ok("{}"));
        })) {
            assertThat(Wires.answer(wires.to(server.url()), Wires.SEND).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void doesNotFollowARedirect() {
        try (RawServer server =
                RawServer.answering(request -> new Answer(302, "", "location: http://localhost:1/elsewhere"))) {
            WireResponse answer = Wires.answer(wires.to(server.url()), Wires.SEND);

            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.isSuccess()).isFalse();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"199, false", "200, true", "299, true", "300, false"})
    void onlyStatus2xxIsASuccess(int status, boolean success) {
        assertThat(new WireResponse(status, HttpHeaders.headers(), Buffer.buffer()).isSuccess())
                .isEqualTo(success);
    }

    @Test
    void anAnswerThatIsNotJsonHasNoTree() {
        try (RawServer server = RawServer.answering(request -> Answer.ok("<html>"))) {
            WireResponse answer = Wires.answer(wires.to(server.url()), Wires.SEND);

            assertThat(answer.json()).isEmpty();
            assertThat(answer.json()).isSameAs(answer.json());
        }
    }

    @Test
    void printsOnlyTheSizeOfAnAnswer() {
        try (RawServer server = RawServer.answering(request -> Answer.ok("{\"text\":\"a secret\"}"))) {
            assertThat(Wires.answer(wires.to(server.url()), Wires.SEND)).hasToString("HTTP 200, 19 bytes");
        }
    }
}
