// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The traces that a collector receives when tracing is on. */
class TracesIT {

    @TempDir
    Path folder;

    @Test
    void tracesAMessageWithoutItsNumberAndContent() throws Exception {
        Queue<String> traces = new ConcurrentLinkedQueue<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", call -> {
            // Names and values are plain text in the protocol's buffers.
            traces.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            call.sendResponseHeaders(200, -1);
            call.close();
        });
        collector.start();
        try (RunnerProcess runner = new RunnerProcess(
                folder,
                Map.of(
                        "QUARKUS_OTEL_SDK_DISABLED",
                        "false",
                        "QUARKUS_OTEL_BSP_SCHEDULE_DELAY",
                        "100ms",
                        "QUARKUS_OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
                        "http/protobuf",
                        "QUARKUS_OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                        "http://localhost:" + collector.getAddress().getPort()))) {
            runner.post(
                    "/cards",
                    """
                    {"to": "+1 415 555 0100", "text": "canary-text", "contact": {"full_name": "canary-name"}}""");
            await().until(() -> String.join("", traces).contains("send-contact"));
            assertThat(String.join("", traces))
                    .contains("calling-card", "chert://send-text")
                    .doesNotContain("4155550100", "canary");
        } finally {
            collector.stop(0);
        }
    }
}
