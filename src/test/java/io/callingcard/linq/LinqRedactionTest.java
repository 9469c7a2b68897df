// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.fixture.LogRecords;
import io.callingcard.twin.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/** Logs, exceptions and printed objects contain no keys, texts, names or full numbers. */
class LinqRedactionTest {

    private static final String KEY = "canary-key-0123";
    private static final String TEXT = "canary-text";
    private static final String NAME = "canary-name";
    private static final String NUMBER = "+14155550142";
    private static final List<String> CANARIES = List.of(KEY, TEXT, NAME, "4155550142", "2025550143");
    private static final Map<String, Object> TO = Map.of("CamelCardRecipient", NUMBER, "CamelCardFrom", LinqWorld.LINE);

    @Test
    void printsNoPersonalData() {
        try (LogRecords logs = LogRecords.capture();
                LinqWorld world = new LinqWorld()) {
            world.forget();
            List<Exchange> exchanges = new ArrayList<>();
            for (Fault fault : faults()) {
                for (String step : List.of("send-text", "send-contact", "share-card", "create-card", "get-card")) {
                    world.twin.clearFaults();
                    world.twin.inject(fault.times(2));
                    Object body = step.equals("send-contact") ? Map.of("full_name", NAME, "note", TEXT) : TEXT;
                    exchanges.add(world.send(
                            "linq:" + step + "?maxRetries=1&requestTimeout=150&firstName=" + NAME, TO, body));
                }
            }
            world.twin.clearFaults();
            exchanges.add(world.send("linq:send-text?apiKey=" + KEY, TO, TEXT));
            exchanges.add(world.send("linq:send-text", TO, TEXT));
            exchanges.add(world.send("linq:send-contact", TO, "BEGIN:" + NAME));
            exchanges.add(world.send("linq:send-text", TO, Map.of(TEXT, NAME)));
            exchanges.add(world.send(
                    "linq:get-message",
                    exchanges.get(exchanges.size() - 3).getMessage().getHeaders(),
                    null));
            for (String read :
                    List.of("list-chats", "list-lines", "get-available-line", "check-capability", "list-cards")) {
                exchanges.add(world.send("linq:" + read, TO, null));
            }

            assertThat(world.failed).hasSizeGreaterThan(30);
            assertThat(logs.texts().stream().filter(LinqRedactionTest::isOurs)).hasSizeGreaterThan(20);
            logs.texts().stream().filter(LinqRedactionTest::isOurs).forEach(LinqRedactionTest::assertClean);
            world.failed.forEach(failure -> {
                StringWriter text = new StringWriter();
                failure.printStackTrace(new PrintWriter(text));
                assertClean(text.toString());
            });
            world.camel.getEndpoints().stream()
                    .filter(LinqEndpoint.class::isInstance)
                    .forEach(endpoint -> {
                        // A user chooses the other options of a URI; the key is masked.
                        assertThat(endpoint.toString()
                                        + endpoint.getEndpointUri()
                                        + ((LinqEndpoint) endpoint).getConfiguration())
                                .doesNotContain(KEY);
                    });
            for (Exchange exchange : exchanges) {
                if (exchange.getMessage().getBody() instanceof Answer answer) {
                    assertClean(answer.toString());
                }
                if (exchange.getMessage().getBody() instanceof List<?> many) {
                    assertClean(many.toString());
                }
            }
        }
    }

    private static boolean isOurs(String text) {
        return text.startsWith("io.callingcard");
    }

    private static List<Fault> faults() {
        return Stream.concat(
                        Stream.of(1002, 1007, 2004, 2012, 2022, 3001, 4001, 4004)
                                .map(code -> Fault.error(code).retryAfter(0)),
                        Stream.of(Fault.Kind.values())
                                .filter(kind -> kind != Fault.Kind.ERROR && kind != Fault.Kind.LATENCY)
                                .map(Fault::of))
                .toList();
    }

    private static void assertClean(String text) {
        assertThat(text).doesNotContain(CANARIES);
    }
}
