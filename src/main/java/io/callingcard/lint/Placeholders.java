// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Fills the placeholders of Camel: from the properties of a Kamelet, then from the settings, then by the default in the
 * placeholder. One without a value stays as it is.
 *
 * @param settings returns the value of a key, or null
 */
record Placeholders(Map<String, String> properties, UnaryOperator<String> settings) {

    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    Placeholders with(Map<String, String> own) {
        return new Placeholders(own, settings);
    }

    String fill(String text) {
        StringBuilder filled = new StringBuilder();
        int done = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, done)) {
            int close = text.indexOf(CLOSE, open);
            if (close < 0) {
                break;
            }
            filled.append(text, done, open)
                    .append(value(text.substring(open, close + CLOSE.length()), text.substring(open + 2, close)));
            done = close + CLOSE.length();
        }
        return filled.append(text.substring(done)).toString();
    }

    private String value(String whole, String inner) {
        boolean isOptional = inner.startsWith("?");
        int colon = inner.startsWith("env:") ? inner.indexOf(':', "env:".length()) : inner.indexOf(':');
        String key = inner.substring(isOptional ? 1 : 0, colon < 0 ? inner.length() : colon);
        String known = properties.containsKey(key) ? properties.get(key) : settings.apply(key);
        if (known != null) {
            return known;
        }
        if (colon >= 0) {
            return inner.substring(colon + 1);
        }
        return isOptional ? "" : whole;
    }

    /** Whether a value is only known when the route runs. */
    static boolean isOpen(String text) {
        return text.contains(OPEN);
    }
}
