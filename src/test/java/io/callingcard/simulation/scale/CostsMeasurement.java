// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulation.scale;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;

import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Measures the costs on this machine and writes {@code target/scale/costs.json}. {@code mvn -q -Pscale verify} runs it. Copy
 * the file to {@code src/test/resources/scale} to make the page from it.
 */
class CostsMeasurement {

    private static final Path FOLDER = Path.of("target/scale");
    private static final int PARTITIONS = 4;
    private static final long LONGEST_MINUTES = 15;

    @Test
    void measure() throws Exception {
        Files.createDirectories(FOLDER);
        String server;
        Costs.Tables one;
        Costs.Tables four;
        try (TwinServer twin = TwinServer.start();
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("shared_buffers", "512MB")
                        .start()) {
            server = version(postgres);
            one = node(postgres, twin, 1);
            twin.clearJournal();
            four = node(postgres, twin, PARTITIONS);
        }
        new Costs(machine() + ", PostgreSQL " + server, one, four).write(FOLDER.resolve("costs.json"));
    }

    private static String version(EmbeddedPostgres postgres) throws Exception {
        try (var connection = postgres.getPostgresDatabase().getConnection()) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    private static Costs.Tables node(EmbeddedPostgres postgres, TwinServer twin, int partitions) throws Exception {
        String name = "scale" + partitions;
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        Path answer = FOLDER.resolve(name + ".json");
        Path log = FOLDER.resolve(name + ".log");
        Process node = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Dorg.apache.camel.jmx.disabled=true",
                        // The logger of the tests keeps each line.
                        "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        CostNode.class.getName(),
                        postgres.getJdbcUrl("postgres", name),
                        Integer.toString(twin.port()),
                        Integer.toString(partitions),
                        answer.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(node.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).isTrue();
        } finally {
            node.destroyForcibly().onExit().join();
        }
        assertThat(node.exitValue()).as(Files.readString(log)).isZero();
        System.out.println(name + "\n" + Files.readString(log));
        return new ObjectMapper().readValue(answer.toFile(), Costs.Tables.class);
    }

    private static String machine() throws IOException {
        return "%s, %d cores, %d GB, Linux %s, JDK %s"
                .formatted(
                        processor(),
                        Runtime.getRuntime().availableProcessors(),
                        Math.round(ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                                        .getTotalMemorySize()
                                / 1e9),
                        System.getProperty("os.version").replaceAll("-.*", ""),
                        System.getProperty("java.version"));
    }

    private static String processor() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseGet(() -> System.getProperty("os.arch"));
    }
}
