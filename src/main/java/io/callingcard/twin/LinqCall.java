// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One call of Linq, its pages, and the checks that its bodies share. */
final class LinqCall extends Call {

    /** The path of the storage host. */
    static final String UPLOADS = "/upload";

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

    LinqCall(ReceivedRequest request, MatchResult path) {
        super(request, path);
    }

    @Override
    ObjectNode read() {
        return Json.read(request.body()).orElseThrow(() -> new Refusal(1003, "Bad JSON"));
    }

    /** An address on the storage host. */
    String upload(String path) {
        return request.root() + UPLOADS + path;
    }

    /** Refuses a body. */
    void requireNoBody() {
        Refusal.when(request.size() > 0, 1003, "No body is taken here");
    }

    /** One page of a list in the provider's form. */
    <T> Reply page(String field, List<T> all, int usual, Function<T, ? extends JsonNode> json) {
        int limit = number("limit", usual);
        Refusal.when(limit < 1 || limit > 100, 1005, "limit must be 1 to 100");
        int start = number("cursor", 0);
        int end = Math.min(all.size(), start + limit);
        ObjectNode answer = Json.object();
        answer.set(
                field,
                Json.array(all.subList(Math.min(start, end), end).stream().map(json)));
        return Reply.json(200, answer.put("next_cursor", end < all.size() ? Integer.toString(end) : null));
    }

    private int number(String name, int usual) {
        String given = query(name);
        try {
            return given == null ? usual : Integer.parseInt(given);
        } catch (NumberFormatException e) {
            throw new Refusal(1005, "Bad " + name);
        }
    }

    String handle(String field) {
        return checkedHandle(required(field));
    }

    /** A number in E.164, or an e-mail address. */
    static String checkedHandle(String given) {
        Refusal.when(
                given == null || !given.contains("@") && !E164.matcher(given).matches(), 1002, "Not E.164");
        return given;
    }
}
