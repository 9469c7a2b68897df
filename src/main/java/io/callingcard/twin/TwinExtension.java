// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Clock;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Starts the twins once for a JUnit 5 test class, and resets them before each test.
 *
 * <p>Usage: {@code @RegisterExtension static TwinExtension twins = TwinExtension.create();}, then
 * {@code twins.server()}.
 */
public final class TwinExtension implements BeforeAllCallback, BeforeEachCallback {

    private final TwinSettings settings;
    private TwinServer server;

    private TwinExtension(TwinSettings settings) {
        this.settings = settings;
    }

    /** Twins on a free port, with {@code twin} for every credential. */
    public static TwinExtension create() {
        return new TwinExtension(TwinSettings.local());
    }

    /** Sets the port; the default is any free one. */
    public TwinExtension withPort(int port) {
        return new TwinExtension(settings.onPort(port));
    }

    /** Sets the providers' clock; the default is the system's. */
    public TwinExtension withClock(Clock clock) {
        return new TwinExtension(settings.withClock(clock));
    }

    /** Sets the secret of Chert's tenant {@code twin}, and Linq's token; the default is {@code twin}. */
    public TwinExtension withSecret(String secret) {
        return new TwinExtension(settings.withSecret(secret));
    }

    /** Sets the seed of the ids, so that they are the same at each start; by default they differ. */
    public TwinExtension withSeed(long seed) {
        return new TwinExtension(settings.withSeed(seed));
    }

    /** The running server. */
    public TwinServer server() {
        if (server == null) {
            throw new IllegalStateException("The twins have not started. Make the extension a static field annotated"
                    + " with @RegisterExtension, and call server() in a test or a @Before method.");
        }
        return server;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = serverOf(context, settings);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        server = serverOf(context, settings);
        server.reset();
    }

    /** The server of the test class; started if it does not run yet, and closed by JUnit after the class. */
    static TwinServer serverOf(ExtensionContext context, TwinSettings settings) {
        ExtensionContext ofClass = context;
        while (!(ofClass.getElement().orElse(null) instanceof Class)) {
            ofClass = ofClass.getParent().orElseThrow();
        }
        return ofClass.getStore(Namespace.create(TwinExtension.class))
                .getOrComputeIfAbsent(Running.class, key -> new Running(TwinServer.start(settings)), Running.class)
                .server();
    }

    /** JUnit before 5.13 closes only a CloseableResource; later versions ask for AutoCloseable. */
    @SuppressWarnings("deprecation")
    private record Running(TwinServer server) implements ExtensionContext.Store.CloseableResource, AutoCloseable {

        @Override
        public void close() {
            server.close();
        }
    }
}
