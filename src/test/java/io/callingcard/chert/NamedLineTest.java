// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.chert.model.PhoneLine;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.fixture.World;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** A first message leaves on the line whose number a route or a campaign names. */
class NamedLineTest {

    private static final String SECOND = "+12025550109";
    private static final String ADA = "+14155550100";
    private static final String BEA = "+14155550101";

    private ChertWorld world;

    @BeforeEach
    void open() {
        world = new ChertWorld();
        world.twin.chert().addLine(SECOND);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chert:send-text", "chert:send-media?fileName=menu.png"})
    void sendsFromTheNamedLineAndAsksForItOnce(String uri) {
        List<ReceivedRequest> received = world.requestsDuring(() -> {
            for (String person : List.of(ADA, BEA)) {
                world.send(
                        uri,
                        Map.of(
                                "CamelCardRecipient", person,
                                "CamelCardFrom", SECOND,
                                "CamelCardCaption", "The menu"),
                        World.bytes("Hello"));
            }
        });

        assertThat(world.failed).isEmpty();
        assertThat(world.twin.journal())
                .hasSizeGreaterThanOrEqualTo(2)
                .extracting(JournalEntry::line)
                .containsOnly(SECOND);
        assertThat(received)
                .filteredOn(request -> request.path().endsWith("/phone-numbers"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"chert:send-text | Hello", "chert:send-contact | {\"full_name\": \"Mira Okafor\"}"})
    void refusesALineThatIsNotOfTheAccount(String uri, String body) {
        world.send(uri, Map.of("CamelCardRecipient", ADA, "CamelCardFrom", "+12025550155"), body);

        ProviderException failure = world.onlyFailure();
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure).hasMessageContaining("from: is no line").hasMessageContaining("chert:list-lines");
        assertThat(world.twin.journal()).isEmpty();
    }

    @Test
    void aLineIdTakesPrecedence() {
        PhoneLine first = (PhoneLine) world.send("chert:list-lines", Map.of(), null)
                .getMessage()
                .getBody(List.class)
                .get(0);

        world.send(
                "chert:send-text",
                Map.of(
                        "CamelCardRecipient", ADA,
                        "CamelCardFrom", SECOND,
                        "CamelChertPhoneLineId", first.phoneLineId()),
                "Hello");

        assertThat(world.twin.journal(ADA)).extracting(JournalEntry::line).containsOnly(first.phoneNumber());
    }
}
