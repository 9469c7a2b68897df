// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The HTTP interface of the twins: journal, faults, clock, reset. */
class TwinControlTest {

    private final TwinCaller caller = new TwinCaller("", Map.of());
    private final String linq = "http://localhost:" + caller.twin.port() + "/twin/linq/api/partner/v3";
    private static final Map<String, String> TOKEN = Map.of("authorization", "Bearer twin");

    @AfterEach
    void close() {
        caller.close();
    }

    private TwinCaller.Answer send(String phone) {
        return caller.call(
                "POST",
                linq + "/messages",
                "{\"to\":[\"" + phone + "\"],\"message\":{\"parts\":[{\"type\":\"text\",\"value\":\"Hi\"}]}}",
                TOKEN);
    }

    private List<String> journal(String query) {
        return caller.call("GET", "journal" + query, null).text().lines().toList();
    }

    @Test
    void theJournalHasOneLineForEachPhoneAndCanBeFiltered() {
        Instant before = Instant.now();
        send("+14155550100");
        send("+14155550101");

        assertThat(journal("")).hasSize(2);
        assertThat(journal("?provider=chert")).isEmpty();
        assertThat(journal("?provider=linq&phone=%2B14155550100"))
                .singleElement()
                .asString()
                .contains("\"kind\":\"text\"");
        assertThat(journal("?phone=+14155550100")).hasSize(1);
        assertThat(journal("?since=" + before)).hasSize(2);
        assertThat(journal("?since=2999-01-01T00:00:00Z")).isEmpty();
        assertThat(caller.call("GET", "journal?since=yesterday", null).status()).isEqualTo(400);
    }

    /** What names a chat or a message of the reader is left out here: the other tests have it. */
    @Test
    void takesWhatThePageShowsForEachProvider() throws Exception {
        String page = Files.readString(Path.of("docs/twins.md"));
        List<String> shown = Pattern.compile("(?ms)^```json\n(\\{.*?)^```")
                .matcher(page.substring(page.indexOf("The fields of each provider"), page.indexOf("## As a program")))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(shown).hasSize(3);
        for (int i = 0; i < 3; i++) {
            String provider = List.of("chert", "linq", "wa").get(i);
            ObjectNode fields = (ObjectNode) new ObjectMapper().readTree(shown.get(i));
            fields.remove("healths");
            List<JsonNode> sent = new ArrayList<>();
            fields.path("receive").elements().forEachRemaining(sent::add);
            sent.removeIf(each -> each.has("message_id") || each.has("event"));
            fields.putArray("receive").addAll(sent);
            TwinCaller.Answer answer = caller.call("POST", "control/" + provider, fields.toString());
            assertThat(answer.status()).as(provider + answer.text()).isEqualTo(204);
        }
    }

