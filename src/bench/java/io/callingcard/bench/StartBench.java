// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How long the runner takes to start, and what it takes of memory then, next to an empty app with its extensions. */
final class StartBench {

    private static final int ROUNDS = 7;
    private static final int IDLE_SECONDS = 5;
    private static final String EMPTY = "empty";
    private static final String MEMORY = "-Xmx256m";

    private final ObjectNode results;

    StartBench(ObjectNode results) {
        this.results = results;
    }

    /** What one start took. */
    private record Start(double millis, double megabytes) {}

    /**
     * What is started.
     *
     * @param ready the words in the log that say that it has started
     * @param command the command, to which the port is added
     */
    private record App(String ready, List<String> command) {}

    void run() throws IOException, InterruptedException {
        Map<String, App> apps = new LinkedHashMap<>();
        apps.put(EMPTY, new App(") started in ", jar(emptyApp())));
        apps.put(
                "runner",
                new App(
                        "Ready in ",
                        jar(Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath())));
        Path script = distribution();
        apps.put("distribution", new App("Ready in ", List.of("sh", script.toString(), "start")));
        Map<String, List<Start>> starts = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, App> app : apps.entrySet()) {
                starts.computeIfAbsent(app.getKey(), name -> new ArrayList<>()).add(start(app.getValue()));
            }
        }
        starts.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "start of %-12s %6.0f ms, idle %5.0f MB, ratio %5.2f, idle %5.2f%n",
                name,
                median(all, Start::millis),
                median(all, Start::megabytes),
                ratio(starts, name, Start::millis),
                ratio(starts, name, Start::megabytes)));
        results.put("start_ratio", ratio(starts, "runner", Start::millis))
                .put("idle_memory_ratio", ratio(starts, "runner", Start::megabytes))
                .put("distribution_start_ratio", ratio(starts, "distribution", Start::millis))
                .put("distribution_idle_memory_ratio", ratio(starts, "distribution", Start::megabytes));
    }

    /** A figure of a start. */
    private interface Figure {
        double of(Start start);
    }

    private static double ratio(Map<String, List<Start>> starts, String name, Figure figure) {
        return median(starts.get(name), figure) / median(starts.get(EMPTY), figure);
    }

    private static double median(List<Start> starts, Figure figure) {
        return Bench.median(starts.stream().map(figure::of).toList());
    }

    private static List<String> jar(Path jar) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), MEMORY, "-jar", jar.toString());
    }

    /** Unpacks the distribution with its class archives, and returns its script. */
    private static Path distribution() throws IOException, InterruptedException {
        Path there = Path.of("target", "bench", "distribution").toAbsolutePath();
        Files.createDirectories(there);
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            Path zip = files.filter(file -> file.getFileName().toString().matches("calling-card-.*[.]zip"))
                    .findFirst()
                    .orElseThrow();
            run("unzip", "-q", "-o", zip.toString(), "-d", there.toString());
        }
        try (Stream<Path> folders = Files.list(there)) {
            Path script = folders.findFirst().orElseThrow().resolve("bin/calling-card");
            run("sh", script.toString(), "prepare");
            return script;
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int code = process(List.of(command)).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed with " + code);
        }
    }

    private static ProcessBuilder process(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS", MEMORY);
        return builder;
    }

    private static Path emptyApp() throws IOException, InterruptedException {
        Path there = Path.of("target", "bench", "empty-app");
        try (Stream<Path> files = Files.walk(Path.of("src", "bench", "empty-app"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = there.resolve(Path.of("src", "bench", "empty-app").relativize(file));
                Files.createDirectories(copy.getParent());
                Files.write(copy, Files.readAllBytes(file));
            }
        }
        int built = new ProcessBuilder(
                        "mvn", "-q", "-Dquarkus.version=" + System.getProperty("quarkus.version"), "package")
                .directory(there.toFile())
                .inheritIO()
                .start()
                .waitFor();
        if (built != 0) {
            throw new IllegalStateException("The empty app cannot be built");
        }
        return there.resolve("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    }

    private static Start start(App app) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("start");
        List<String> command = new ArrayList<>(app.command());
        List<String> options = List.of(
                "-Dquarkus.http.port=" + freePort(), "-Dcallingcard.ledger.file=" + folder.resolve("callingcard.db"));
        // Options of Java come before the jar.
        int jar = command.indexOf("-jar");
        command.addAll(jar < 0 ? command.size() : jar, options);
        long begin = System.nanoTime();
        Process process = process(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            String line = lines.readLine();
            while (line != null && !line.contains(app.ready())) {
                line = lines.readLine();
            }
            if (line == null) {
                throw new IllegalStateException(String.join(" ", command) + " has ended before it was ready");
            }
            double millis = (System.nanoTime() - begin) / 1e6;
            Thread.sleep(IDLE_SECONDS * 1_000L);
            collectGarbage(process);
            return new Start(millis, megabytes(process));
        } finally {
            process.destroy();
            process.waitFor(30, TimeUnit.SECONDS);
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static void collectGarbage(Process process) throws IOException, InterruptedException {
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** What the process has in memory, as Linux counts it. */
    private static double megabytes(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
