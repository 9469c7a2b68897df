// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;

import io.callingcard.provider.wire.HmacKey;

/** Posts events as Chert does, each with an id and a signature of its own. */
final class EventSource implements Contender {

    static final String SECRET = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    static final String PATH = "/webhooks/chert";

    private static final String BEFORE =
            "{\"event\":\"message.received\",\"event_type\":\"message.received\"," + "\"event_id\":\"chert:msg:";
    private static final String AFTER = "\",\"timestamp\":\"2026-06-10T08:15:02.000Z\",\"api_version\":\"v1\","
            + "\"webhook_version\":\"2026-05-04\",\"trace_id\":\"t\",\"partner_id\":\"harbor-books-19ab\",\"data\":{"
            + "\"chat\":{\"id\":\"ch_1\",\"is_group\":false,\"handles\":["
            + "{\"handle\":\"+12025550100\",\"service\":\"imessage\",\"is_me\":true},"
            + "{\"handle\":\"+12025550177\",\"service\":\"imessage\",\"is_me\":false}],"
            + "\"owner_handle\":{\"handle\":\"+12025550100\",\"service\":\"imessage\",\"is_me\":true}},"
            + "\"message\":{\"id\":\"m1\",\"direction\":\"inbound\",\"sender_handle\":{\"handle\":\"+12025550177\","
            + "\"service\":\"imessage\",\"is_me\":false},"
            + "\"parts\":[{\"type\":\"text\",\"value\":\"Is Saturday fine?\"}]}}}";

    private final HmacKey key = HmacKey.ofText(SECRET);
    private final AtomicLong ids = new AtomicLong(System.nanoTime());
    private final HttpClient client;
    private final int port;

    EventSource(int port, int inFlight) {
        this.port = port;
        this.client = Vertx.vertx().createHttpClient(new PoolOptions().setHttp1MaxSize(inFlight));
    }

    @Override
    public void send(Consumer<Throwable> done) {
        byte[] body = (BEFORE + ids.incrementAndGet() + AFTER).getBytes(StandardCharsets.UTF_8);
        String time = Long.toString(System.currentTimeMillis() / 1000);
        String signature = "t=" + time + ",v1=" + HexFormat.of().formatHex(key.sign(time + ".", body));
        client.request(HttpMethod.POST, port, "127.0.0.1", PATH)
                .compose(request -> request.putHeader("content-type", "application/json")
                        .putHeader("x-webhook-signature", signature)
                        .send(Buffer.buffer(body)))
                .compose(answer -> answer.body().map(read -> {
                    if (answer.statusCode() != 200) {
                        throw new IllegalStateException("HTTP " + answer.statusCode());
                    }
                    return read;
                }))
                .onComplete(result -> done.accept(result.cause()));
    }
}
