// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Twins that only this machine may use: whom they answer, and where they send events. */
class ThisMachineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/webhooks/chert",
                "http://127.0.0.1/x",
                "https://127.3.2.1:1",
                "http://[::1]:8080/x"
            })
    void sendsEventsToThisMachine(String address) {
        assertThat(ThisMachine.isTarget(address)).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://10.0.0.1/",
                "http://169.254.169.254/latest",
                "http://0.0.0.0:8080",
                "http://2130706433/",
                "http://127.1/",
                "http://127.0.0.1.evil.example",
                "http://localhost.evil.example",
                "http://localhost@evil.example/",
                "http://evil.example@localhost/",
                "http://localhost\\@evil.example/",
                "http://evil.example#localhost",
                "http://localhost /",
                "http:localhost",
                "//",
                "http://[::ffff:10.0.0.1]/"
            })
    void sendsEventsNowhereElse(String address) {
        assertThat(ThisMachine.isTarget(address == null ? "null" : address)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,        localhost:8080,    ,                 true",
        "0:0:0:0:0:0:0:1,  '[::1]:8080',      ,                 true",
        "127.0.0.1,        cards.example.com, ,                 false",
        "203.0.113.7,      localhost:8080,    ,                 false",
        "2001:db8::1,      localhost:8080,    ,                 false",
        "127.0.0.1,        ,                  ,                 false",
        "127.0.0.1,        localhost:8080,    X-Forwarded-For,  false",
        "127.0.0.1,        localhost:8080,    Forwarded,        false",
        "127.0.0.1,        localhost:8080,    X-Forwarded-Host, false",
    })
    void answersThisMachineOnly(String peer, String host, String header, boolean isHere) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (header != null) {
            headers.add(header, "x");
        }
        HostAndPort authority = host == null ? null : HostAndPort.parseAuthority(host, 80);
        HttpConnection connection =
                answering(HttpConnection.class, Map.of("remoteAddress", SocketAddress.inetSocketAddress(1234, peer)));
        HttpServerRequest request = answering(
                HttpServerRequest.class,
                authority == null
                        ? Map.of("headers", headers, "connection", connection)
                        : Map.of("headers", headers, "connection", connection, "authority", authority));
        assertThat(ThisMachine.isCaller(request)).isEqualTo(isHere);
    }

    /** Returns an object that answers some methods, and null otherwise. */
    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> answers.get(method.getName())));
    }

    private static String post(TwinServer server, String path, String headers, String body) throws IOException {
        try (Socket socket = new Socket("localhost", server.port())) {
            String head = "POST /twin/" + path + " HTTP/1.1\r\nConnection: close\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer twin\r\nContent-Length: " + body.length() + "\r\n" + headers + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "control/reset",
                "control/chert",
                "control/faults",
                "linq/api/partner/v3/webhook-subscriptions",
                "wa/devices"
            })
    void refusesForeignCallers(String path) throws Exception {
        try (TwinServer server = TwinServer.start(TwinSettings.local().withAllowRemote(false))) {
            for (String foreign :
                    new String[] {"Host: evil.example", "Host: localhost\r\nX-Forwarded-For: 203.0.113.7"}) {
                assertThat(post(server, path, foreign, "{}"))
                        .startsWith("HTTP/1.1 403")
                        .contains("Set callingcard.twins.allow-remote=true");
            }
            assertThat(post(server, path, "Host: localhost", "{}")).doesNotStartWith("HTTP/1.1 403");
        }
        try (TwinServer server = TwinServer.start()) {
            assertThat(post(server, path, "Host: evil.example", "{}")).doesNotStartWith("HTTP/1.1 403");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "linq/api/partner/v3/webhook-subscriptions | {\"target_url\":\"%s\",\"subscribed_events\":[\"a\"]}",
                "chert/api/v1/webhook-subscriptions | {\"url\":\"%s\"}",
                "wa/devices | {\"device_id\":\"x\",\"webhook_url\":\"%s\"}",
                "control/linq | {\"webhooks\":[{\"url\":\"%s\",\"secret\":\"whsec_AAAA\"}]}",
                "control/chert | {\"webhooks\":[{\"url\":\"%s\",\"secret\":\"s\"}]}",
                "control/wa | {\"webhooks\":[\"%s\"]}",
            })
    void refusesForeignAddressesForEvents(String path, String body) throws Exception {
        try (TwinServer server = TwinServer.start(TwinSettings.local().withAllowRemote(false))) {
            assertThat(post(server, path, "Host: localhost", body.formatted("https://evil.example/x")))
                    .startsWith("HTTP/1.1 400")
                    .contains("not on this machine");
            assertThat(post(server, path, "Host: localhost", body.formatted("http://localhost:9/x")))
                    .startsWith("HTTP/1.1 20");
        }
    }

    /** Should an address get in nevertheless, it is not called. */
    @Test
    void callsNoForeignAddress() throws Exception {
        try (ServerSocket evil = new ServerSocket(0);
                TwinServer server = TwinServer.start(TwinSettings.local().withAllowRemote(false))) {
            server.wa().webhooks(List.of("http://127.1:" + evil.getLocalPort() + "/x"), "s");
            server.wa().receive("twin", "+14155550100", "Hi");
            evil.setSoTimeout(300);
            assertThat(catchThrowable(evil::accept)).isInstanceOf(SocketTimeoutException.class);
        }
    }
}
