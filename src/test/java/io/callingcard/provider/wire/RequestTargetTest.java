// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.nio.file.Path;
import java.util.Map;

import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.provider.fixture.RawServer;
import io.callingcard.provider.fixture.RawServer.Answer;
import io.callingcard.provider.fixture.RawServer.Request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Targets, methods and headers of requests. */
class RequestTargetTest {

    private final Wires wires = new Wires();
    private RawServer server;

    @BeforeEach
    void open() {
        server = RawServer.answering(request -> Answer.ok("{}"));
    }

    @AfterEach
    void close() {
        wires.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', /messages, /messages",
        "/, /messages, /messages",
        "/base, /messages?limit=1, /base/messages?limit=1",
        "/base//, /a%2Fb, /base/a%2Fb",
        "/b%20c, /messages, /b%20c/messages"
    })
    void aTargetStandsBelowTheBase(String base, String target, String arrives) {
        assertThat(requested(base, get(target)).target()).isEqualTo(arrives);
    }

    @ParameterizedTest
    @CsvSource({"/slot/1, /slot/1", "/slot/1?signature=a%2Bb, /slot/1?signature=a%2Bb"})
    void usesAnAbsoluteAddressAsItIs(String given, String arrives) {
        assertThat(requested("/base", get(server.url() + given)).target()).isEqualTo(arrives);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slot/1", "http:///slot", "http://my_host:1/slot", "http://exa mple", "mailto:someone"})
    void anAddressWithoutAHostDoesNotCallLocalhost(String target) {
        WireFailure failure = Wires.failure(wires.to(server.url()), get(target));

        assertThat(failure.written()).isFalse();
        assertThat(failure.getMessage()).doesNotContain(target);
        assertThat(server.connections()).isEmpty();
    }

    @Test
    void refusesABaseUrlWithoutAHost() {
        assertThatThrownBy(() -> wires.to("http://my_host:1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no valid host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH"})
    void sendsContentLengthZeroForPostPutAndPatch(String method) {
        Request request = requested(
                "", WireRequest.of("mark-read", Effect.LASTING, HttpMethod.valueOf(method), "/read", WireBody.EMPTY));

        assertThat(request.headers()).containsEntry("content-length", "0").doesNotContainKey("content-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void sendsNoContentLengthForGetAndDelete(String method) {
        Request request = requested(
                "", WireRequest.of("mark-read", Effect.LASTING, HttpMethod.valueOf(method), "/read", WireBody.EMPTY));

        assertThat(request.headers()).doesNotContainKeys("content-length", "transfer-encoding");
    }

    @Test
    void sendsTheExactBytes() {
        Request request = requested("", Wires.SEND);

        assertThat(request.text()).isEqualTo("{\"text\":\"hello\"}");
        assertThat(request.headers()).containsEntry("content-length", "16");
    }

    @Test
    void printsNoTargetAndNoBody() {
        WireRequest request = Wires.SEND.withOwnAuthorization(Map.of("authorization", "Bearer secret"));

        assertThat(request).hasToString("send-text (POST, Bytes[16 of application/json])");
        assertThat(WireBody.EMPTY).hasToString("Empty[]");
        assertThat(new WireBody.Stream(Path.of("/home/anna/face.png"), 5, "image/png"))
                .hasToString("Stream[5 of image/png]");
    }

    private static WireRequest get(String target) {
        return WireRequest.of("get", Effect.NONE, HttpMethod.GET, target, WireBody.EMPTY);
    }

    private Request requested(String base, WireRequest request) {
        Wires.answer(wires.to(server.url() + base), request);
        return server.requests().get(0);
    }
}
