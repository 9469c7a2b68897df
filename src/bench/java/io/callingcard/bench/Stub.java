// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.io.IOException;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;

/** A provider that says yes to everything, in a process of its own, until its standard input ends. */
final class Stub {

    private static final Buffer SENT = Buffer.buffer("{\"chat_id\":\"ch_1\",\"status\":\"sent\"}");
    private static final Buffer WHATSAPP =
            Buffer.buffer("{\"messaging_product\":\"whatsapp\",\"contacts\":[],\"messages\":[{\"id\":\"wamid.1\"}]}");

    private static final Buffer LINQ =
            Buffer.buffer("{\"chat_id\":\"11111111-2222-4333-8444-555555555555\",\"message\":{"
                    + "\"id\":\"66666666-7777-4888-8999-000000000000\",\"created_at\":\"2026-11-20T09:00:00Z\","
                    + "\"delivery_status\":\"pending\",\"is_read\":false,\"sent_at\":null,\"service\":\"iMessage\","
                    + "\"parts\":[{\"type\":\"text\",\"value\":\"Welcome to Harbor Books!\",\"reactions\":null}]}}");

    private static final Buffer WA = Buffer.buffer(
            "{\"code\":\"SUCCESS\","
                    + "\"message\":\"Contact sent to 14155550100@s.whatsapp.net (server timestamp: 2026-11-20 09:00:00 +0000 UTC)\","
                    + "\"results\":{\"message_id\":\"3EB0C0FFEE0102030405AA\","
                    + "\"status\":\"Contact sent to 14155550100@s.whatsapp.net (server timestamp: 2026-11-20 09:00:00 +0000 UTC)\"}}");

    private Stub() {}

    public static void main(String[] arguments) throws IOException {
        Vertx vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.endHandler(end -> request.response()
                        .putHeader("content-type", "application/json")
                        .end(answer(request.uri()))))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        System.out.println(server.actualPort());
        while (System.in.read() != -1) {
            // until whoever started us is gone
        }
        vertx.close();
    }

    private static Buffer answer(String uri) {
        if (uri.startsWith("/chats/")) {
            return LINQ;
        }
        if (uri.startsWith("/send/")) {
            return WA;
        }
        return uri.endsWith("/messages") ? WHATSAPP : SENT;
    }
}
