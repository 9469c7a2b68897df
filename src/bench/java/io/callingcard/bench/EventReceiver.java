// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.atomic.LongAdder;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

import io.callingcard.provider.wire.HmacKey;

/**
 * Takes events, in a process of its own, until its standard input ends: {@code vertx-events} verifies and does nothing
 * else, {@code chert-events} brings them to a route.
 */
final class EventReceiver {

    private static final HmacKey KEY = HmacKey.ofText(EventSource.SECRET);

    private EventReceiver() {}

    public static void main(String[] arguments) throws Exception {
        int port = arguments[0].equals("vertx-events") ? bare() : route();
        System.out.println(port);
        while (System.in.read() != -1) {
            // until whoever started us is gone
        }
        System.exit(0);
    }

    private static int bare() {
        HttpServer server = Vertx.vertx()
                .createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> request.response()
                        .setStatusCode(isRight(request, body) ? 200 : 401)
                        .end()))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return server.actualPort();
    }

    private static boolean isRight(HttpServerRequest request, Buffer body) {
        String[] parts = request.getHeader("x-webhook-signature").split("[=,]");
        byte[] expected = KEY.sign(parts[1] + ".", body.getBytes());
        return MessageDigest.isEqual(expected, HexFormat.of().parseHex(parts[3]));
    }

    private static int route() throws Exception {
        int port = StartBench.freePort();
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(port);
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.addService(new VertxPlatformHttpServer(configuration));
        LongAdder routed = new LongAdder();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("chert:events?webhookVerifyToken=" + EventSource.SECRET).process(exchange -> routed.increment());
            }
        });
        camel.start();
        return port;
    }
}
