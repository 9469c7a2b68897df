package io.callingcard.twin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.QueryStringDecoder;

/** One authenticated call: its path, its query, and the checks that all bodies share. */
record ChertCall(ReceivedRequest request, MatchResult path) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");

    /** The value of a query parameter, or null. */
    String query(String name) {
        return new QueryStringDecoder(request.path())
                .parameters().getOrDefault(name, List.of()).stream().findFirst().orElse(null);
    }

    /** The n-th id of the path, counted from 1. */
    String id(int n) {
        return URLDecoder.decode(path.group(n), StandardCharsets.UTF_8);
    }

    ObjectNode body() {
        return Json.read(request.body()).orElseThrow(() -> new ChertRefusal(1004, "Bad JSON"));
    }

    /** Refuses a body: the signature of these calls covers none. */
    void requireNoBody() {
        if (request.size() > 0) {
            throw new ChertRefusal(1002, "No body is taken here");
        }
    }

    static String required(JsonNode body, String field) {
        String text = body.path(field).asText("");
        if (!body.path(field).isTextual() || text.isBlank()) {
            throw new ChertRefusal(1001, "Missing field " + field);
        }
        return text;
    }

    static String phone(JsonNode body, String field) {
        return checkedPhone(required(body, field));
    }

    static String checkedPhone(String phone) {
        if (!E164.matcher(phone).matches()) {
            throw new ChertRefusal(1003, "Bad phone number");
        }
        return phone;
    }
}
