package io.callingcard.runner;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.microprofile.config.spi.ConfigSource;

/** Gives the values of {@link Settings} to Quarkus and Camel. It is empty during the build, so no secret gets into the jar. */
public final class DerivedSettings implements ConfigSource {

    /** Below application.properties, which has 250 and therefore wins. */
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
