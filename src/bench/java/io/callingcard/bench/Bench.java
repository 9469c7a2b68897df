// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs everything, prints the ratios, and writes {@code target/bench/results.json}. */
final class Bench {

    private static final List<String> CONTENDERS = List.of(
            "vertx-client",
            "chert",
            "chert-loop",
            "chert-map",
            "camel-vertx-http",
            "camel-whatsapp",
            "vertx-client-text",
            "linq",
            "linq-loop",
            "vertx-client-wa",
            "wa",
            "wa-loop");
    private static final List<String> RECEIVERS = List.of("vertx-events", "chert-events");
    private static final List<String> PARTS =
            List.of(System.getProperty("bench.parts", "flow,outbound,inbound,ledger,start,micro")
                    .split(","));
    static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final String WINDOW_MILLIS = System.getProperty("bench.window", "2000");
    private static final String MOST_WINDOWS = System.getProperty("bench.windows", "25");
    static final int IN_FLIGHT = 64;

    /** The logger of the test class path keeps every line in memory, down to TRACE: that is not what is measured. */
    private static final String NO_LOGS = "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider";

    /** The test class path has Camel's management, which counts each message; users of the bare jar have not. */
    private static final String NO_JMX = "-Dorg.apache.camel.jmx.disabled=true";

    private static final long MEMORY_MESSAGES = Long.getLong("bench.memory", 1_000_000L);

