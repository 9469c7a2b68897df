// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class OtherProcessTest {

    private static final String OUTSIDE =
            """
            - route:
                from:
                  uri: kafka:orders
                  parameters: {brokers: "192.0.2.1:9092"}
                  steps:
                    - to: log:orders
            - route:
                from:
                  uri: timer:outside
                  parameters: {delay: 0, period: 3600000}
                  steps:
                    - to: https://crm.example.com/orders?key=secret
                    - enrich: {constant: "http://192.0.2.1/hook"}
                    - pollEnrich: {constant: "file:inbox"}
                    - to: "sql:select * from people?dataSource=#crm"
                    - to: kafka:orders?brokers=192.0.2.1:9092
            """;

    @TempDir
    Path folder;

    @Test
    void anotherProcessWithOneProcessorWritesTheSameBytesAndOpensNoSocket() throws Exception {
        Path theirs = folder.resolve("theirs");
        String routes = UserRoutes.in(folder.resolve("routes"), OUTSIDE);
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ActiveProcessorCount=1",
                        "-Djava.security.manager=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Watched.class.getName(),
                        routes,
                        theirs.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Run ours = Run.of(Watched.settings(routes), folder.resolve("ours"));

        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("log")))
                .isZero();
        assertThat(Files.readString(folder.resolve("log"))).contains("asked: []");
        assertThat(Files.readAllBytes(theirs.resolve(JournalEvent.FILE))).isEqualTo(ours.bytes);
        assertThat(ours.rules.path("stubs"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder(
                        "https://crm.example.com/orders",
                        "http://192.0.2.1",
                        "kafka://orders",
                        "sql://select%20*%20from%20people",
                        "file://inbox");
    }
}
