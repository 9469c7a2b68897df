package io.callingcard.runner;

import java.time.Clock;

import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** Camel as the runner has it, lines and all, but nothing in it runs: for commands. */
final class Offline implements AutoCloseable {

    private final Main main = new Main();

    /**
     * Started.
     *
     * @param routes which are loaded, or false for none
     */
    Offline(Settings settings, String routes) throws Exception {
        main.bind("callingCardClock", Clock.systemUTC());
        settings.derived().forEach(main::addInitialProperty);
        main.addOverrideProperty("camel.main.routes-include-pattern", routes);
        main.setDefaultPropertyPlaceholderLocation("file:" + Said.BESIDE + ";optional=true");
        main.configure().withAutoStartup(false).withAutoConfigurationLogSummary(false);
        main.init();
        main.start();
    }

    CamelContext camel() {
        return main.getCamelContext();
    }

    @Override
    public void close() {
        main.stop();
    }
}
