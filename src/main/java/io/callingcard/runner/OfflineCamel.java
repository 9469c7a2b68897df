package io.callingcard.runner;

import java.time.Clock;

import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import picocli.CommandLine.Model.CommandSpec;

/** Runs commands in a Camel context with the runner's components, in which no route is started. */
final class OfflineCamel {

    private OfflineCamel() {}

    /** The work of a command. Returns its exit code. */
    @FunctionalInterface
    interface Work {
        int with(CamelContext camel) throws Exception;
    }

    /**
     * Does the work, unless settings are missing.
     *
     * @param routes the routes to load, or false for none
     */
    static int run(CommandSpec spec, String routes, Work work) throws Exception {
        Settings settings = StartupSettings.settings();
        if (!settings.problems().isEmpty()) {
            settings.problems().forEach(spec.commandLine().getErr()::println);
            return Commands.MISUSED;
        }
        Main main = new Main();
        main.bind("callingCardClock", Clock.systemUTC());
        settings.derived().forEach(main::addInitialProperty);
        main.addOverrideProperty("camel.main.routes-include-pattern", routes);
        main.setDefaultPropertyPlaceholderLocation("file:" + StartupSettings.FILE + ";optional=true");
        main.configure().withAutoStartup(false).withAutoConfigurationLogSummary(false);
        try {
            main.init();
            main.start();
            return work.with(main.getCamelContext());
        } finally {
            main.stop();
        }
    }
}
