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
    private static final String STARTED = ") started in ";

    private final ObjectNode results;

    StartBench(ObjectNode results) {
        this.results = results;
    }

    /** What one start took. */
    private record Start(double millis, double megabytes) {}

    void run() throws IOException, InterruptedException {
        Map<String, Path> apps = new LinkedHashMap<>();
        apps.put("empty", emptyApp());
        apps.put("runner", Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath());
        Map<String, List<Start>> starts = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Path> app : apps.entrySet()) {
                starts.computeIfAbsent(app.getKey(), name -> new ArrayList<>()).add(start(app.getValue()));
            }
        }
        double millis = ratio(starts, Start::millis);
        double megabytes = ratio(starts, Start::megabytes);
        starts.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "start of %-8s %6.0f ms, idle %5.0f MB%n",
                name,
                Bench.median(all.stream().map(Start::millis).toList()),
                Bench.median(all.stream().map(Start::megabytes).toList())));
        System.out.printf(Locale.ROOT, "ratio             %6.2f   , idle %5.2f%n", millis, megabytes);
        results.put("start_ratio", millis).put("idle_memory_ratio", megabytes);
    }

    /** A figure of a start. */
    private interface Figure {
        double of(Start start);
    }

    private static double ratio(Map<String, List<Start>> starts, Figure figure) {
        return Bench.median(starts.get("runner").stream().map(figure::of).toList())
                / Bench.median(starts.get("empty").stream().map(figure::of).toList());
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

    private static Start start(Path jar) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("start");
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dquarkus.http.port=" + freePort(),
                        "-jar",
                        jar.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            String line = lines.readLine();
            while (line != null && !(line.contains("Apache Camel") && line.contains(STARTED))) {
                line = lines.readLine();
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
