// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonObject;

/**
 * Measures the whole flow: each waiting lead gets a text and a card from one of three providers. Measures the same calls by
 * camel-http and camel-sql next to it. Providers and flow are processes of their own.
 */
final class FlowBench {

    static final String OURS = "calling-card";
    static final String THEIRS = "camel-http";

    private static final List<String> DATABASES = list("bench.flow.databases", "sqlite,postgresql");
    private static final List<String> LATENCIES = list("bench.flow.latencies", "0,100,500");
    private static final List<String> CONTENDERS = list("bench.flow.contenders", OURS + "," + THEIRS);
    private static final List<String> OPTIONS =
            List.of(System.getProperty("bench.flow.options", "").strip().split("\\s+")).stream()
                    .filter(option -> !option.isEmpty())
                    .toList();
    private static final int ROUNDS = Integer.getInteger("bench.flow.rounds", 1);
    private static final int LEADS = Integer.getInteger("bench.flow.leads", 30_000);
    private static final boolean INTAKE = Boolean.parseBoolean(System.getProperty("bench.flow.intake", "true"));

    private static final int POST = 1_000;
    private static final int WINDOW_MILLIS = 2_500;
    private static final int LEAST_WINDOWS = 4;
    private static final int MOST_WINDOWS = 11;
    private static final int FIRST_MESSAGE_SECONDS = 60;

    private static final int THREADS = Integer.getInteger("bench.flow.threads", 128);

    /** As many as our flow keeps in flight. */
    private static final int THREADS_WITH_LATENCY = 256;

    private final ArrayNode rows;
    private final Path folder;
    private final FlowRunner.Setup setup;

    FlowBench(ArrayNode rows) throws IOException {
        this.rows = rows;
        this.folder = Files.createTempDirectory("flow-bench");
        this.setup = new FlowRunner.Setup(
                Path.of(System.getProperty("runner", "target/quarkus-app/quarkus-run.jar"))
                        .toAbsolutePath()
                        .normalize(),
                folder,
                OPTIONS);
    }

    private static List<String> list(String property, String usual) {
        return List.of(System.getProperty(property, usual).split(","));
    }

    /** The figures of one run. The delay is null for the other contender. */
    private record Run(Steady.Figures figures, FlowIntake.Delay delay) {}

