// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import io.callingcard.simulate.Finding;
import io.callingcard.simulate.Simulation;
import io.callingcard.simulate.SimulationResult;
import io.callingcard.simulate.SimulationSettings;

/** Runs the user's routes and campaigns for days in seconds. */
@Command(
        name = "simulate",
        description = {
            "Runs your routes and campaigns for days in seconds, against stand-ins of the providers.",
            "Sends nothing, opens no connection, and changes no ledger. Writes a folder: plan.html is a page to look at,",
            "journal.jsonl has each event, findings.json what you should know."
        },
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class SimulateCommand implements Callable<Integer> {

    @Option(names = "--days", paramLabel = "DAYS", defaultValue = "30", description = "How many days. Default: 30.")
    private int days;

    @Option(
            names = "--leads",
            paramLabel = "FILE",
            description = "A CSV or JSON file of leads, which arrive at the start. May be repeated.")
    private List<Path> leads = List.of();

    @Option(
            names = "--routes",
            paramLabel = "FILES",
            description = "The routes, such as file:my/*.camel.yaml. Default: the routes that the start would load.")
    private String routes;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "The same seed and start give the same journal. Default: 1.")
    private long seed;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "When the simulation begins, such as 2026-12-01T09:00:00Z. Default: now.")
    private String start;

    @Option(
            names = "--from",
            paramLabel = "LEDGER",
            description = "Begins with a copy of a ledger's SQLite file, also of one in use. Default: an empty ledger.")
    private Path from;

    @Option(
            names = "--people",
            paramLabel = "RATES",
            defaultValue = "usual",
            description = "How people behave: usual, silent, or rates such as answers=0.2,stops=0.02. Default: usual.")
    private String people;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "simulation",
            description = "The folder for the result. Default: simulation.")
    private Path out;

    @Option(
            names = "--compare",
            paramLabel = "FOLDER",
            description = "The folder of an earlier simulation, such as one before a change. Prints what differs.")
    private Path compare;

    @Option(names = "--show-numbers", description = "Show whole phone numbers on the page. Default: masked.")
    private boolean showNumbers;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try {
            DerivedSettings.read();
            return run(new SimulationConfig());
        } catch (SettingsException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return Commands.MISUSED;
        } finally {
            DerivedSettings.forget();
        }
    }

    private int run(SimulationConfig config) throws Exception {
        SimulationSettings settings = settings(config);
        Future<List<Finding>> flows = linted(routes == null ? config.routes() : routes);
        long begin = System.nanoTime();
        try (Simulation simulation = new Simulation(settings, out)) {
            simulation.run();
            report(simulation, Duration.ofNanos(System.nanoTime() - begin));
        }
        SimulationResult result = SimulationResult.analyze(out, compare, flows.get(), showNumbers);
        result.findings().forEach(each -> out(each.severity() + ": " + each.sentence()));
        result.differences().forEach(this::out);
        out("Written: " + out.resolve("plan.html") + " and what it was made of.");
        return Commands.DONE;
    }

    /** The lint takes seconds, and a simulation has one thread. So the lint has another one. */
    private static Future<List<Finding>> linted(String files) {
        FutureTask<List<Finding>> lint = new FutureTask<>(() -> {
            List<Finding> found = new ArrayList<>();
            OfflineCamel.run("false", camel -> {
                found.addAll(FlowFindings.of(camel, files));
                return Commands.DONE;
            });
            return found;
        });
        Thread thread = new Thread(lint, "CallingCardLint");
        thread.setDaemon(true);
        thread.start();
        return lint;
    }

    private SimulationSettings settings(SimulationConfig config) {
        try {
            SimulationSettings settings =
                    config.settings(routes, days, begin()).seed(seed).people(people);
            for (Path file : leads) {
                settings.leads(
                        Duration.ZERO,
                        present(file, "--leads").getFileName().toString(),
                        () -> Files.newInputStream(file));
            }
            if (compare != null) {
                present(compare.resolve("summary.json"), "--compare");
            }
            if (from != null) {
                config.copy(settings, present(from, "--from"));
            }
            return settings;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static Path present(Path file, String option) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(option + ": " + file + " cannot be read. Name a file that exists.");
        }
        return file;
    }

    private Instant begin() {
        if (start == null) {
            Instant now = Clock.systemUTC().instant();
            // A ledger in use has times up to now: with an earlier start they would be in the future.
            return now.truncatedTo(from == null ? ChronoUnit.MINUTES : ChronoUnit.MILLIS);
        }
        try {
            return Instant.parse(start);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "--start: " + start + " is no time. Write one such as 2026-12-01T09:00:00Z.", e);
        }
    }

    private void report(Simulation simulation, Duration took) {
        Map<String, Long> counts = simulation.counts();
        out(String.format(
                Locale.ROOT,
                "%d days took %.1f s. %s. %s.",
                days,
                took.toMillis() / 1000.0,
                number(counts, "lead", "lead was accepted", "leads were accepted"),
                number(counts, "received", "message arrived", "messages arrived")));
        if (counts.containsKey("waiting")) {
            out(number(counts, "waiting", "lead waited", "leads waited") + " in the ledger at the start.");
        }
        simulation.stubs().forEach(each -> out("Stubbed, because it is outside: " + each));
        simulation.notSimulated().forEach(each -> out("Not simulated, because it uses the real clock: " + each));
    }

    private static String number(Map<String, Long> counts, String what, String one, String several) {
        long count = counts.getOrDefault(what, 0L);
        return count + " " + (count == 1 ? one : several);
    }

    private void out(String line) {
        spec.commandLine().getOut().println(line);
    }
}
