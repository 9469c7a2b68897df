// SPDX-License-Identifier: Apache-2.0
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
     * @param routes the routes to load, false for none, or null for those that the start would load
     */
    static int run(CommandSpec spec, String routes, Work work) throws Exception {
        try {
            DerivedSettings.read();
            return run(routes, work);
        } catch (SettingsException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return Commands.MISUSED;
        } finally {
            DerivedSettings.forget();
        }
    }

    /** Does the work with the settings that {@link DerivedSettings} has read. */
    static int run(String routes, Work work) throws Exception {
        Main main = new Main();
        main.bind("callingCardClock", Clock.systemUTC());
        DerivedSettings.bind(main::bind);
        if (routes != null) {
            main.addOverrideProperty("camel.main.routes-include-pattern", routes);
        }
        // Camel reads the same configuration as Quarkus, by camel-microprofile-config, and no file besides.
        main.setDefaultPropertyPlaceholderLocation("false");
        // No job runs, and to wait for none would take half a second.
        main.addOverrideProperty("camel.component.quartz.interrupt-jobs-on-shutdown", "true");
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
