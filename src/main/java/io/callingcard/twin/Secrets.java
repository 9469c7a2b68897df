// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Replaces secrets in what is recorded. The names of fields tell which values are secrets. */
final class Secrets {

    /** What stands in the place of a secret. */
    static final String HIDDEN = "***";

    private static final String NAMES =
            "[\\w.-]*(?:secret|password|token|authorization|api_?key|pair_code|signature)[\\w.-]*";
    private static final Pattern NAME = Pattern.compile("(?i)" + NAMES);
    private static final Pattern PAIR = Pattern.compile("(?i)((?:^|[?&])" + NAMES + "=)[^&]*");
    private static final Pattern PART =
            Pattern.compile("(?is)(name=\"" + NAMES + "\"(?:\r\n[^\r\n]+)*\r\n\r\n).*?(?=\r\n--)");

    private Secrets() {}

    /** Returns the JSON without secrets. */
    static JsonNode hidden(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode shown = Json.object();
            object.properties()
                    .forEach(field -> shown.set(
                            field.getKey(),
                            isSecret(field.getKey(), field.getValue())
                                    ? Json.STRICT.valueToTree(HIDDEN)
                                    : hidden(field.getValue())));
            return shown;
        }
        if (node instanceof ArrayNode array) {
            return Json.array(array.valueStream().map(Secrets::hidden));
        }
        return node;
    }

    private static boolean isSecret(String name, JsonNode value) {
        return value.isValueNode()
                && !value.isNull()
                && !value.asText().isEmpty()
                && NAME.matcher(name).matches();
    }

    /** Returns a path, or the text of a form, without secrets. */
    static String hidden(String text) {
        return PART.matcher(PAIR.matcher(text).replaceAll("$1***")).replaceAll("$1***");
    }
}
