// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.github.mangstadt.vinnie.io.VObjectPropertyValues;

/**
 * One line of a vCard: group, name, parameters, and the value with its escapes. Parameter names are upper case. A line
 * break in the value is escaped, so a property is always one line.
 */
record CardProperty(String group, String name, Map<String, List<String>> parameters, String value) {

    CardProperty {
        group = CardText.optional(group);
        name = CardText.required("property.name", name);
        requireNameLike("property.name", name);
        if (group != null) {
            requireNameLike("property.group", group);
        }
        if (isFrame(name)) {
            throw new InvalidCardException(
                    "property.name", "is reserved for the frame of a vCard", "Remove the property");
        }
        parameters = copy(parameters);
        value = value == null ? "" : escapeLineBreaks(value);
    }

    static CardProperty of(String name, String value) {
        return new CardProperty(null, name, Map.of(), value);
    }

    static CardProperty of(String name, Map<String, List<String>> parameters, String value) {
        return new CardProperty(null, name, parameters, value);
    }

    /** Makes a line and escapes its free text. */
    static CardProperty text(String name, String text) {
        return of(name, VObjectPropertyValues.escape(text));
    }

    /** Returns the value as free text, without escapes. */
    String text() {
        return VObjectPropertyValues.unescape(value);
    }

    CardProperty withGroup(String otherGroup) {
        return new CardProperty(otherGroup, name, parameters, value);
    }

    CardProperty withValue(String otherValue) {
        return new CardProperty(group, name, parameters, otherValue);
    }

    CardProperty withParameter(String parameter, List<String> values) {
        Map<String, List<String>> changed = new LinkedHashMap<>(parameters);
        if (values.isEmpty()) {
            changed.remove(parameter);
        } else {
            changed.put(parameter, values);
        }
        return new CardProperty(group, name, changed, value);
    }

    boolean is(String otherName) {
        return name.equalsIgnoreCase(otherName);
    }

    List<String> parameter(String parameter) {
        return parameters.getOrDefault(parameter, List.of());
    }

    boolean hasParameter(String parameter, String parameterValue) {
        return parameter(parameter).stream().anyMatch(parameterValue::equalsIgnoreCase);
    }

    private static Map<String, List<String>> copy(Map<String, List<String>> parameters) {
        if (parameters == null || parameters.isEmpty()) {
            return Map.of();
        }
        Map<String, List<String>> copy = new LinkedHashMap<>();
        parameters.forEach((parameter, values) -> {
            requireNameLike("property.parameters", parameter);
            copy.put(
                    parameter.toUpperCase(Locale.ROOT),
                    values.stream().map(CardProperty::withLineFeeds).toList());
        });
        return Collections.unmodifiableMap(copy);
    }

    /** As a property, these would end the card early or contradict its version. */
    private static boolean isFrame(String name) {
        return name.equalsIgnoreCase("BEGIN") || name.equalsIgnoreCase("END") || name.equalsIgnoreCase("VERSION");
    }

    /** Accepts names that the standard forbids but phones write. Rejects only names that could start another line. */
    private static void requireNameLike(String field, String name) {
        boolean usable = !name.isEmpty();
        for (int i = 0; usable && i < name.length(); i++) {
            char c = name.charAt(i);
            usable = c > ' ' && c != ':' && c != ';' && c != '"' && c != 0x7F;
        }
        if (!usable) {
            throw new InvalidCardException(field, "is not a valid vCard name", "Use letters, digits and '-'");
        }
    }

    private static String withLineFeeds(String parameterValue) {
        return parameterValue.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static String escapeLineBreaks(String value) {
        if (value.indexOf('\n') < 0 && value.indexOf('\r') < 0) {
            return value;
        }
        return value.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n");
    }

    @Override
    public String toString() {
        return "CardProperty[" + name + "]";
    }
}
