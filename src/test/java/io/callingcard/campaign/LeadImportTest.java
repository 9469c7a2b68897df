// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.fixture.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** Files of leads: which column is what, and what becomes of each row. */
class LeadImportTest {

    private static final String FILE =
            """
            First Name;Mobile Phone;SMS Opt-In;City
            Ada;+12125550100;yes;Köln
            Bob;4155550101;yes;Bonn
            Eve;+12125550102;no;Bonn
            =cmd();+12125550103;yes;Bonn
            Ada;+1 212 555 0100;yes;Köln
            Out;+12125550104;yes;Bonn
            "broken;+12125550105;yes;Bonn
            Zoe;+12125550106;yes;Bonn;more
            """;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Campaign campaign = new Campaign();
    private Ledgers ledgers;
    private ChatLedger ledger;

    @BeforeEach
    void start() throws Exception {
        ledgers = new Ledgers();
        ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        ledger.setClock(new MovableClock(Instant.parse("2026-03-02T15:00:00Z")));
        camel.getRegistry().bind("chatLedger", ledger);
        campaign.setText("Hi {name}");
        camel.getRegistry().bind("books", campaign);
        camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        camel.stop();
        ledgers.close();
    }

    private LeadImport file(String content, boolean isDryRun, Map<String, String> columns, boolean agreed) {
        return camel.getComponent("campaign", CampaignComponent.class)
                .importOf(
                        new LeadImport.Order("books", columns, agreed, isDryRun, "test"),
                        content.getBytes(StandardCharsets.UTF_8));
    }

    private LeadImport done(String content, boolean isDryRun) {
        return done(file(content, isDryRun, Map.of(), false));
    }

    private static LeadImport done(LeadImport file) {
        while (file.next(2)) {
            assertThat(file.counts().rows()).isPositive();
        }
        return file;
    }

    private long waiting() {
        return CampaignStore.of(ledger).leads.standing("books").waiting();
    }

    @Test
    void eachRowIsCountedOnceAndACheckStoresNothing() {
        camel.createProducerTemplate()
                .requestBodyAndHeader("campaign:opt-out", null, CardConstants.RECIPIENT, "+12125550104");
        LeadImport check = done(FILE, true);
        LeadCounts counts = new LeadCounts(8, 2, 1, 4, 1);
        assertThat(check.counts()).isEqualTo(counts);
        assertThat(check.countRows()).isEqualTo(8);
        assertThat(waiting()).isZero();
        assertThat(check.messages()).isEqualTo(4);
        assertThat(CampaignStore.of(ledger).report.refusals().hasNext()).isFalse();

        assertThat(done(FILE, false).counts()).isEqualTo(counts);
        assertThat(waiting()).isEqualTo(2);
        assertThat(CampaignStore.of(ledger).report.refusals().hasNext()).isTrue();

        assertThat(done(FILE, false).counts()).isEqualTo(new LeadCounts(8, 0, 3, 4, 1));
        assertThat(waiting()).isEqualTo(2);
    }

    @Test
    void refusedRowsNameLineFieldAndCure() {
        LeadImport file = done(FILE, true);
        assertThat(file.refused(10))
                .extracting(RefusedRow::line, RefusedRow::field)
                .containsExactly(tuple(3, "phone"), tuple(4, "consent"), tuple(8, "row"), tuple(9, "row"));
        assertThat(file.refused(1)).hasSize(1);
        assertThat(file.refused(1).get(0).row()).isEqualTo("Bob,4155550101,yes,Bonn");
        assertThat(file.refused(1).get(0).toString()).doesNotContain("Bob");
        assertThat(file.refusedLines())
                .startsWith("rejected_because,\"First Name\",\"Mobile Phone\",\"SMS Opt-In\",City\n")
                .contains("line 3: phone: ");
    }

    @Test
    void refusedCellsAreNoFormulas() {
        String refused = done("name,phone,consent\n=cmd(),1,yes\n", true).refusedLines();
        assertThat(refused).contains("'=cmd()");
        // The file is read again as it was.
        assertThat(done(refused.replace(",1,", ",+12125550100,"), true).counts().added())
                .isEqualTo(1);
    }

    @Test
    void columnsAreFoundByTheirNamesAndCanBeChosen() {
        LeadImport guessed = file(FILE, true, Map.of(), false);
        assertThat(guessed.columns())
                .extracting(LeadImport.Column::name, LeadImport.Column::field)
                .containsExactly(
                        tuple("First Name", "name"),
                        tuple("Mobile Phone", "phone"),
                        tuple("SMS Opt-In", "consent"),
                        tuple("City", null));
        assertThat(guessed.columns().get(3).examples()).containsExactly("Köln", "Bonn", "Bonn");

        String two = "phone,Handy,name\n030123,+12125550100,Ada\n";
        assertThat(done(file(two, true, Map.of(), true)).counts().refused()).isEqualTo(1);
        assertThat(done(file(two, true, Map.of("phone", "Handy"), true))
                        .counts()
                        .added())
                .isEqualTo(1);
        Map<String, String> none = new HashMap<>();
        none.put("name", null);
        assertThat(done(file(two, true, none, true)).counts().added()).isZero();
        assertThatThrownBy(() -> file(two, true, Map.of("phone", "Fax"), true))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("columns: names a column that the file does not have");
        assertThatThrownBy(() -> file(two, true, Map.of("fax", "Handy"), true))
                .hasMessageStartingWith("columns: has a field that is unknown");
    }

    @Test
    void jsonIsReadTooAndAllMayHaveAgreed() {
        String content = "[{\"mobile\": \"+12125550100\", \"name\": \"Ada\"}, 7, {\"mobile\": \"+12125550101\"}]";
        LeadImport file = done(file(content, false, Map.of(), true));
        assertThat(file.counts()).isEqualTo(new LeadCounts(3, 1, 0, 2, 0));
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void tellsUntilWhenTheLinesNeed() {
        campaign.setFirstTouchesPerDay(1);
        LeadImport file =
                done(file("phone,name\n+12125550100,A\n+12125550101,B\n+12125550102,C\n", true, Map.of(), true));
        assertThat(file.through()).isEqualTo(LocalDate.parse("2026-03-04"));
        assertThat(done(file("phone,name\n", true, Map.of(), true)).through()).isNull();
    }

    @Test
    void aBodyThatBreaksOffKeepsTheRowsBefore() {
        LeadImport file = done(
                file("[{\"phone\": \"+12125550100\", \"name\": \"Ada\"}, {\"phone\": \"+1", false, Map.of(), true));
        assertThat(file.counts()).isEqualTo(new LeadCounts(2, 1, 0, 1, 0));
        assertThat(List.copyOf(file.refused(5)).get(0).field()).isEqualTo("body");
    }

    @Test
    void aCheckKnowsEachKeyAgain() {
        SeenKeys seen = new SeenKeys();
        for (int i = 0; i < 20_000; i++) {
            assertThat(seen.add("books/chert:" + i)).isTrue();
        }
        for (int i = 0; i < 20_000; i++) {
            assertThat(seen.add("books/chert:" + i)).isFalse();
        }
    }
}
