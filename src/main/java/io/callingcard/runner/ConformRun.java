// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Runs the checks of one account, in order: later ones use what earlier ones saved. */
final class ConformRun {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String FAILURE = "failure";

    /** The values that the recipient gives. */
    private static final Set<String> OF_RECIPIENT = Set.of("to", "jid");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final ConformAccount account;
    private final boolean readOnly;
    private final Map<String, String> values;

    /**
     * @param readOnly whether only requests that read are sent
     * @param values   the recipient in its forms, and the id of the run
     */
    ConformRun(ConformAccount account, boolean readOnly, Map<String, String> values) {
        this.account = account;
        this.readOnly = readOnly;
        this.values = new HashMap<>(values);
    }

    ConformResult result(ConformCheck check) throws InterruptedException {
        if (readOnly && !check.isRead()) {
            return ConformResult.skipped(check, "it is no read");
        }
        Optional<String> missing = check.missing(values);
        if (missing.isPresent()) {
            return ConformResult.skipped(check, needs(missing.get()));
        }
        ObjectNode request = (ObjectNode) ConformCheck.filled(check.request(), values);
        try {
            return compared(check, request, http.send(httpRequest(request), BodyHandlers.ofString()));
        } catch (IOException e) {
            JsonNode reason = ConformCheck.JSON.getNodeFactory().textNode(reason(e));
            return new ConformResult(check, request, Map.of(FAILURE, reason), Map.of(FAILURE, reason), null);
        }
    }

    /** A value is given by --to, or by the answer to an earlier check. */
    private static String needs(String value) {
        return OF_RECIPIENT.contains(value) ? "it needs --to" : "it needs the " + value + " of an earlier check";
    }

    private String reason(IOException failure) {
        if (failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException) {
            return "no connection to " + account.baseUrl();
        }
        return failure instanceof HttpTimeoutException
                ? "no answer within " + LONGEST.toSeconds() + " s"
                : "the connection broke before the answer was complete";
    }

    private HttpRequest httpRequest(ObjectNode request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        URI.create(account.baseUrl() + request.path("path").asText()))
                .timeout(LONGEST);
        headers(request).forEach(builder::header);
        String body = request.has("json")
                ? request.get("json").toString()
                : request.path("text").asText();
        return builder.method(
                        request.path("method").asText(),
                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    private Map<String, String> headers(ObjectNode request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(
                switch (request.path("credentials").asText()) {
                    case "none" -> Map.of();
                    case "wrong" -> account.wrongCredentials();
                    default -> account.credentials();
                });
        if (request.has("json") || request.has("type")) {
            headers.put("content-type", request.path("type").asText("application/json"));
        }
        request.path("headers")
                .properties()
                .forEach(each -> headers.put(each.getKey(), each.getValue().asText()));
        return headers;
    }

    private ConformResult compared(ConformCheck check, ObjectNode request, HttpResponse<String> answer) {
        JsonNode body = json(answer.body());
        JsonNode expect = ConformCheck.filled(check.expect(), values);
        Map<String, JsonNode> got = new TreeMap<>();
        Map<String, JsonNode> wrong = new TreeMap<>();
        expect.properties().forEach(each -> {
            String place = each.getKey();
            JsonNode value =
                    switch (place) {
                        case "status" -> ConformCheck.JSON.getNodeFactory().numberNode(answer.statusCode());
                        case "text" -> ConformCheck.JSON.getNodeFactory().textNode(answer.body());
                        default -> body.at(place);
                    };
            got.put(place, shown(value));
            if (!new ConformValue(each.getValue()).holds(value)) {
                wrong.put(place, shown(value));
            }
        });
        if (check.save() != null && wrong.isEmpty()) {
            check.save()
                    .forEach((name, place) -> values.put(name, body.at(place).asText()));
        }
        return new ConformResult(check, request, got, wrong, null);
    }

    /** Of a list or an object only the kind: the rest can be private. */
    private static JsonNode shown(JsonNode value) {
        if (value.isContainerNode() || value.isMissingNode()) {
            String kind = value.isMissingNode() ? "absent" : value.isArray() ? "array" : "object";
            return ConformCheck.JSON.getNodeFactory().textNode("<" + kind + ">");
        }
        return value;
    }

    private static JsonNode json(String text) {
        try {
            return ConformCheck.JSON.readTree(text);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
