// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Sends recorded requests to a twin or a real line.
 *
 * @param environment returns the value of a variable, or null
 */
record SessionCaller(HttpClient http, UnaryOperator<String> environment) {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String OF_TWINS = "twin";

    /**
     * Sends a request and returns the answer in the form of a session.
     *
     * @param root       the address that stands for the provider's host
     * @param translated replaces ids of the recorded session
     */
    ObjectNode answer(SessionLine line, String root, UnaryOperator<String> translated)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + translated.apply(line.path())))
                .timeout(LONGEST)
                .method(line.method(), BodyPublishers.ofByteArray(body(line, translated)));
        line.headers().forEach(request::header);
        credentials(line.provider()).forEach(request::setHeader);
        HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
        String type = answer.headers().firstValue("content-type").orElse(null);
        Map<String, String> headers = type == null ? Map.of() : Map.of("content-type", type);
        byte[] body = answer.body();
        Reply reply = new Reply(answer.statusCode(), headers, null, body.length == 0 ? null : body);
        ReceivedRequest asked =
                new ReceivedRequest(line.provider(), line.method(), root, line.path(), Map.of(), new byte[0], 0, "");
        return SessionLine.of(asked, reply).answer();
    }

    private static byte[] body(SessionLine line, UnaryOperator<String> translated) {
        byte[] recorded = SessionLine.bytes(line.body());
        return line.body().has("base64")
                ? recorded
                : translated.apply(new String(recorded, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, String> credentials(String provider) {
        return switch (provider) {
            case "chert" ->
                Map.of(
                        "x-chert-tenant",
                        value("CHERT_TENANT", OF_TWINS),
                        "authorization",
                        "Bearer " + value("CHERT_SIGNING_SECRET", OF_TWINS));
            case "linq" -> Map.of("authorization", "Bearer " + value("LINQ_API_KEY", OF_TWINS));
            default -> ofGateway(value("WA_USERNAME", ""), value("WA_PASSWORD", ""));
        };
    }

    private static Map<String, String> ofGateway(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return user.isEmpty()
                ? Map.of()
                : Map.of("authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    private String value(String name, String otherwise) {
        String given = environment.apply(name);
        return given == null || given.isEmpty() ? otherwise : given;
    }
}
