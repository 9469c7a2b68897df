// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.fixture.LogRecords;
import io.callingcard.twin.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/** Passwords, texts, names and full numbers never reach a log, an exception or a printed object. */
class WaRedactionTest {

    private static final String PASSWORD = "canary-password";
    private static final String TEXT = "canary-text";
    private static final String NAME = "canary-name";
    private static final String NUMBER = "+14155550142";
    private static final List<String> CANARIES = List.of(PASSWORD, TEXT, NAME, "4155550142", "2025550143");
    private static final Map<String, Object> TO = Map.of("CamelCardRecipient", NUMBER);
    private static final Map<String, Object> CONTACT =
            Map.of("full_name", NAME, "phones", List.of(Map.of("value", "+12025550143")));

    @Test
    void printsNoPasswordsTextsNamesOrFullNumbers() {
        try (LogRecords logs = LogRecords.capture();
                WaWorld world = new WaWorld()) {
            world.forget();
            world.configuration().setUsername("desk");
            world.configuration().setPassword(PASSWORD);
            world.twin.wa().unregister("+14155550143");
            List<Exchange> exchanges = new ArrayList<>();
            for (Fault fault : faults()) {
                for (String step : List.of("send-text", "send-contact", "check-number", "list-messages", "react")) {
                    world.twin.clearFaults();
                    world.twin.inject(fault.times(2));
                    Object body = step.equals("send-contact") ? CONTACT : TEXT;
                    exchanges.add(world.send(
                            "wa:" + step + "?maxRetries=1&requestTimeout=300&CamelCardMessageId=3EB0", TO, body));
                }
            }
            world.twin.clearFaults();
            exchanges.add(world.send("wa:send-text", Map.of("CamelCardRecipient", NUMBER + "x"), TEXT));
            exchanges.add(world.send("wa:send-text", Map.of("CamelCardRecipient", "14155550143"), TEXT));
            exchanges.add(world.send("wa:send-contact", TO, Map.of("full_name", NAME + "\n", "phones", List.of())));
            exchanges.add(world.send(
                    "wa:send-contact?strict=true",
                    TO,
                    Map.of("full_name", NAME, "note", TEXT, "phones", List.of(Map.of("value", "+12025550143")))));
            exchanges.add(world.send("wa:send-contact", TO, List.of(CONTACT, CONTACT)));
            exchanges.add(world.send("wa:list-messages", TO, null));
            exchanges.add(world.send("wa:list-devices"));
            exchanges.add(world.send("wa:login"));

            assertThat(world.failed).hasSizeGreaterThan(30);
            logs.texts().stream().filter(WaRedactionTest::isOurs).forEach(WaRedactionTest::assertClean);
            world.failed.forEach(failure -> {
                StringWriter text = new StringWriter();
                failure.printStackTrace(new PrintWriter(text));
                assertClean(text.toString());
            });
            for (Exchange exchange : exchanges) {
                Object body = exchange.getMessage().getBody();
                if (body instanceof Answer || body instanceof List<?>) {
                    assertClean(body.toString());
                }
                assertClean(exchange.getProperties().values().stream()
                        .filter(value -> value.getClass().getName().startsWith("io.callingcard"))
                        .map(Object::toString)
                        .collect(Collectors.joining()));
            }
            world.camel.getEndpoints().stream()
                    .filter(WaEndpoint.class::isInstance)
                    .forEach(endpoint -> assertClean(endpoint.toString()
                            + endpoint.getEndpointUri()
                            + ((WaEndpoint) endpoint).getConfiguration()));
        }
    }

    private static List<Fault> faults() {
        return List.of(
                Fault.error("VALIDATION_ERROR").message("phone " + NUMBER + " " + TEXT),
                Fault.error("INVALID_JID").message("Phone 14155550142@s.whatsapp.net is not on whatsapp"),
                Fault.error("INTERNAL_SERVER_ERROR").message("failed: " + TEXT + " " + NAME + " 14155550142"),
                Fault.of(Fault.Kind.RESET_AFTER_DELIVERY),
                Fault.of(Fault.Kind.NO_ANSWER),
                Fault.of(Fault.Kind.CUT_ANSWER),
                Fault.of(Fault.Kind.FOREIGN_PAGE));
    }

    private static boolean isOurs(String record) {
        return record.startsWith("io.callingcard");
    }

    private static void assertClean(String text) {
        CANARIES.forEach(canary -> assertThat(text).doesNotContain(canary));
    }
}
