// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.apache.camel.CamelContext;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.callingcard.lint.FlowFinding;
import io.callingcard.lint.FlowLint;

/** Checks what the start would run: the same settings, routes and campaigns. Starts nothing. */
@Command(
        name = "check",
        description = "Checks the settings, the routes and the campaigns that the start would run, by the rules of"
                + " docs/lint.md too. Sends and receives nothing.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Option(
            names = "--routes",
            description = "The routes to check, for example file:my/*.camel.yaml. Default: the routes that the start"
                    + " would load.")
    private String routes;

    @Option(
            names = "--online",
            description = "Also asks each line whether it could send now: credentials, login, and Linq's contact card.")
    private boolean online;

    @Option(names = "--strict", description = "Warnings fail the check, as errors do.")
    private boolean strict;

    @Option(
            names = "--sarif",
            description =
                    "Also writes what the lint finds into this file, as SARIF 2.1.0 for editors and build servers.",
            paramLabel = "FILE")
    private Path sarif;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            return OfflineCamel.run(spec, "false", this::check);
        } catch (Exception e) {
            return report(List.of(Reasons.of(e)));
        }
    }

    private int check(CamelContext camel) throws Exception {
        String files = routes == null
                ? ConfigProvider.getConfig().getValue("camel.main.routes-include-pattern", String.class)
                : routes;
        List<String> problems = new ArrayList<>(RouteFiles.load(camel, files));
        if (problems.isEmpty() && camel.getRoutes().isEmpty() && !files.equals("false")) {
            problems.add("callingcard.routes: has no route. Name files that exist, such as file:routes/*.camel.yaml.");
        }
        problems.addAll(doors());
        problems.addAll(RouteCheck.problems(camel));
        problems.addAll(CampaignCheck.problems(camel));
        List<String> warnings = new ArrayList<>();
        (strict ? problems : warnings).addAll(Lines.besideTwins(camel, ConfigProvider.getConfig()));
        for (FlowFinding finding : lint(camel, files)) {
            (strict || finding.isError() ? problems : warnings).add(finding.toString());
        }
        warnings.forEach(spec.commandLine().getErr()::println);
        if (problems.isEmpty()) {
            spec.commandLine()
                    .getOut()
                    .println("No problems found in " + camel.getRoutes().size() + " routes and "
                            + camel.getEndpoints().size() + " endpoints"
                            + (warnings.isEmpty() ? "." : ". Warnings: " + warnings.size() + "."));
        }
        if (online) {
            problems.addAll(new OnlineCheck(
                            camel,
                            ConfigProvider.getConfig(),
                            spec.commandLine().getOut())
                    .problems());
        }
        return report(problems);
    }

    /** Returns what the start would refuse when it opens its port. */
    private static List<String> doors() {
        Config config = ConfigProvider.getConfig();
        return Doors.offline(config)
                .problems(
                        config.getValue("quarkus.http.host", String.class),
                        config.getValue("quarkus.http.port", Integer.class));
    }

    private List<FlowFinding> lint(CamelContext camel, String files) throws Exception {
        FlowLint lint = FlowCheck.lint(camel, files);
        if (sarif != null) {
            write(lint.sarif(new Commands.Version().number()));
        }
        return lint.findings();
    }

    private void write(String report) {
        try {
            Files.writeString(sarif, report);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--sarif: cannot write " + sarif + ". Name a file in a folder that exists and can be written.", e);
        }
    }

    private int report(List<String> problems) {
        problems.stream().distinct().forEach(spec.commandLine().getErr()::println);
        return problems.isEmpty() ? Commands.DONE : Commands.FAILED;
    }
}
