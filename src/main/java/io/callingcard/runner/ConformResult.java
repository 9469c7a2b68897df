// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What became of a check.
 *
 * @param request the request as it was sent, without credentials
 * @param got     what was found in the places that the check names
 * @param wrong   what differs from the expectation, by place
 * @param reason  why the check was skipped, or null
 */
record ConformResult(
        ConformCheck check, ObjectNode request, Map<String, JsonNode> got, Map<String, JsonNode> wrong, String reason) {

    static ConformResult skipped(ConformCheck check, String reason) {
        return new ConformResult(check, ConformCheck.JSON.createObjectNode(), Map.of(), Map.of(), reason);
    }

    boolean isDifferent() {
        return !wrong.isEmpty();
    }

    private String verdict() {
        return reason != null ? "skipped" : isDifferent() ? "different" : "ok";
    }

    /** Returns the result as data. */
    ObjectNode json() {
        ObjectNode json = ConformCheck.JSON
                .createObjectNode()
                .put("id", check.id())
                .put("verdict", verdict())
                .put("sentence", check.sentence())
                .put("documented", check.documented())
                .put("sends", check.sends());
        if (reason != null) {
            return json.put("reason", reason);
        }
        json.set("request", request);
        json.set("expected", check.expect());
        json.set("got", ConformCheck.JSON.valueToTree(new TreeMap<>(got)));
        json.set("differences", ConformCheck.JSON.valueToTree(new TreeMap<>(wrong).keySet()));
        return json;
    }

    /** Returns the result as a line, with a line for each difference. */
    String text() {
        String line = String.format("%-10s%-26s%s", verdict(), check.id(), check.sentence());
        if (reason != null) {
            return line + " (" + reason + ")";
        }
        return line
                + new TreeMap<>(wrong)
                        .entrySet().stream()
                                .map(each -> System.lineSeparator() + "          "
                                        + difference(each.getKey(), each.getValue()))
                                .collect(Collectors.joining());
    }

    /** A request without an answer has no expectation. */
    private String difference(String place, JsonNode found) {
        return check.expect().has(place)
                ? place + ": expected " + check.expect().get(place) + ", got " + found
                : place + ": " + found.asText();
    }
}
