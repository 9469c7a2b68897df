package io.callingcard.twin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One authenticated call: its path, its query, and the checks that all bodies share. */
record LinqCall(ReceivedRequest request, MatchResult path) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

    /** The n-th id of the path, counted from 1. */
    String id(int n) {
        // A plus in a path is not a space.
        return URLDecoder.decode(path.group(n).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** All values of a query parameter. */
    List<String> query(String name) {
        int start = request.path().indexOf('?');
        if (start < 0) {
            return List.of();
        }
        return Arrays.stream(request.path().substring(start + 1).split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .toList();
    }

    /** The first value of a query parameter, or null. */
    String parameter(String name) {
        return query(name).stream().findFirst().orElse(null);
    }

    ObjectNode body() {
        return Json.read(request.body()).orElseThrow(() -> new LinqRefusal(1003, "Bad JSON"));
    }

    /** Refuses a body. */
    void requireNoBody() {
        if (request.size() > 0) {
            throw new LinqRefusal(1003, "No body is taken here");
        }
    }

    /** One page of a list in the provider's form. */
    <T> ObjectNode page(String field, List<T> all, int usual, Function<T, JsonNode> json) {
        int limit = number("limit", usual);
        if (limit < 1 || limit > 100) {
            throw new LinqRefusal(1005, "limit must be 1 to 100");
        }
        int start = number("cursor", 0);
        int end = Math.min(all.size(), start + limit);
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray(field);
        all.subList(Math.min(start, end), end).forEach(item -> items.add(json.apply(item)));
        return answer.put("next_cursor", end < all.size() ? Integer.toString(end) : null);
    }

    private int number(String name, int usual) {
        String given = parameter(name);
        try {
            return given == null ? usual : Integer.parseInt(given);
        } catch (NumberFormatException e) {
            throw new LinqRefusal(1005, "Bad " + name);
        }
    }

    static String required(JsonNode body, String field) {
        String text = body.path(field).asText("");
        if (!body.path(field).isTextual() || text.isBlank()) {
            throw new LinqRefusal(1001, "Missing field " + field);
        }
        return text;
    }

    /** A number in E.164, or an e-mail address. */
    static String handle(String given) {
        if (given == null || !given.contains("@") && !E164.matcher(given).matches()) {
            throw new LinqRefusal(1002, "Not E.164");
        }
        return given;
    }
}