    void run() throws Exception {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        try {
            for (String kind : DATABASES) {
                try (FlowDatabase database = FlowDatabase.of(kind, folder)) {
                    run(kind, database);
                }
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private void run(String kind, FlowDatabase database) throws Exception {
        String waiting = CONTENDERS.contains(OURS) ? waitingLeads(database) : null;
        for (String latency : LATENCIES) {
            int millis = Integer.parseInt(latency);
            Map<String, List<Run>> runs = new HashMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (String contender : CONTENDERS) {
                    Run run = contender.equals(OURS)
                            ? ours(database, waiting, millis)
                            : new Run(theirs(database, millis), null);
                    print(kind, latency, contender, run);
                    runs.computeIfAbsent(contender, name -> new ArrayList<>()).add(run);
                }
            }
            CONTENDERS.forEach(contender -> report(kind, millis, contender, runs));
        }
    }

    /** Makes a ledger with waiting leads. Each run gets a copy, so that posting them is not measured. */
    private String waitingLeads(FlowDatabase database) throws Exception {
        String ledger = database.empty();
        long begin = System.nanoTime();
        try (FlowPhones phones = new FlowPhones(0);
                FlowRunner runner = setup.intake(ledger, phones.port)) {
            for (int first = 0; first < LEADS; first += POST) {
                runner.post(first, Math.min(POST, LEADS - first));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d leads are waiting, posted in %.0f s with the start%n",
                    LEADS,
                    (System.nanoTime() - begin) / 1e9);
            runner.stop();
        }
        return ledger;
    }

    private Run ours(FlowDatabase database, String waiting, int latency) throws Exception {
        Steady.Figures figures;
        String ledger = database.copy(waiting);
        try (FlowPhones phones = new FlowPhones(latency);
                FlowRunner runner = setup.start(ledger, phones.port)) {
            figures = measure(database, ledger, phones, runner.process);
        }
        if (!INTAKE) {
            return new Run(figures, null);
        }
        try (FlowPhones phones = new FlowPhones(latency);
                FlowRunner runner = setup.start(database.empty(), phones.port)) {
            return new Run(figures, FlowIntake.measure(runner, phones, figures.perSecond()));
        }
    }

    private static Steady.Figures theirs(FlowDatabase database, int latency) throws Exception {
        String leads = database.empty();
        try (FlowPhones phones = new FlowPhones(latency)) {
            Process process = Bench.start(
                    List.of(),
                    Integrator.class,
                    List.of(
                            Integer.toString(phones.port),
                            leads,
                            Integer.toString(latency == 0 ? THREADS : THREADS_WITH_LATENCY),
                            Integer.toString(LEADS)));
            try {
                return measure(database, leads, phones, process);
            } finally {
                process.destroyForcibly().onExit().join();
            }
        }
    }

    private static Steady.Figures measure(FlowDatabase database, String address, FlowPhones phones, Process flow)
            throws Exception {
        phones.awaitFirst(flow, FIRST_MESSAGE_SECONDS);
        try (JvmFigures jvm = new JvmFigures(flow.pid());
                FlowDatabase.Commits commits = database.commits(address)) {
            Steady.Figures figures = new Steady(WINDOW_MILLIS, LEAST_WINDOWS, MOST_WINDOWS)
                    .measure(
                            () -> new Steady.Sample(
                                    System.nanoTime(),
                                    phones.figures().getLong("messages"),
                                    jvm.cpuNanos(),
                                    jvm.allocatedBytes(),
                                    commits.count()),
                            2L * LEADS);
            check(phones.figures());
            return figures;
        }
    }

    /** Fails if the flow sent a message twice or called a path that the providers do not have. */
    private static void check(JsonObject received) {
        if (received.getLong("duplicates") > 0
                || !received.getJsonArray("unknown").isEmpty()) {
            throw new IllegalStateException("The phones received what they should not: " + received);
        }
    }

    private static void print(String kind, String latency, String contender, Run run) {
        Steady.Figures figures = run.figures();
        System.out.printf(
                Locale.ROOT,
                "flow %-10s %3s ms %-12s %7.0f messages/s, %6.2f ms CPU, %6.0f kB, %5.2f commits each%s%s%n",
                kind,
                latency,
                contender,
                figures.perSecond(),
                figures.cpuMicros() / 1e3,
                figures.allocatedBytes() / 1e3,
                figures.commits(),
                run.delay() == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "; at %.1f leads/s from intake to phone p50 %.0f ms, p99 %.0f ms",
                                run.delay().perSecond(),
                                run.delay().p50Millis(),
                                run.delay().p99Millis()),
                figures.settled() ? "" : " (windows differ)");
    }

    private void report(String kind, int latency, String contender, Map<String, List<Run>> runs) {
        List<Run> ours = runs.get(contender);
        ObjectNode row = rows.addObject()
                .put("database", kind)
                .put("latency_ms", latency)
                .put("contender", contender)
                .put("messages_per_second", median(ours, run -> run.figures().perSecond()))
                .put("cpu_micros_per_message", median(ours, run -> run.figures().cpuMicros()))
                .put("allocated_bytes_per_message", median(ours, run -> run.figures()
                        .allocatedBytes()))
                .put("commits_per_message", median(ours, run -> run.figures().commits()))
                .put("settled", ours.stream().allMatch(run -> run.figures().settled()));
        ArrayNode perSecond = row.putArray("rounds_per_second");
        ours.forEach(run -> perSecond.add(run.figures().perSecond()));
        if (ours.get(0).delay() != null) {
            row.put("intake_leads_per_second", median(ours, run -> run.delay().perSecond()))
                    .put("intake_to_phone_p50_ms", median(ours, run -> run.delay()
                            .p50Millis()))
                    .put("intake_to_phone_p99_ms", median(ours, run -> run.delay()
                            .p99Millis()));
        }
        List<Run> theirs = runs.get(THEIRS);
        if (theirs != null) {
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                ratios.add(ours.get(round).figures().perSecond()
                        / theirs.get(round).figures().perSecond());
            }
            row.put("ratio_to_camel_http", Bench.median(ratios));
        }
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        return Bench.median(runs.stream().map(figure::applyAsDouble).toList());
    }
}
