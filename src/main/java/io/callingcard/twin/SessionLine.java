// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A request and its answer, as one line of a session file.
 *
 * @param path    the path below the provider's host, with the query
 * @param headers the headers that decide the answer; never credentials
 * @param body    {@code json}, {@code text} or {@code base64}; without these of a body that is too long to keep
 * @param answer  {@code status}, {@code headers}, and the body in the same form
 */
record SessionLine(
        String provider, String method, String path, Map<String, String> headers, ObjectNode body, ObjectNode answer) {

    private static final Set<String> KEPT = Set.of("content-type", "x-device-id", "idempotency-key", "accept");
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";,\\s]+)\"?");
    private static final String USUAL_BOUNDARY = "calling-card-boundary";

    /** Describes what arrived and what was answered, without secrets. */
    static SessionLine of(ReceivedRequest request, Reply reply) {
        ObjectNode answer = Json.object().put("status", reply.status());
        answer.set("headers", Json.STRICT.valueToTree(kept(reply.headers())));
        if (reply.live() != null) {
            answer.put("stream", true);
        } else if (reply.json() != null) {
            answer.set("json", Secrets.hidden(reply.json()));
        } else if (reply.bytes() != null) {
            put(answer, reply.bytes());
        }
        return requested(request, answer);
    }

    /** Describes a request alone, to be compared with recorded ones. */
    static SessionLine of(ReceivedRequest request) {
        return requested(request, Json.object());
    }

    private static SessionLine requested(ReceivedRequest request, ObjectNode answer) {
        Map<String, String> headers = kept(request.headers());
        ObjectNode body = Json.object();
        if (request.size() > request.body().length) {
            body.put("size", request.size()).put("sha256", request.sha256());
        } else if (request.size() > 0) {
            put(body, withUsualBoundary(headers, request.body()));
        }
        return new SessionLine(
                request.provider(), request.method(), Secrets.hidden(request.path()), headers, body, answer);
    }

    private static Map<String, String> kept(Map<String, String> headers) {
        Map<String, String> kept = new TreeMap<>(headers);
        kept.keySet().retainAll(KEPT);
        return kept;
    }

    /** Two uploads of the same file differ in their boundary. */
    private static byte[] withUsualBoundary(Map<String, String> headers, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(headers.getOrDefault("content-type", ""));
        if (!boundary.find()) {
            return body;
        }
        headers.put("content-type", boundary.replaceFirst("boundary=" + USUAL_BOUNDARY));
        return new String(body, StandardCharsets.ISO_8859_1)
                .replace("--" + boundary.group(1), "--" + USUAL_BOUNDARY)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void put(ObjectNode into, byte[] bytes) {
        JsonNode json = Json.read(bytes).orElse(null);
        if (json != null) {
            into.set("json", Secrets.hidden(json));
            return;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            into.put("text", Secrets.hidden(text));
        } catch (CharacterCodingException e) {
            into.put("base64", bytes);
        }
    }

    /** Returns the line as JSON. */
    ObjectNode json() {
        ObjectNode line = Json.object().put("provider", provider);
        ObjectNode request = line.putObject("request").put("method", method).put("path", path);
        request.set("headers", Json.STRICT.valueToTree(headers));
        request.setAll(body);
        return line.set("answer", answer);
    }

    /** Returns the line that the JSON describes. Refuses one that lacks something, and names it. */
    static SessionLine read(JsonNode line) {
        ProviderTwin.refuseUnknown(line, Set.of("provider", "request", "answer"), "field");
        String provider = text(line, "provider", "provider");
        Refusal.when(!Twins.PROVIDERS.contains(provider), 1002, "provider: must be one of " + Twins.PROVIDERS);
        JsonNode request = line.path("request");
        JsonNode answer = line.path("answer");
        Refusal.when(!answer.path("status").isInt(), 1002, "answer.status: is missing. Write a number such as 200.");
        Map<String, String> headers = new TreeMap<>();
        Json.each(request, "headers", headers::put);
        ObjectNode body = Json.object();
        Json.copy(request, body, "json", "text", "base64", "size", "sha256");
        return new SessionLine(
                provider,
                text(request, "method", "request.method"),
                text(request, "path", "request.path"),
                headers,
                body,
                answer.deepCopy());
    }

    private static String text(JsonNode node, String field, String name) {
        String text = Json.text(node, field);
        Refusal.when(text.isEmpty(), 1002, name + ": is missing");
        return text;
    }

    /** Returns the bytes of a body; empty if it has none. */
    static byte[] bytes(ObjectNode body) {
        if (body.has("json")) {
            return body.get("json").toString().getBytes(StandardCharsets.UTF_8);
        }
        if (body.has("base64")) {
            return Base64.getDecoder().decode(body.get("base64").asText());
        }
        return Json.text(body, "text").getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the body was too long to keep. */
    boolean isCut() {
        return body.has("sha256");
    }

    /** Whether the other request is the same. */
    boolean isSameRequest(SessionLine other) {
        return isSameCall(other) && body.equals(other.body) && Objects.equals(device(), other.device());
    }

    private String device() {
        return headers.get("x-device-id");
    }

    /** Whether the other request has the same method and path, perhaps with another body. */
    boolean isSameCall(SessionLine other) {
        return provider.equals(other.provider) && method.equals(other.method) && path.equals(other.path);
    }

    @Override
    public String toString() {
        return method + " " + path + " of " + provider;
    }
}
