// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a check expects of one value: the value itself, one of a list, a pattern ({@code ~\+\d+}), or a kind such as
 * {@code <string>}.
 */
record ConformValue(JsonNode expected) {

    private static final String PATTERN = "~";

    boolean holds(JsonNode got) {
        if (expected.isArray()) {
            for (JsonNode each : expected) {
                if (new ConformValue(each).holds(got)) {
                    return true;
                }
            }
            return false;
        }
        String text = expected.asText();
        return switch (text) {
            case "<absent>" -> got.isMissingNode();
            case "<null>" -> got.isNull();
            case "<string>" -> got.isTextual() && !got.asText().isEmpty();
            case "<number>" -> got.isNumber();
            case "<boolean>" -> got.isBoolean();
            case "<array>" -> got.isArray();
            case "<object>" -> got.isObject();
            default ->
                text.startsWith(PATTERN)
                        ? got.isTextual() && got.asText().matches(text.substring(1))
                        : expected.equals(got);
        };
    }
}
