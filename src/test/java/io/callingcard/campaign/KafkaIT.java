// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.wire.Json;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two processes share the partitions of a real Kafka and one ledger, and one of them is killed twice. Each event, lead and
 * share has its effect once, and none is lost. {@code -Dkafka.events=100000} does this at length.
 */
@Tag("full")
class KafkaIT {

    private static final int EVENTS = Integer.getInteger("kafka.events", 3_000);
    private static final int HELPS = 150;
    private static final int PARTITIONS = 8;
    private static final String LINE = "+12025550143";
    private static final String TOPIC = "callingcard.events";
    private static final String DEAD = "callingcard.dead-letters";

    @TempDir
    Path folder;

    private final TwinServer twin = TwinServer.start();
    private final List<Process> nodes = new ArrayList<>();
    private KafkaBroker broker;
    private EmbeddedPostgres postgres;
    private ChatLedger ledger;

    @BeforeEach
    void start() throws IOException {
        broker = new KafkaBroker(folder, PARTITIONS, TOPIC, "callingcard.leads", "callingcard.shares", DEAD);
        postgres = EmbeddedPostgres.start();
        ledger = FlowNode.ledger(database());
        // The shares of the people whom the nodes welcome now are due here.
        ledger.setClock(Clock.offset(Clock.systemUTC(), Duration.ofHours(25)));
        ledger.store();
        nodes.add(node());
        nodes.add(node());
    }

    @AfterEach
    void stop() throws IOException {
        nodes.forEach(node -> node.destroyForcibly().onExit().join());
        ledger.close();
        postgres.close();
        broker.close();
        twin.close();
    }

    private String database() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    private Process node() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Dorg.apache.camel.jmx.disabled=true",
                        "-Dorg.quartz.scheduler.skipUpdateCheck=true",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        TopicNode.class.getName(),
                        database(),
                        Integer.toString(twin.port()),
                        broker.address,
                        folder.resolve("routed").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("nodes.log").toFile()))
                .start();
    }

    private void killAndRestart() throws IOException {
        nodes.get(0).destroyForcibly().onExit().join();
        nodes.set(0, node());
    }

    private static String phone(int number) {
        return "+1415" + (2_000_000 + number);
    }

    private static InboundEvent event(int number, String text) {
        return new InboundEvent.Builder("linq", Json.object(), Instant.now())
                .type(EventType.MESSAGE_RECEIVED, "message.received")
                .id("e" + number)
                .line(LINE)
                .sender(phone(number), null, false)
                .text(text)
                .message("m" + number)
                .build();
    }

    /** Writes events without waiting for each, and in the middle a record that is no event. */
    private void write(int count, String text) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(TOPIC, LINE + "/chat-" + i, Json.write(event(i, text))));
                if (i == count / 2) {
                    producer.send(new ProducerRecord<>(TOPIC, "poison", "poison".getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
    }

    /** Returns how often the routes of all nodes processed each event. */
    private Map<String, Long> routed() throws IOException {
        Path file = folder.resolve("routed");
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                : Map.of();
    }

    private long lines() throws IOException {
        return routed().size();
    }

    private Set<String> processed() {
        return IntStream.range(0, EVENTS)
                .mapToObj(number -> "e" + number)
                .filter(id -> ledger.contains("handed-over:linq:" + id))
                .collect(Collectors.toSet());
    }

    private List<ConsumerRecord<String, byte[]>> deadLetters(int atLeast) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> reader = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", broker.address,
                        "group.id", "test",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            reader.subscribe(List.of(DEAD));
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                reader.poll(Duration.ofMillis(200)).forEach(found::add);
                return found.size() >= atLeast;
            });
        }
        return found;
    }

    private static String reason(ConsumerRecord<String, byte[]> record) {
        return new String(record.headers().lastHeader("callingcard-reason").value(), StandardCharsets.UTF_8);
    }

    @Test
    void eachEventIsProcessedOnceAlthoughANodeIsKilledTwice() throws Exception {
        long begin = System.nanoTime();
        write(EVENTS, "Hello");
        for (int kill = 1; kill <= 2; kill++) {
            int until = EVENTS * kill / 4;
            await().atMost(Duration.ofMinutes(10)).until(() -> lines() >= until);
            killAndRestart();
        }
        await().atMost(Duration.ofMinutes(20))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> lines() >= EVENTS);
        double seconds = (System.nanoTime() - begin) / 1e9;
        await().atMost(Duration.ofMinutes(1)).until(() -> processed().size() == EVENTS);

        Map<String, Long> routed = routed();
        long again = routed.values().stream().filter(times -> times > 1).count();
        System.out.printf(
                "%,d events, a node killed twice: 0 lost, each once in the ledger; %,d were in progress at a kill and"
                        + " were routed again; %,.0f events a second%n",
                EVENTS, again, EVENTS / seconds);
        assertThat(routed).hasSize(EVENTS);
        // A node reads at most all partitions, one record of each at a time.
        assertThat(again).isLessThanOrEqualTo(2L * PARTITIONS);
        assertThat(deadLetters(1)).first().satisfies(dead -> {
            assertThat(dead.key()).isEqualTo("poison");
            assertThat(reason(dead)).isEqualTo("the body is not a JSON object");
        });
    }

    @Test
    void eachPersonGetsEachMessageOnceAlthoughANodeIsKilledTwice() throws Exception {
        try (Flows flows = Flows.withoutWelcome(twin.port(), ledger, Map.of())) {
            TopicNode.setUp(flows, broker.address);
            TopicNode.load(flows);
            flows.send("linq:ensure-card?from=%2B12025550143&firstName=Harbor", null);
            write(HELPS, "HELP");
            flows.send(
                    "direct:kafka-event",
                    event(HELPS, "HELP"),
                    Map.of("CamelCardLine", LINE, "CamelCardChatId", "chat-" + HELPS));
            List<Map<String, Object>> leads = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                leads.add(Map.of("name", "Ada", "phone", phone(5_000 + i), "campaign", "shared", "consent", i != 7));
            }
            flows.send("direct:kafka-leads", leads);
            for (int kill = 1; kill <= 2; kill++) {
                int until = HELPS * kill / 4;
                await().atMost(Duration.ofMinutes(2)).until(() -> lines() >= until);
                killAndRestart();
            }
            await().atMost(Duration.ofMinutes(2))
                    .until(() ->
                            CampaignStore.of(ledger).leads.standing("shared").done() == 39);
            flows.send("direct:kafka-due", null);
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                for (int i = 0; i <= HELPS; i++) {
                    assertThat(twin.journal(phone(i))).as("event %d", i).hasSize(1);
                }
                for (int i = 0; i < 40; i++) {
                    assertThat(twin.journal(phone(5_000 + i)))
                            .as("lead %d", i)
                            .extracting(entry -> entry.kind())
                            .isEqualTo(i == 7 ? List.of() : List.of("text", "share"));
                }
            });
        }
        assertThat(deadLetters(2)).extracting(KafkaIT::reason).anySatisfy(reason -> assertThat(reason)
                .contains("consent"));
    }
}
