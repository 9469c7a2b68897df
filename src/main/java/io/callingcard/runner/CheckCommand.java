package io.callingcard.runner;

import java.util.concurrent.Callable;

import org.apache.camel.Route;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says whether everything is in order, and sends nothing. */
@Command(
        name = "check",
        description = "Checks the settings, every route and every URI in them; sends nothing, and receives nothing.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Option(
            names = "--routes",
            defaultValue = "classpath:routes/*.camel.yaml",
            description = "Which routes; those of the jar by default. Files: file:my/*.camel.yaml")
    private String routes;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return Offline.run(spec, routes, camel -> {
            for (Route route : camel.getRoutes()) {
                route.initializeServices();
            }
            String found = camel.getRoutes().size() + " routes, "
                    + camel.getEndpoints().size() + " endpoints: all in order";
            spec.commandLine().getOut().println(found);
            return Commands.DONE;
        });
    }
}
