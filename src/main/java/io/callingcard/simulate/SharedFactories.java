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
 * Finds Camel's factories once for all nodes of this process. Otherwise each context would search all jars for each factory, and
 * many factories do not exist. The search takes a fifth of the start of a context.
 */
final class SharedFactories implements FactoryFinderResolver {

    private static final Map<String, FactoryFinder> FINDERS = new ConcurrentHashMap<>();

    @Override
    public FactoryFinder resolveFactoryFinder(ClassResolver ofContext, String path) {
        // A finder keeps its class resolver. The resolver of a context would keep the context in memory.
        return FINDERS.computeIfAbsent(path, each -> new DefaultFactoryFinder(new DefaultClassResolver(), each));
    }

    @Override
    public FactoryFinder resolveBootstrapFactoryFinder(ClassResolver ofContext, String path) {
        return resolveFactoryFinder(ofContext, path);
    }
}
