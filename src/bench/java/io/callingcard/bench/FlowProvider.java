// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Stands in for the three providers, in a process of its own, until its standard input ends:
 * {@code FlowProvider LATENCY_MILLIS}. Answers as their pages say, and each call that sends a message after the latency.
 * Counts the messages of each phone. The twins check more, but need more of the processor than the flow.
 *
 * <p>Has one event loop, so its fields need no locks.
 */
final class FlowProvider {

    static final String CHERT = "/chert";
    static final String LINQ = "/linq";
    static final String WA = "/wa";

    private static final String LINE = "+12025550143";
    private static final String TIME = "2026-11-28T09:00:00Z";

    /** The messages of one phone, with times of {@link System#nanoTime()}, which all processes of a Linux machine share. */
    private static final class Phone {
        private int texts;
        private int cards;
        private long firstAt;
        private long secondAt;
    }

    private final Vertx vertx;
    private final long latency;
    private final Map<String, Phone> phones = new HashMap<>();
    private final Set<String> keys = new HashSet<>();
    private final Set<String> unknown = new HashSet<>();
    private int port;
    private long messages;
    private long repeats;
    private long duplicates;
    private long ids;

    private FlowProvider(Vertx vertx, long latency) {
        this.vertx = vertx;
        this.latency = latency;
    }

