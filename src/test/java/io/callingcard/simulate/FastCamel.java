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
 * Makes tests faster, because they start thousands of contexts. All contexts share the factories that Camel finds in hundreds of
 * jars. The level of logs is INFO. Without a level, Camel formats each trace message.
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
