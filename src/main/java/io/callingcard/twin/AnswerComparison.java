// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Compares recorded answers with others. Ids and times differ each time, so they are equal to each other; an id of an
 * earlier answer is replaced in later requests.
 */
final class AnswerComparison {

    /** A place where two answers differ. */
    record Difference(String where, JsonNode recorded, JsonNode got) {}

    private static final String TIME =
            "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z| ?[+-]\\d\\d:?\\d\\d(?: UTC)?)?";
    private static final Pattern VOLATILE = Pattern.compile(
            TIME
                    + "|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|\\b[a-z]{2,4}_[0-9a-f]{16,}|\\b[0-9a-fA-F]{16,}\\b");
    private static final Pattern HOST = Pattern.compile("https?://[\\w.-]+(?::\\d+)?(?:/twin/\\w+)?");

    private final Map<String, String> ids = new HashMap<>();

    /** Replaces recorded ids by those that the other side answered. */
    String translated(String text) {
        return VOLATILE.matcher(text).replaceAll(found -> ids.getOrDefault(found.group(), found.group()));
    }

    /** Returns where the answers differ. */
    List<Difference> differences(ObjectNode recorded, ObjectNode got) {
        List<Difference> found = new ArrayList<>();
        compare("/status", recorded.path("status"), got.path("status"), found);
        compare("/type", type(recorded), type(got), found);
        for (String form : List.of("json", "text", "base64")) {
            compare("/" + form, recorded.path(form), got.path(form), found);
        }
        return found;
    }

    private static JsonNode type(ObjectNode answer) {
        return Json.STRICT.valueToTree(
                answer.path("headers").path("content-type").asText().replaceAll(";.*", ""));
    }

    private void compare(String where, JsonNode recorded, JsonNode got, List<Difference> found) {
        if (recorded.isObject() && got.isObject()) {
            Set<String> names = new TreeSet<>();
            recorded.fieldNames().forEachRemaining(names::add);
            got.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(where + "/" + name, recorded.path(name), got.path(name), found));
        } else if (recorded.isArray() && got.isArray() && recorded.size() == got.size()) {
            for (int i = 0; i < recorded.size(); i++) {
                compare(where + "/" + i, recorded.get(i), got.get(i), found);
            }
        } else if (!isSame(recorded, got)) {
            found.add(new Difference(where, recorded, got));
        }
    }

    private boolean isSame(JsonNode recorded, JsonNode got) {
        if (!recorded.isTextual() || !got.isTextual() || recorded.equals(got)) {
            return recorded.equals(got);
        }
        String before = recorded.asText();
        String now = got.asText();
        if (before.equals(Secrets.HIDDEN)) {
            return true;
        }
        if (!plain(before).equals(plain(now))) {
            return false;
        }
        List<String> others =
                VOLATILE.matcher(now).results().map(MatchResult::group).toList();
        int[] next = {0};
        VOLATILE.matcher(before).results().forEach(id -> ids.put(id.group(), others.get(next[0]++)));
        return true;
    }

    private static String plain(String text) {
        return HOST.matcher(VOLATILE.matcher(text).replaceAll("*")).replaceAll("*");
    }
}
