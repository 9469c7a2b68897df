package io.callingcard.runner;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.microprofile.config.spi.ConfigSource;

/** What {@link Settings} worked out, for Quarkus and Camel; empty while the app is built, so that no secret gets into it. */
public final class DerivedSettings implements ConfigSource {

    /** Behind application.properties, which comes at 250. */
    private static final int ORDINAL = 240;

    private static final Map<String, String> SETTINGS = new ConcurrentHashMap<>();

    static void use(Map<String, String> derived) {
        SETTINGS.putAll(derived);
    }

    @Override
    public Set<String> getPropertyNames() {
        return SETTINGS.keySet();
    }

    @Override
    public String getValue(String name) {
        return SETTINGS.get(name);
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public String getName() {
        return "calling-card";
    }
}
