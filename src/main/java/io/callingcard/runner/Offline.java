package io.callingcard.runner;

import java.time.Clock;

import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import picocli.CommandLine.Model.CommandSpec;

/** Camel as the runner has it, lines and all, but nothing in it runs: for commands. */
final class Offline implements AutoCloseable {

    private final Main main = new Main();

    /** What a command does; the code that the process answers. */
    @FunctionalInterface
    interface Work {
        int with(CamelContext camel) throws Exception;
    }

    /**
     * Does the work, unless something is missing, which is said then.
     *
     * @param routes which are loaded, or false for none
     */
    static int run(CommandSpec spec, String routes, Work work) throws Exception {
        Settings settings = Said.settings();
        if (!settings.problems().isEmpty()) {
            settings.problems().forEach(spec.commandLine().getErr()::println);
            return Commands.MISUSED;
        }
        try (Offline offline = new Offline(settings, routes)) {
            return work.with(offline.main.getCamelContext());
        }
    }

    private Offline(Settings settings, String routes) throws Exception {
        main.bind("callingCardClock", Clock.systemUTC());
        settings.derived().forEach(main::addInitialProperty);
        main.addOverrideProperty("camel.main.routes-include-pattern", routes);
        main.setDefaultPropertyPlaceholderLocation("file:" + Said.BESIDE + ";optional=true");
        main.configure().withAutoStartup(false).withAutoConfigurationLogSummary(false);
        main.init();
        main.start();
    }

    @Override
    public void close() {
        main.stop();
    }
}