    private final ObjectMapper json = new ObjectMapper();
    private final ObjectNode results = json.createObjectNode();

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        new Bench().run();
    }

    /** What one run of a contender brought. */
    private record Figure(double perSecond, double cpuMicros, boolean settled) {

        private static Figure of(String line) {
            String[] fields = line.split(" ");
            return new Figure(Double.parseDouble(fields[0]), Double.parseDouble(fields[1]), fields[2].equals("1"));
        }
    }

    private void run() throws Exception {
        results.put("machine", Machine.description());
        results.put("load_before", Machine.load());
        results.put("in_flight", IN_FLIGHT);
        if (PARTS.contains("flow")) {
            new FlowBench(results.putArray("flow")).run();
        }
        if (PARTS.contains("outbound")) {
            outbound();
        }
        if (PARTS.contains("inbound")) {
            inbound();
        }
        if (PARTS.contains("ledger")) {
            new LedgerBench(results.putObject("ledger")).run();
        }
        if (PARTS.contains("scale")) {
            new ScaleBench(results.putObject("scale")).run();
        }
        if (PARTS.contains("start")) {
            new StartBench(results.putObject("start")).run();
        }
        if (PARTS.contains("micro")) {
            micro();
        }
        Path file = Path.of("target", "bench", "results.json");
        Files.createDirectories(file.getParent());
        json.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), results);
        System.out.println("Written to " + file);
        if (Boolean.getBoolean("bench.page")) {
            new PerformancePage(results).write(Path.of("docs"));
        }
    }

    private void outbound() throws IOException, InterruptedException {
        Process stub = start(List.of(), Stub.class, List.of());
        try {
            int port = Integer.parseInt(firstLine(stub));
            endToEnd(port);
            memory(port);
        } finally {
            stub.getOutputStream().close();
            stub.waitFor(10, TimeUnit.SECONDS);
        }
    }

    /** All contenders in turn, several rounds: what slows the machine slows them all. */
    private void endToEnd(int port) throws IOException, InterruptedException {
        Map<String, List<Figure>> figures = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (String contender : CONTENDERS) {
                String line = output(List.of(), contender, port, WINDOW_MILLIS, MOST_WINDOWS);
                figures.computeIfAbsent(contender, name -> new ArrayList<>()).add(Figure.of(line));
            }
        }
        report(figures);
    }

    private void report(Map<String, List<Figure>> figures) {
        System.out.printf(
                "%-18s %12s %12s %16s %18s%n", "", "messages/s", "CPU us/msg", "ratio to client", "ratio to whatsapp");
        ArrayNode rows = results.putArray("end_to_end");
        for (String contender : CONTENDERS) {
            double perSecond = median(
                    figures.get(contender).stream().map(Figure::perSecond).toList());
            double cpu = median(
                    figures.get(contender).stream().map(Figure::cpuMicros).toList());
            List<Double> toClient = ratios(figures, contender, bareOf(contender));
            List<Double> toWhatsapp = ratios(figures, contender, "camel-whatsapp");
            System.out.printf(
                    Locale.ROOT,
                    "%-18s %12.0f %12.1f %16.2f %18.1f%n",
                    contender,
                    perSecond,
                    cpu,
                    median(toClient),
                    median(toWhatsapp));
            ObjectNode row = rows.addObject().put("contender", contender);
            row.put("messages_per_second", perSecond).put("cpu_micros_per_message", cpu);
            row.put("ratio_to_client", median(toClient)).put("ratio_to_whatsapp", median(toWhatsapp));
            row.put("settled", figures.get(contender).stream().allMatch(Figure::settled));
            row.set("rounds_ratio_to_client", json.valueToTree(toClient));
            row.set(
                    "rounds_per_second",
                    json.valueToTree(figures.get(contender).stream()
                            .map(Figure::perSecond)
                            .toList()));
        }
    }

    /** The client alone, with the same bytes both ways. */
    private static String bareOf(String contender) {
        return switch (contender) {
            case "linq", "linq-loop" -> "vertx-client-text";
            case "wa", "wa-loop" -> "vertx-client-wa";
            default -> "vertx-client";
        };
    }

    /** Round by round, so that a slow moment of the machine is on both sides. */
    private static List<Double> ratios(Map<String, List<Figure>> figures, String contender, String other) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ratios.add(figures.get(contender).get(round).perSecond()
                    / figures.get(other).get(round).perSecond());
        }
        return ratios;
    }

    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Verified events: through a route, next to a server that verifies and does nothing else. */
    private void inbound() throws IOException, InterruptedException {
        Map<String, List<Figure>> figures = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (String receiver : RECEIVERS) {
                Process server = start(List.of(), EventReceiver.class, List.of(receiver));
                try {
                    String line = output(
                            List.of(), "events", Integer.parseInt(firstLine(server)), WINDOW_MILLIS, MOST_WINDOWS);
                    figures.computeIfAbsent(receiver, name -> new ArrayList<>()).add(Figure.of(line));
                } finally {
                    server.getOutputStream().close();
                    server.waitFor(10, TimeUnit.SECONDS);
                }
            }
        }
        ArrayNode rows = results.putArray("inbound");
        for (String receiver : RECEIVERS) {
            List<Double> toBare = ratios(figures, receiver, RECEIVERS.get(0));
            double perSecond =
                    median(figures.get(receiver).stream().map(Figure::perSecond).toList());
            System.out.printf(
                    Locale.ROOT, "%-18s %12.0f events/s, ratio to bare %.2f%n", receiver, perSecond, median(toBare));
            rows.addObject()
                    .put("receiver", receiver)
                    .put("events_per_second", perSecond)
                    .put("ratio_to_bare", median(toBare))
                    .put("settled", figures.get(receiver).stream().allMatch(Figure::settled))
                    .set("rounds_ratio_to_bare", json.valueToTree(toBare));
        }
    }

    /** The heap after each tenth of many messages, with little heap to have. */
    private void memory(int port) throws IOException, InterruptedException {
        String line = output(List.of("-Xmx256m"), "chert", port, "memory", Long.toString(MEMORY_MESSAGES));
        long[] fields =
                Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
        ObjectNode memory =
                results.putObject("memory").put("messages", fields[0]).put("heap_limit_mb", 256);
        ArrayNode heap = memory.putArray("heap_in_use_mb_after_each_tenth");
        StringBuilder printed = new StringBuilder();
        for (int i = 1; i < fields.length; i++) {
            double megabytes = Math.round(fields[i] / 1024.0 / 102.4) / 10.0;
            heap.add(megabytes);
            printed.append(megabytes).append(' ');
        }
        System.out.println(
                "Heap in use (MB) after each tenth of " + fields[0] + " messages, 256 MB at most: " + printed);
    }

    private void micro() throws RunnerException {
        Collection<RunResult> runs = new Runner(new OptionsBuilder()
                        .include("io\\.callingcard\\..*Bench\\..*")
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        ArrayNode rows = results.putArray("micro");
        for (RunResult run : runs) {
            String name = run.getParams().getBenchmark().replaceAll(".*\\.(\\w+\\.\\w+)$", "$1");
            double nanos = run.getPrimaryResult().getScore();
            System.out.printf(Locale.ROOT, "%-36s %10.0f ns%n", name, nanos);
            rows.addObject()
                    .put("benchmark", name)
                    .put("nanos", nanos)
                    .put("error", run.getPrimaryResult().getScoreError());
        }
    }

    private static String output(List<String> jvm, String contender, int port, String... more)
            throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of(contender, Integer.toString(port), Integer.toString(IN_FLIGHT)));
        arguments.addAll(List.of(more));
        Process client = start(jvm, Client.class, arguments);
        String line = firstLine(client);
        client.waitFor();
        return line;
    }

    static Process start(List<String> jvm, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of(NO_LOGS, NO_JMX, "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The last line that looks like figures; logs may come before it. */
    static String firstLine(Process process) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.matches("[0-9. ]+")) {
                return line.strip();
            }
        }
        throw new IOException("The process ended without a figure");
    }
}
