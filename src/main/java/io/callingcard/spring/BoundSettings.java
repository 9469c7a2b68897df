// SPDX-License-Identifier: Apache-2.0
package io.callingcard.spring;

import java.util.HashMap;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.util.StringHelper;

/** Sets the options of an object from settings, as Camel does it for its own components. */
final class BoundSettings {

    private BoundSettings() {}

    /**
     * Sets the options.
     *
     * @param prefix     the start of the settings' names, for errors
     * @param configurer sets the options without reflection; null for objects without one
     * @throws IllegalArgumentException if the object does not have an option; the text names the setting
     */
    static void bind(
            CamelContext context,
            String prefix,
            Map<String, String> settings,
            Object target,
            PropertyConfigurer configurer) {
        Map<String, Object> options = new HashMap<>();
        settings.forEach((name, value) -> options.put(option(name), value));
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(target)
                .withConfigurer(configurer)
                .withProperties(options)
                .withRemoveParameters(true)
                .withIgnoreCase(true)
                .bind();
        for (String name : settings.keySet()) {
            if (options.containsKey(option(name))) {
                throw new IllegalArgumentException(
                        prefix + "." + name + ": is not an option. Check its spelling in docs/spring-boot.md.");
            }
        }
    }

    /** Environment variables separate words by dots: CAMEL_COMPONENT_WA_BASE_URL gives base.url. */
    private static String option(String name) {
        return StringHelper.dashToCamelCase(name.replace('.', '-'));
    }
}