    /** The settings and details that docs/twins.md lists, beside those of the other tests. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            chert | {"own_card": {"first_name": "Mira"}, "refuse_both_card_forms": true}
            linq  | {"unfinished_card_is_error": true, "pause_card_writes_ms": 5, "readers": ["+14155550100"]}
            linq  | {"undeliverable": {"+14155550101": "4002"}, "released_lines": ["+12025550143"]}
            """)
    void knowsItsSettings(String provider, String settings) {
        TwinCaller.Answer answer = caller.call("POST", "control/" + provider, settings);
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            chert  | {"ownCard": {}}                                       | ownCard
            chert  | {"own_card": {"firstname": "Mira"}}                   | firstname
            chert  | {"webhooks": [{"url": "http://localhost:1/", "key": "x"}]} | key
            chert  | {"receive": [{"from": "+14155550177", "txt": "Hi"}]}  | txt
            linq   | {"receive": [{"from": "+14155550177", "location": {"lat": 1}}]} | lat
            wa     | {"receive": [{"kind": "contacts", "from": "1", "contacts": [{"card": "x"}]}]} | card
            clock  | {"seconds": 3}                                        | seconds
            faults | {"kind": "ERROR", "status_code": 3}                   | status_code
            reset  | {"provider": "wa"}                                    | no body
            """)
    void refusesANameThatItDoesNotKnowAndChangesNothing(String what, String given, String named) {
        send("+14155550100");
        TwinCaller.Answer answer = caller.call("POST", "control/" + what, given);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains(named);
        assertThat(journal("")).hasSize(1);
        assertThat(caller.call("POST", "control/reset", "{}").status()).isEqualTo(204);
    }

    @Test
    void aFaultHappensAsOftenAndWhereTheCallerAsks() {
        String fault = "{\"provider\":\"linq\",\"method\":\"POST\",\"path\":\"messages\",\"kind\":\"ERROR\","
                + "\"code\":1007,\"retry_after\":2,\"times\":2,\"delay_ms\":1}";
        assertThat(caller.call("POST", "control/faults", fault).status()).isEqualTo(204);
        assertThat(caller.call("GET", linq + "/phone_numbers", null, TOKEN).status())
                .isEqualTo(200);

        for (int i = 0; i < 2; i++) {
            TwinCaller.Answer refused = send("+14155550100");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo(1007);
            assertThat(refused.headers().firstValue("retry-after")).hasValue("2");
        }
        assertThat(send("+14155550100").status()).isEqualTo(202);
        assertThat(journal("")).hasSize(1);
    }

    @Test
    void anErrorMayComeAfterTheMessageWasDelivered() {
        caller.call("POST", "control/faults", "{\"kind\":\"ERROR_AFTER_DELIVERY\",\"code\":4001,\"status\":502}");

        assertThat(send("+14155550100").status()).isEqualTo(502);
        assertThat(journal("")).hasSize(1);
    }

    @Test
    void removesFaultsAndNamesTheKnownKindsToAnUnknownOne() {
        caller.call("POST", "control/faults", "{\"kind\":\"ERROR\",\"code\":3001}");
        caller.call("DELETE", "control/faults", null);
        assertThat(send("+14155550100").status()).isEqualTo(202);

        for (String wrong : List.of("{\"kind\":\"NOISE\"}", "{}", "not json")) {
            TwinCaller.Answer refused = caller.call("POST", "control/faults", wrong);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text()).contains("RESET_AFTER_DELIVERY");
        }
    }

    @Test
    void theSameSeedGivesTheSameFaults() {
        List<Integer> first = lucky();
        caller.call("POST", "control/reset", null);
        try (TwinServer other = TwinServer.start()) {
            other.inject(Fault.error(3001).times(100).probability(0.5));
        }

        assertThat(first).contains(202, 500);
    }

    private List<Integer> lucky() {
        caller.twin.inject(Fault.error(3001).times(100).probability(0.5));
        return IntStream.range(0, 20)
                .mapToObj(i -> send("+14155550100").status())
                .toList();
    }

    @Test
    void setsTheClocksOffsetUntilAReset() {
        caller.call("POST", "control/clock", "{\"offset_seconds\": 3600}");
        assertThat(caller.twin.now()).isAfter(Instant.now().plusSeconds(3000));
        assertThat(caller.call("POST", "control/clock", "noon").status()).isEqualTo(400);

        caller.call("POST", "control/reset", null);
        assertThat(caller.twin.now()).isBefore(Instant.now().plusSeconds(60));
    }

    @Test
    void aResetForgetsMessagesAndRequests() {
        send("+14155550100");
        caller.call("POST", "control/reset", null);

        assertThat(journal("")).isEmpty();
        assertThat(caller.twin.requests()).isEmpty();
    }

    @Test
    void changesTheLinqTwin() {
        String chat = send("+14155550100").json().path("chat_id").asText();
        String all = "{\"activate_cards_after_ms\":500,\"limit_card_writes\":false,\"lines\":[\"+12025550199\"],"
                + "\"services\":{\"+14155550101\":\"SMS\"},\"reputations\":{\"+12025550143\":\"AT_RISK\"},"
                + "\"healths\":{\"" + chat + "\":\"CRITICAL\"},\"opt_outs\":[\"+14155550102\"]}";
        assertThat(caller.call("POST", "control/linq", all).status()).isEqualTo(204);

        assertThat(caller.call("GET", linq + "/chats/" + chat, null, TOKEN)
                        .json()
                        .at("/health_status/status")
                        .asText())
                .isEqualTo("CRITICAL");
        assertThat(caller.call("GET", linq + "/phone_numbers", null, TOKEN).text())
                .contains("AT_RISK", "+12025550199");
        assertThat(send("+14155550101").json().path("service").asText()).isEqualTo("SMS");
        assertThat(send("+14155550102").code()).isEqualTo(2024);
        assertThat(caller.call("POST", "control/linq", "{\"healths\":{\"x\":\"CRITICAL\"}}")
                        .status())
                .isEqualTo(400);
        assertThat(caller.call("POST", "control/linq", "x").status()).isEqualTo(400);
    }

    @Test
    void changesTheWhatsAppTwin() {
        String wa = "http://localhost:" + caller.twin.port() + "/twin/wa";
        Map<String, String> json = Map.of("content-type", "application/json");
        String all = "{\"fresh\":true,\"login\":{\"one\":\"+12025550148\",\"two\":\"+12025550149\"},"
                + "\"disconnect\":[\"two\"],\"restart\":true,\"internet\":true,\"base_path\":\"/gowa\","
                + "\"unregistered\":[\"+14155550109\"],\"timelocked\":[\"+14155550108\"],\"history_delay_ms\":5,"
                + "\"webhooks\":[\"http://127.0.0.1:1/\"],\"webhook_secret\":\"s\",\"second_ms\":1,"
                + "\"receive\":[{\"device\":\"one\",\"from\":\"+14155550100\",\"text\":\"Hello\"}]}";

        assertThat(caller.call("POST", "control/wa", all).status()).isEqualTo(204);

        String devices = caller.call("GET", wa + "/gowa/devices", null, json).text();
        assertThat(devices).contains("12025550148", "logged_in", "disconnected");
        String chats =
                caller.call("GET", wa + "/gowa/chats?device_id=one", null, json).text();
        assertThat(chats).contains("14155550100@s.whatsapp.net");
        for (String wrong : List.of("{\"disconnect\":[\"nobody\"]}", "{\"receive\":[{\"device\":\"nobody\"}]}", "x")) {
            assertThat(caller.call("POST", "control/wa", wrong).status()).isEqualTo(400);
        }
        caller.call("POST", "control/wa", "{\"basic_auth\":\"a:b\"}");
        assertThat(caller.call("GET", wa + "/gowa/devices", null, json).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "control/wa {\"internetz\":false}",
                "control/wa {\"receive\":[{\"from\":\"+14155550100\",\"txt\":\"Hello\"}]}",
                "control/wa {\"receive\":[{\"from\":\"+14155550100\",\"kind\":\"telegram\"}]}",
                "control/wa {\"dialect\":\"v8\"}",
                "control/linq {\"opt_out\":[\"+14155550100\"]}",
                "control/linq {\"receive\":[{\"from\":\"+14155550100\",\"txt\":\"Hello\"}]}",
                "control/chert {\"webhook\":[]}",
                "control/chert {\"receive\":[{\"from\":\"+14155550100\",\"txt\":\"Hello\"}]}",
                "control/clock {\"offset\":3600}",
                "control/faults {\"kind\":\"ERROR\",\"codes\":1007}"
            })
    void namesAKeyThatItDoesNotKnow(String call) {
        String[] parts = call.split(" ", 2);

        TwinCaller.Answer refused = caller.call("POST", parts[0], parts[1]);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).containsPattern("internetz|txt|telegram|v8|opt_out|webhook|offset|codes");
        assertThat(journal("")).isEmpty();
    }

    @Test
    void aFaultMayHaveAnyCodeAndMessage() {
        caller.call(
                "POST",
                "control/faults",
                "{\"provider\":\"wa\",\"kind\":\"ERROR\",\"code\":\"INTERNAL_SERVER_ERROR\",\"message\":\"words\"}");

        TwinCaller.Answer failed =
                caller.call("GET", "http://localhost:" + caller.twin.port() + "/twin/wa/devices", null);

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.json().path("message").asText()).isEqualTo("words");
    }
}
