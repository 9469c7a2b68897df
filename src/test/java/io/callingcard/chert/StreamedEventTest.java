// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.provider.fixture.EventHost;
import io.callingcard.provider.fixture.RawServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The lines of the event stream, read as the standard of server-sent events says. */
class StreamedEventTest {

    static Stream<Arguments> streams() {
        return Stream.of(
                Arguments.of(List.of("data: {}", ""), List.of("{}")),
                Arguments.of(List.of("data:{}", ""), List.of("{}")),
                Arguments.of(List.of("data: {}\r", "\r"), List.of("{}")),
                Arguments.of(List.of("event: x", "id: 1", ": beat", "data: {}", ""), List.of("{}")),
                Arguments.of(List.of("data: {\"a\":1,", "data: \"b\":2}", ""), List.of("{\"a\":1,\n\"b\":2}")),
                Arguments.of(List.of("data: 1", "data: 2", ""), List.of("1\n2")),
                Arguments.of(List.of("data", "data: 2", ""), List.of("\n2")),
                Arguments.of(List.of("data:  two spaces ", ""), List.of(" two spaces ")),
                Arguments.of(List.of("data: 1", "", "", "data: 2", ""), List.of("1", "2")),
                Arguments.of(List.of("dataset: 1", ""), List.of()),
                Arguments.of(List.of("data: unfinished"), List.of()));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void joinsTheDataLinesWithANewline(List<String> lines, List<String> events) {
        List<String> read = new ArrayList<>();
        StreamedEvent event = new StreamedEvent();
        lines.forEach(line -> event.line(line).ifPresent(read::add));
        assertThat(read).isEqualTo(events);
    }

    /** A connection lasts a minute. Were its end a failure, the next one would wait, and longer each time. */
    @Test
    void aStreamThatEndsGoesOnAtOnce() {
        AtomicInteger connections = new AtomicInteger();
        try (EventHost host = new EventHost();
                RawServer server = RawServer.answering(request -> {
                    connections.incrementAndGet();
                    return new RawServer.Answer(200, "event: close\ndata: {}\n\n", "content-type: text/event-stream");
                })) {
            host.receive(
                    "chert:events?mode=STREAM&initialBackoff=60000&maxBackoff=60000&tenant=twin&secret=twin&baseUrl="
                            + server.url());
            await().until(() -> connections.get() > 2);
        }
    }

    /** Without the newline the two parts of the first event would become one number, and the event would be routed. */
    @Test
    void doesNotMakeOneNumberOfTwoLines() {
        String event = "data: {\"id\":\"evt_%s\",\"type\":\"message.received\",\"event_id\":\"%s\",\"n\":1%s\n"
                + "data: 2,\"created_at\":\"2099-01-01T00:00:0%sZ\",\"payload\":{\"data\":{\"message\":{\"parts\":[]}}}}\n\n";
        String body = String.format(event, "1", "one", "", "1") + String.format(event, "2", "two", ",\"m\":", "2");
        try (EventHost host = new EventHost();
                RawServer server = RawServer.answering(
                        request -> new RawServer.Answer(200, body, "content-type: text/event-stream"))) {
            host.receive("chert:events?mode=STREAM&initialBackoff=1&tenant=twin&secret=twin&baseUrl=" + server.url());
            await().until(() -> !host.routed.isEmpty());
            assertThat(host.routed)
                    .allSatisfy(each -> assertThat(each.getMessage().getHeader("CamelCardEventId"))
                            .isEqualTo("two"));
        }
    }
}
