// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.callingcard.provider.fixture.EventHost;
import io.callingcard.provider.fixture.Signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Calls over HTTP/2: a refused one costs its stream, not the connection that others use. */
class Http2Test {

    private static final String SECRET = "c0ffee";
    private static final String PATH = "/webhooks/chert";
    private static final Duration SOON = Duration.ofSeconds(10);

    private final EventHost host =
            new EventHost().receive("chert:events?maxWebhookBody=1000&webhookVerifyToken=" + SECRET);
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false)
            .setHttp2MaxPoolSize(1));

    @AfterEach
    void stop() {
        vertx.close();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(InFlight.PROCESS.calls()).isZero());
        host.close();
    }

    private HttpClientRequest call(byte[] signed) throws Exception {
        HttpClientRequest request = get(client.request(HttpMethod.POST, host.port, "127.0.0.1", PATH));
        Map<String, String> headers = Signer.chert(SECRET, System.currentTimeMillis() / 1000, signed);
        headers.forEach(request::putHeader);
        return request;
    }

    private static <T> T get(Future<T> future) throws Exception {
        return get(future.toCompletionStage().toCompletableFuture());
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private static byte[] event(String id) {
        return ("{\"event_type\":\"message.received\",\"event_id\":\"" + id + "\",\"data\":{}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private HttpConnection deliver(String id) throws Exception {
        HttpClientRequest request = call(event(id));
        HttpClientResponse answer = get(request.send(Buffer.buffer(event(id))));
        assertThat(answer.statusCode()).isEqualTo(200);
        return request.connection();
    }

    @Test
    void routesAnEvent() throws Exception {
        deliver("e1");
        assertThat(host.routed).hasSize(1);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedAndTheConnectionGoesOn() throws Exception {
        HttpConnection before = deliver("e1");
        HttpClientRequest request = call(new byte[0]).putHeader("Content-Length", "1001");
        assertThat(get(request.send(Buffer.buffer(new byte[1001]))).statusCode())
                .isEqualTo(413);

        assertThat(deliver("e2")).isSameAs(before);
    }

    @Test
    void theStreamOfARefusedBodyThatDoesNotEndIsReset() throws Exception {
        HttpConnection before = deliver("e1");
        HttpClientRequest request = call(new byte[0]).setChunked(true);
        CompletableFuture<Throwable> reset = new CompletableFuture<>();
        CompletableFuture<Integer> status = new CompletableFuture<>();
        request.exceptionHandler(reset::complete);
        request.response().onSuccess(answer -> {
            status.complete(answer.statusCode());
            answer.exceptionHandler(reset::complete);
        });
        request.write(Buffer.buffer(new byte[1001]));

        assertThat(get(status)).isEqualTo(413);
        assertThat(get(reset)).isInstanceOf(StreamResetException.class);
        assertThat(deliver("e2")).isSameAs(before);
        assertThatThrownBy(() -> get(request.write(Buffer.buffer("more"))));
    }
}
