// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.util.logging.Level;
import java.util.logging.Logger;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelContextTracker;
import org.apache.camel.spi.FactoryFinderResolver;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Makes contexts start faster in tests, which start thousands. What Camel looks for in hundreds of jars it looks for once. And
 * nobody sets a level for logs here, so each trace message would be formatted.
 */
public final class FastCamel implements BeforeAllCallback {

    private static final SharedFactories FACTORIES = new SharedFactories();
    private static boolean on;

    @Override
    public void beforeAll(ExtensionContext test) {
        if (!on) {
            on = true;
            Logger.getLogger("").setLevel(Level.INFO);
            new CamelContextTracker() {
                @Override
                public void contextCreated(CamelContext camel) {
                    camel.getCamelContextExtension().addContextPlugin(FactoryFinderResolver.class, FACTORIES);
                }
            }.open();
        }
    }
}
