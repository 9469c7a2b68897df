// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

import io.callingcard.provider.fixture.EventHost;

import static org.awaitility.Awaitility.await;

/** A Kafka of one node, in KRaft mode, in a process of its own on the loopback interface. */
final class KafkaBroker implements AutoCloseable {

    private static final String CLUSTER = "MkU3OEVBNTcwNTJENDM2Qk";

    final String address = "127.0.0.1:" + EventHost.freePort();
    private final Process process;

    /** Starts a broker with topics. */
    KafkaBroker(Path folder, int partitions, String... topics) throws IOException {
        Path settings = folder.resolve("kafka.properties");
        String controller = "127.0.0.1:" + EventHost.freePort();
        Files.write(
                settings,
                List.of(
                        "process.roles=broker,controller",
                        "node.id=1",
                        "controller.quorum.voters=1@" + controller,
                        "listeners=PLAINTEXT://" + address + ",CONTROLLER://" + controller,
                        "controller.listener.names=CONTROLLER",
                        "log.dirs=" + folder.resolve("kafka"),
                        "offsets.topic.replication.factor=1",
                        "offsets.topic.num.partitions=1",
                        "transaction.state.log.replication.factor=1",
                        "transaction.state.log.min.isr=1",
                        "group.initial.rebalance.delay.ms=0"));
        start(folder, "kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", settings.toString())
                .onExit()
                .join();
        process = start(folder, "kafka.Kafka", settings.toString());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            List<NewTopic> all = Stream.of(topics)
                    .map(topic -> new NewTopic(topic, Optional.of(partitions), Optional.empty()))
                    .toList();
            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .until(() -> admin.createTopics(all).all().get() == null);
        }
    }

    private static Process start(Path folder, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("kafka.log").toFile()))
                .start();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