    public static void main(String[] arguments) throws IOException {
        // On a busy machine its warnings would stand between the figures.
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setBlockedThreadCheckIntervalUnit(TimeUnit.HOURS)
                .setBlockedThreadCheckInterval(1));
        FlowProvider provider = new FlowProvider(vertx, Long.parseLong(arguments[0]));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> provider.handle(request, body)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        provider.port = server.actualPort();
        System.out.println(server.actualPort());
        while (System.in.read() != -1) {
            // until the bench is gone
        }
        vertx.close();
    }

    private void handle(HttpServerRequest request, Buffer body) {
        String path = request.path();
        if (path.startsWith(CHERT)) {
            chert(request, path.substring(CHERT.length()), body);
        } else if (path.startsWith(LINQ)) {
            linq(request, path.substring(LINQ.length()), body);
        } else if (path.startsWith(WA)) {
            wa(request, path.substring(WA.length()), body);
        } else if (path.equals("/figures")) {
            answer(request, 200, figures());
        } else if (path.equals("/arrivals")) {
            request.response().end(arrivals());
        } else {
            notFound(request);
        }
    }

    private void chert(HttpServerRequest request, String path, Buffer body) {
        if (path.equals("/api/v1/send")) {
            JsonObject sent = body.toJsonObject();
            String phone = sent.getString("phone");
            receive(phone, sent.getString("idempotency_key"), false);
            String chat = "ch_" + phone.substring(1);
            later(
                    request,
                    200,
                    new JsonObject()
                            .put("status", "sent")
                            .put("message_id", "msg_" + ++ids)
                            .put("lead_id", chat)
                            .put("lead_created", true)
                            .put("convo_id", "cv_" + chat)
                            .put("phone_line_id", "pl_1"));
        } else if (path.endsWith("/send-contact")) {
            String[] parts = path.split("/");
            String phone = parts.length > 5
                    ? "+" + parts[4].substring("ch_".length())
                    : body.toJsonObject().getString("to");
            receive(phone, null, true);
            later(
                    request,
                    200,
                    new JsonObject().put("chat_id", "ch_" + phone.substring(1)).put("status", "sent"));
        } else if (path.equals("/api/v1/phone-numbers")) {
            answer(
                    request,
                    200,
                    new JsonObject()
                            .put(
                                    "phone_numbers",
                                    new JsonArray()
                                            .add(new JsonObject()
                                                    .put("id", "pl_1")
                                                    .put("phone_number", LINE)
                                                    .put("is_active", true))));
        } else {
            notFound(request);
        }
    }

    private void linq(HttpServerRequest request, String path, Buffer body) {
        if (request.method() == HttpMethod.PUT) {
            request.response().end();
        } else if (path.equals("/attachments")) {
            attachment(request);
        } else if (path.equals("/chats") && request.method() == HttpMethod.POST) {
            JsonObject sent = body.toJsonObject();
            String phone = sent.getJsonArray("to").getString(0);
            JsonObject message = received(phone, sent.getJsonObject("message"));
            later(
                    request,
                    201,
                    new JsonObject()
                            .put(
                                    "chat",
                                    new JsonObject()
                                            .put("id", chatOf(phone))
                                            .put("display_name", null)
                                            .put("is_group", false)
                                            .put("is_archived", false)
                                            .put("service", "iMessage")
                                            .put("created_at", TIME)
                                            .put("updated_at", TIME)
                                            .put(
                                                    "handles",
                                                    new JsonArray()
                                                            .add(handle(LINE, true))
                                                            .add(handle(phone, false)))
                                            .put("message", message)));
        } else if (path.startsWith("/chats/") && path.endsWith("/messages")) {
            String chat = path.split("/")[2];
            JsonObject message = received(phoneOf(chat), body.toJsonObject().getJsonObject("message"));
            later(request, 202, new JsonObject().put("chat_id", chat).put("message", message));
        } else if (path.equals("/phone_numbers")) {
            answer(
                    request,
                    200,
                    new JsonObject()
                            .put(
                                    "phone_numbers",
                                    new JsonArray()
                                            .add(new JsonObject()
                                                    .put("id", uuid("0"))
                                                    .put("phone_number", LINE)
                                                    .put("reputation", new JsonObject().put("status", "HEALTHY")))));
        } else {
            notFound(request);
        }
    }

    private void attachment(HttpServerRequest request) {
        String id = uuid(Long.toString(++ids));
        answer(
                request,
                200,
                new JsonObject()
                        .put("attachment_id", id)
                        .put("upload_url", "http://127.0.0.1:" + port + LINQ + "/upload/" + id)
                        .put("http_method", "PUT")
                        .put("download_url", "https://cdn.example.com/" + id)
                        .put("expires_at", "2036-11-28T09:15:00Z")
                        .put(
                                "required_headers",
                                new JsonObject()
                                        .put("Content-Type", "text/vcard")
                                        .put("x-upload-signature", "signed-" + id)));
    }

    private JsonObject received(String phone, JsonObject message) {
        JsonObject part = message.getJsonArray("parts").getJsonObject(0);
        boolean isCard = "media".equals(part.getString("type"));
        receive(phone, message.getString("idempotency_key"), isCard);
        return new JsonObject()
                .put("id", uuid(Long.toString(++ids)))
                .put("created_at", TIME)
                .put("delivery_status", "pending")
                .put("is_read", false)
                .put("sent_at", null)
                .put("service", "iMessage")
                .put("from_handle", handle(LINE, true))
                .put("parts", new JsonArray().add(part));
    }

    private static JsonObject handle(String number, boolean isMe) {
        return new JsonObject()
                .put("id", uuid(number.substring(1)))
                .put("handle", number)
                .put("service", "iMessage")
                .put("is_me", isMe)
                .put("status", "active")
                .put("joined_at", TIME);
    }

    private void wa(HttpServerRequest request, String path, Buffer body) {
        boolean isCard = path.equals("/send/contact");
        if (isCard || path.equals("/send/message")) {
            String jid = body.toJsonObject().getString("phone");
            receive("+" + jid.substring(0, jid.indexOf('@')), null, isCard);
            String status = (isCard ? "Contact" : "Message") + " sent to " + jid
                    + " (server timestamp: 2026-11-28 09:00:00 +0000 UTC)";
            later(
                    request,
                    200,
                    waAnswer(
                            status,
                            new JsonObject().put("message_id", "3EB0" + ++ids).put("status", status)));
        } else if (path.equals("/app/status")) {
            answer(
                    request,
                    200,
                    waAnswer(
                            "Connection status retrieved",
                            new JsonObject()
                                    .put("is_connected", true)
                                    .put("is_logged_in", true)
                                    .put("device_id", "desk")));
        } else {
            notFound(request);
        }
    }

    private static JsonObject waAnswer(String message, JsonObject results) {
        return new JsonObject().put("code", "SUCCESS").put("message", message).put("results", results);
    }

    /** Makes an id of a chat that contains the number. */
    private static String chatOf(String phone) {
        return uuid(phone.substring(1));
    }

    private static String phoneOf(String chat) {
        return "+" + chat.substring(chat.lastIndexOf('-') + 1).replaceFirst("^0+", "");
    }

    private static String uuid(String digits) {
        return "00000000-0000-4000-8000-" + "0".repeat(12 - digits.length()) + digits;
    }

    /** Counts a message, unless its key was here before. */
    private void receive(String number, String key, boolean isCard) {
        if (key != null && !keys.add(key)) {
            repeats++;
            return;
        }
        messages++;
        Phone phone = phones.computeIfAbsent(number, unused -> new Phone());
        if (phone.texts + phone.cards == 0) {
            phone.firstAt = System.nanoTime();
        } else {
            phone.secondAt = System.nanoTime();
        }
        if ((isCard ? phone.cards++ : phone.texts++) > 0) {
            duplicates++;
        }
    }

    private JsonObject figures() {
        return new JsonObject()
                .put("messages", messages)
                .put("phones", phones.size())
                .put("repeats", repeats)
                .put("duplicates", duplicates)
                .put("unknown", new JsonArray(unknown.stream().sorted().toList()));
    }

    /** Writes a line for each phone: the number, and the times of its first and its second message. */
    private Buffer arrivals() {
        Buffer lines = Buffer.buffer();
        phones.forEach((number, phone) ->
                lines.appendString(number).appendString(" " + phone.firstAt + " " + phone.secondAt + "\n"));
        return lines;
    }

    private void later(HttpServerRequest request, int status, JsonObject body) {
        if (latency == 0) {
            answer(request, status, body);
        } else {
            vertx.setTimer(latency, timer -> answer(request, status, body));
        }
    }

    private void notFound(HttpServerRequest request) {
        unknown.add(request.method() + " " + request.uri());
        answer(request, 404, new JsonObject());
    }

    private static void answer(HttpServerRequest request, int status, JsonObject body) {
        HttpServerResponse response = request.response();
        if (!response.closed()) {
            response.setStatusCode(status)
                    .putHeader("content-type", "application/json")
                    .end(body.toBuffer());
        }
    }
}
