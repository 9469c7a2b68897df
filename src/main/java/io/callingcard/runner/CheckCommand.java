package io.callingcard.runner;

import java.util.concurrent.Callable;

import org.apache.camel.Route;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks the settings and routes without sending or receiving anything. */
@Command(
        name = "check",
        description = "Checks the settings, the routes and their URIs. Sends and receives nothing.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Option(
            names = "--routes",
            defaultValue = "classpath:routes/*.camel.yaml",
            description = "The routes to check, for example file:my/*.camel.yaml. Default: the routes of the jar.")
    private String routes;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return OfflineCamel.run(spec, routes, camel -> {
            for (Route route : camel.getRoutes()) {
                route.initializeServices();
            }
            spec.commandLine()
                    .getOut()
                    .println("No problems found in " + camel.getRoutes().size() + " routes and "
                            + camel.getEndpoints().size() + " endpoints.");
            return Commands.DONE;
        });
    }
}
