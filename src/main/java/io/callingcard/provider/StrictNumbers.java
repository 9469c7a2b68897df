// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.GeneratedPropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.util.TimeUtils;

/**
 * Refuses a number or a time that Camel would read as another one. Camel reads {@code abc} as 0. A mistyped option would then
 * switch off retries, or the pause between two messages.
 */
public final class StrictNumbers implements PropertyConfigurerGetter, GeneratedPropertyConfigurer {

    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class);
    private static final Set<Class<?>> TIMES = Set.of(long.class, Long.class, Duration.class);

    /** A zero, and the form PT5S, which a converter of Camel reads and checks. */
    private static final Pattern ZERO_OR_ISO = Pattern.compile("[-+]?0+\\s*[a-zA-Z]*|[-+]?P.*");

    private final PropertyConfigurer generated;
    private final PropertyConfigurerGetter options;

    private StrictNumbers(PropertyConfigurer generated, PropertyConfigurerGetter options) {
        this.generated = generated;
        this.options = options;
    }

    /** Returns the configurer with the check, or the same one if it does not tell its options. */
    public static PropertyConfigurer of(PropertyConfigurer generated) {
        return generated instanceof PropertyConfigurerGetter options
                ? new StrictNumbers(generated, options)
                : generated;
    }

    @Override
    public boolean configure(CamelContext camel, Object target, String name, Object value, boolean ignoreCase) {
        if (value instanceof String text && !text.startsWith("#")) {
            check(name, text.strip(), options.getOptionType(name, ignoreCase));
        }
        return generated.configure(camel, target, name, value, ignoreCase);
    }

    private static void check(String name, String text, Class<?> type) {
        if (type == null) {
            return;
        }
        if (WHOLE.contains(type) && !isWhole(text)) {
            throw new IllegalArgumentException(name + ": is not a whole number. Write one such as 30.");
        }
        if (TIMES.contains(type) && !ZERO_OR_ISO.matcher(text).matches() && isZeroToCamel(text)) {
            throw new IllegalArgumentException(name + ": is neither a number nor a time. Write one such as 30 or 30s.");
        }
    }

    /** Camel's parser gives 0 for some words, and breaks at others. */
    private static boolean isZeroToCamel(String text) {
        try {
            return TimeUtils.toMilliSeconds(text) == 0;
        } catch (RuntimeException e) {
            return true;
        }
    }

    private static boolean isWhole(String text) {
        try {
            Integer.parseInt(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    @Override
    public Class<?> getOptionType(String name, boolean ignoreCase) {
        return options.getOptionType(name, ignoreCase);
    }

    @Override
    public String[] getAutowiredNames() {
        return options.getAutowiredNames();
    }

    @Override
    public Object getCollectionValueType(Object target, String name, boolean ignoreCase) {
        return options.getCollectionValueType(target, name, ignoreCase);
    }

    @Override
    public Object getOptionValue(Object target, String name, boolean ignoreCase) {
        return options.getOptionValue(target, name, ignoreCase);
    }
}
