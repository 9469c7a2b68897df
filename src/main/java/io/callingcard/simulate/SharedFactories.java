// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.impl.engine.DefaultClassResolver;
import org.apache.camel.impl.engine.DefaultFactoryFinder;
import org.apache.camel.spi.ClassResolver;
import org.apache.camel.spi.FactoryFinder;
import org.apache.camel.spi.FactoryFinderResolver;

/**
 * Finds the factories of Camel's parts once for all nodes of this process. A context of its own would look for each of them in
 * all jars, also for the many that do not exist, and that takes a fifth of its start.
 */
final class SharedFactories implements FactoryFinderResolver {

    private static final Map<String, FactoryFinder> FINDERS = new ConcurrentHashMap<>();

    @Override
    public FactoryFinder resolveFactoryFinder(ClassResolver ofContext, String path) {
        // A finder keeps its resolver, and the one of a context would keep the context.
        return FINDERS.computeIfAbsent(path, each -> new DefaultFactoryFinder(new DefaultClassResolver(), each));
    }

    @Override
    public FactoryFinder resolveBootstrapFactoryFinder(ClassResolver ofContext, String path) {
        return resolveFactoryFinder(ofContext, path);
    }
}
