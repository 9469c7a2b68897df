// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.fixture.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** A person is found among 100,000 at once. */
@Tag("full")
class PeopleSpeedTest {

    private static final int PEOPLE = 100_000;
    private static final long MOST_MILLIS = 1_000;
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final String BODY = "{\"name\":\"x\",\"phone\":\"+1\",\"channel\":\"chert\",\"campaign\":\"books\"}";

    @TempDir
    Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private ChatLedger ledger;

    private void fill() {
        List<Object[]> leads = new ArrayList<>();
        List<Object[]> chats = new ArrayList<>();
        List<Object[]> claims = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            String person = "+1212" + (5_000_000 + i);
            String chat = "chert:" + person;
            boolean isWaiting = i >= PEOPLE / 2;
            // Many are added at once, as an import does, so their times are equal.
            long at = NOW.toEpochMilli() - (i / 500) * 1_000L;
            leads.add(new Object[] {
                "books/" + chat,
                person,
                isWaiting ? LeadState.WAITING.ordinal() : LeadState.DONE.ordinal(),
                isWaiting ? BODY.getBytes() : null,
                at - 10_000,
                at,
                "Person Number" + i
            });
            if (!isWaiting) {
                chats.add(new Object[] {chat, person, at - 9_000, at});
                for (String step : List.of("card", "text")) {
                    claims.add(new Object[] {chat + "/books/" + step + "/ever", step, chat, at - 9_000, at});
                }
            }
        }
        ledger.store().database().write(connection -> {
            Sql.batch(
                    connection,
                    "INSERT INTO callingcard_lead (lead_key, campaign, person, state, body, added_at, due_at, lease_until,"
                            + " attempts, name) VALUES (?, 'books', ?, ?, ?, ?, ?, 0, 0, ?)",
                    leads);
            Sql.batch(
                    connection,
                    "INSERT INTO callingcard_chat (chat, provider, person, first_at, outbound_at)"
                            + " VALUES (?, 'chert', ?, ?, ?)",
                    chats);
            Sql.batch(
                    connection,
                    "INSERT INTO callingcard_claim (claim_key, flow, step, chat, slot, state, token, attempts, claimed_at,"
                            + " lease_until, settled_at) VALUES (?, 'books', ?, ?, 'ever', 2, '', 1, ?, 0, ?)",
                    claims);
            return null;
        });
    }

    private JsonNode ask(String uri, String... headers) {
        Exchange exchange = new DefaultExchange(camel);
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getMessage().setHeader(headers[i], headers[i + 1]);
        }
        Exchange done = camel.createProducerTemplate().send(uri, exchange);
        assertThat(done.getException()).isNull();
        try {
            return new ObjectMapper().readTree(done.getMessage().getBody(String.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode timed(String what, String uri, String... headers) {
        ask(uri, headers);
        long begin = System.nanoTime();
        JsonNode answer = ask(uri, headers);
        long millis = (System.nanoTime() - begin) / 1_000_000;
        System.out.println("PeopleSpeedTest: " + what + " took " + millis + " ms");
        assertThat(millis).as(what).isLessThan(MOST_MILLIS);
        return answer;
    }

    @Test
    void aPersonIsFoundAmong100000() throws Exception {
        ledger = new ChatLedger();
        ledger.setFile(folder.resolve("large.db").toString());
        ledger.setClock(new MovableClock(NOW));
        camel.getRegistry().bind("chatLedger", ledger);
        camel.start();
        try {
            fill();
            JsonNode found =
                    timed("by number", "campaign:people?showNumbers=true", CampaignConstants.SEARCH, "505 4321");
            assertThat(found.path("people")).hasSize(1);
            assertThat(found.at("/people/0/number").asText()).isEqualTo("+12125054321");
            found = timed("by name", "campaign:people", CampaignConstants.SEARCH, "number77777");
            assertThat(found.at("/people/0/state").asText()).isEqualTo("waiting");
            assertThat(timed("by name, many", "campaign:people", CampaignConstants.SEARCH, "person")
                            .path("people"))
                    .hasSize(50);
            JsonNode all = timed("all", "campaign:people?showNumbers=true");
            assertThat(all.path("total").asInt()).isEqualTo(PeopleSearch.MOST_COUNTED + 1);
            assertThat(all.at("/people/0/number").asText()).isEqualTo("+12125000000");
            for (String state : List.of("sent", "waiting", "in_progress", "in_doubt", "set_aside", "not_sent")) {
                timed(state, "campaign:people", CampaignConstants.STATE, state);
            }
            assertThat(timed("opted_out", "campaign:people", CampaignConstants.STATE, "opted_out")
                            .path("people"))
                    .isEmpty();
            timed("campaign", "campaign:people", CampaignConstants.NAME, "books");
            long begin = System.nanoTime();
            JsonNode overview = ask("campaign:overview");
            System.out.println(
                    "PeopleSpeedTest: a first overview took " + (System.nanoTime() - begin) / 1_000_000 + " ms");
            assertThat(overview.at("/counts/all/sent").asInt()).isEqualTo(PEOPLE);
            assertThat(overview.at("/counts/waiting").asInt()).isEqualTo(PEOPLE / 2);
            timed("overview", "campaign:overview");
            timed("forecast", "campaign:forecast");
            everybodyIsOnOnePage();
        } finally {
            camel.stop();
        }
    }

    /** Also of those whose times are equal. */
    private void everybodyIsOnOnePage() {
        Set<String> seen = new HashSet<>();
        String[] after = {};
        for (int i = 0; i < 6; i++) {
            JsonNode page = ask("campaign:people?limit=500&showNumbers=true", after);
            page.path("people")
                    .forEach(person ->
                            assertThat(seen.add(person.path("number").asText())).isTrue());
            after = new String[] {CampaignConstants.AFTER, page.path("next").asText()};
        }
        assertThat(seen).hasSize(3_000).contains("+12125000000", "+12125002999");
    }
}
