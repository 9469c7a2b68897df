// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.PropertyBindingException;
import org.apache.camel.util.StringHelper;

/** Explains a misspelt field of a bean in YAML, such as a campaign's. Camel's own words would show the value. */
final class BeanFields {

    private BeanFields() {}

    /** Returns the field and the nearest right one, or nothing if the bean has the field and its value is wrong. */
    static Optional<String> problem(PropertyBindingException failure) {
        if (failure.getTarget() == null || failure.getPropertyName() == null) {
            return Optional.empty();
        }
        String bean = failure.getTarget().getClass().getSimpleName();
        String field = StringHelper.dashToCamelCase(failure.getPropertyName().split("[.\\[]", 2)[0]);
        Set<String> fields = fields(failure.getTarget().getClass());
        return fields.contains(field)
                ? Optional.empty()
                : Optional.of(bean + "." + field + ": is unknown. "
                        + Spelling.nearest(field, fields)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("Use one of " + String.join(", ", fields) + "."));
    }

    private static Set<String> fields(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> method.getParameterCount() == 1)
                .map(method -> method.getName())
                .filter(name -> name.startsWith("set") && name.length() > "set".length())
                .map(name -> name.substring("set".length()))
                .map(name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
