// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.Component;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.DefaultEndpoint;
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
        return fields.contains(field) || optionType(failure.getTarget(), field).isPresent()
                ? Optional.empty()
                : Optional.of(bean + "." + field + ": is unknown. "
                        + Spelling.nearest(field, fields)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("Use one of " + String.join(", ", fields) + "."));
    }

    /** Returns the field whose value is of another type, and what its values are. The value is left out. */
    static Optional<String> wrongValue(PropertyBindingException failure) {
        if (failure.getTarget() == null || failure.getPropertyName() == null) {
            return Optional.empty();
        }
        String field = StringHelper.dashToCamelCase(failure.getPropertyName().split("[.\\[]", 2)[0]);
        Optional<Class<?>> option = optionType(failure.getTarget(), field);
        if (option.isPresent()) {
            return option.flatMap(BeanFields::values).map(values -> field + ": must be " + values + ".");
        }
        return setters(failure.getTarget().getClass())
                .filter(setter -> field(setter).equals(field))
                .map(setter -> setter.getParameterTypes()[0])
                .flatMap(type -> values(type).stream())
                .map(values ->
                        failure.getTarget().getClass().getSimpleName() + "." + field + ": must be " + values + ".")
                .findFirst();
    }

    /** The options of a component and its endpoints are not their setters: most belong to the configuration. */
    private static Optional<Class<?>> optionType(Object target, String option) {
        PropertyConfigurer configurer = null;
        if (target instanceof DefaultEndpoint endpoint) {
            configurer = endpoint.getComponent().getEndpointPropertyConfigurer();
        } else if (target instanceof Component component) {
            configurer = component.getComponentPropertyConfigurer();
        }
        return configurer instanceof PropertyConfigurerGetter options
                ? Optional.ofNullable(options.getOptionType(option, true))
                : Optional.empty();
    }

    private static Optional<String> values(Class<?> type) {
        if (type == int.class || type == long.class) {
            return Optional.of("a whole number, such as 30");
        }
        if (type == boolean.class) {
            return Optional.of("true or false");
        }
        if (type.isInterface()) {
            return Optional.of("a bean, such as #bean:name");
        }
        return type.isEnum()
                ? Optional.of(Stream.of(type.getEnumConstants())
                        .map(each -> each.toString().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ", "one of ", "")))
                : Optional.empty();
    }

    private static Set<String> fields(Class<?> type) {
        return setters(type).map(BeanFields::field).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Method> setters(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> method.getParameterCount() == 1)
                .filter(method ->
                        method.getName().startsWith("set") && method.getName().length() > "set".length());
    }

    private static String field(Method setter) {
        String name = setter.getName().substring("set".length());
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
