// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.provider.fixture.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The events that the twin of Linq tells of what is sent, and how it delivers them. */
public class LinqTwinEventsTest {

    private static final String LINE = "+12025550143";
    private static final String PERSON = "+14155550100";
    private static final String CHAT =
            "{\"from\":\"" + LINE + "\",\"to\":[%s],\"message\":{\"parts\":[{\"type\":\"text\","
                    + "\"value\":\"Hi\"}],\"idempotency_key\":\"key-%d\"}}";

    private final MovableClock clock = new MovableClock();
    private final TwinCaller linq =
            new TwinCaller(TwinServer.start(clock), "linq/api/partner/v3", Map.of("authorization", "Bearer twin"));
    private final EventReceiver receiver = new EventReceiver();
    private String secret;
    private int sent;

    @BeforeEach
    void subscribe() {
        linq.twin.linq().pace(Duration.ofMillis(1));
        String events =
                linq.call("GET", "/webhook-events", null).json().path("events").toString();
        secret = subscribe(receiver.url(), ",\"subscribed_events\":" + events)
                .path("signing_secret")
                .asText();
        receiver.first("webhook_subscription.created");
        receiver.all.clear();
    }

    private JsonNode subscribe(String url, String more) {
        return linq.call("POST", "/webhook-subscriptions", "{\"target_url\":\"" + url + "\"" + more + "}")
                .json();
    }

    @AfterEach
    void stop() {
        receiver.close();
        linq.close();
    }

    private TwinCaller.Answer send(String... to) {
        String people = Set.of(to).stream().map(each -> '"' + each + '"').collect(Collectors.joining(","));
        TwinCaller.Answer answer = linq.call("POST", "/chats", String.format(CHAT, people, ++sent));
        assertThat(answer.status()).isEqualTo(201);
        linq.name("chat", answer.json().at("/chat/id"));
        linq.name("message", answer.json().at("/chat/message/id"));
        return answer;
    }

    @Test
    void tellsThatAMessageWasSentAndDelivered() {
        TwinCaller.Answer answer = send(PERSON);

        assertThat(receiver.first("chat.created").data().path("id").asText()).isEqualTo(linq.named("{chat}"));
        EventReceiver.Received told = receiver.first("message.sent");
        assertThat(told.data().path("id").asText()).isEqualTo(linq.named("{message}"));
        assertThat(told.data().at("/chat/id").asText()).isEqualTo(linq.named("{chat}"));
        assertThat(told.data().path("direction").asText()).isEqualTo("outbound");
        assertThat(told.data().at("/sender_handle/handle").asText()).isEqualTo(LINE);
        assertThat(told.data().at("/parts/0/value").asText()).isEqualTo("Hi");
        assertThat(told.data().path("idempotency_key").asText()).isEqualTo("key-1");
        assertThat(told.data().path("sent_at").asText()).isNotBlank();
        assertThat(told.data().path("delivered_at").isNull()).isTrue();
        assertThat(told.json().path("trace_id").asText())
                .isEqualTo(answer.headers().firstValue("x-trace-id").orElseThrow());
        JsonNode delivered = receiver.first("message.delivered").data();
        assertThat(delivered.path("delivered_at").asText()).isNotBlank();
        assertThat(delivered.path("read_at").isNull()).isTrue();
        assertThat(receiver.types()).containsExactlyInAnyOrder("chat.created", "message.sent", "message.delivered");
    }

    /** As the provider's own clients check it. */
    @Test
    void signsInBothWays() {
        send(PERSON);

        EventReceiver.Received told = receiver.first("message.sent");
        String signed = told.header("webhook-id") + "." + told.header("webhook-timestamp") + ".";
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        assertThat(told.header("webhook-signature"))
                .isEqualTo("v1," + Base64.getEncoder().encodeToString(Hmac.sign(key, signed, told.body())));
        assertThat(told.header("webhook-id"))
                .isEqualTo(told.json().path("event_id").asText());
        assertThat(told.header("X-Webhook-Event")).isEqualTo("message.sent");
        assertThat(told.header("X-Webhook-Subscription-ID")).isNotBlank();
        assertThat(told.header("X-Webhook-Signature"))
                .isEqualTo(Hmac.hex(secret, told.header("X-Webhook-Timestamp") + ".", told.body()));
    }

    @Test
    void everyWayToSendIsTold() {
        send(PERSON);
        linq.call(
                "POST", "/chats/{chat}/messages", "{\"message\":{\"parts\":[{\"type\":\"text\",\"value\":\"Two\"}]}}");
        linq.call(
                "POST",
                "/messages",
                "{\"to\":[\"" + PERSON + "\"],\"message\":{\"parts\":[{\"type\":\"text\",\"value\":\"Three\"}]}}");
        linq.call("POST", "/chats/{chat}/voicememo", "{\"voice_memo_url\":\"https://e.example/a.m4a\"}");

        await().until(() -> receiver.ofType("message.delivered").size() == 4);
        assertThat(receiver.ofType("message.sent")).hasSize(4);
    }

    @Test
    void aRepeatedKeyIsToldOnce() {
        send(PERSON);
        sent--;
        send(PERSON);
        linq.call(
                "POST", "/chats/{chat}/messages", "{\"message\":{\"parts\":[{\"type\":\"text\",\"value\":\"Two\"}]}}");

        await().until(() -> receiver.ofType("message.delivered").size() == 2);
        assertThat(receiver.ofType("message.sent")).hasSize(2);
    }

    @Test
    void smsAndGroupsReportNoDelivery() {
        linq.twin.linq().service(PERSON, "SMS");
        send(PERSON);
        send("+14155550101", "+14155550102");
        send("+14155550103");

        receiver.first("message.delivered");
        assertThat(receiver.ofType("message.sent")).hasSize(3);
        assertThat(receiver.ofType("message.delivered"))
                .allSatisfy(each -> assertThat(each.data().path("id").asText()).isEqualTo(linq.named("{message}")));
    }

    @Test
    void aPersonWhoReadsAtOnceIsTold() {
        linq.twin.linq().readsAtOnce(PERSON);
        send(PERSON);

        assertThat(receiver.first("message.read").data().path("read_at").asText())
                .isNotBlank();
        assertThat(linq.call("GET", "/messages/{message}", null)
                        .json()
                        .path("delivery_status")
                        .asText())
                .isEqualTo("read");
    }

    @Test
    void aMessageThatFailsIsTold() {
        linq.twin.linq().undeliverable(PERSON, 4006);
        send(PERSON);

        JsonNode failed = receiver.first("message.failed").data();
        assertThat(failed.path("code").asInt()).isEqualTo(4006);
        assertThat(failed.path("message_id").asText()).isEqualTo(linq.named("{message}"));
        assertThat(receiver.ofType("message.delivered")).isEmpty();
        assertThat(linq.twin.journal(PERSON)).isEmpty();
        assertThat(linq.call("GET", "/messages/{message}", null)
                        .json()
                        .path("delivery_status")
                        .asText())
                .isEqualTo("failed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PATCH | /messages/{message} | {\"text\":\"Ho\"} | message.edited",
                "POST | /messages/{message}/reactions | {\"operation\":\"add\",\"type\":\"love\"} | reaction.added",
                "POST | /messages/{message}/reactions | {\"operation\":\"remove\",\"type\":\"love\"} | reaction.removed",
                "POST | /messages/{message}/reactions | {\"operation\":\"add\",\"type\":\"sticker\",\"emoji\":\"X\"} | reaction.added",
                "POST | /chats/{chat}/participants | {\"handle\":\"+14155550104\"} | participant.added",
                "DELETE | /chats/{chat}/participants | {\"handle\":\"+14155550101\"} | participant.removed",
                "POST | /chats/{chat}/leave | | participant.removed",
                "PUT | /chats/{chat} | {\"display_name\":\"Readers\"} | chat.group_name_updated",
                "PUT | /chats/{chat} | {\"group_chat_icon\":\"https://e.example/i.png\"} | chat.group_icon_updated",
                "POST | /chats/{chat}/background | {\"type\":\"color\",\"variant\":\"mango\"} | chat.background_updated",
                "DELETE | /chats/{chat}/background | | chat.background_updated",
                "POST | /chats/{chat}/polls | {\"poll\":{\"options\":[{\"text\":\"A\"},{\"text\":\"B\"}]}} | poll.sent",
                "POST | /chats/{chat}/polls | {\"poll\":{\"options\":[{\"text\":\"A\"},{\"text\":\"B\"}]}} | poll.delivered",
                "POST | /contact_card | {\"phone_number\":\"+12025550143\",\"first_name\":\"A\"} | contact_card.created",
            })
    void tellsOfOtherCalls(String method, String path, String body, String type) {
        send("+14155550101", "+14155550102", "+14155550103");

        assertThat(linq.call(method, path, body).status()).isBetween(200, 299);

        JsonNode data = receiver.first(type).data();
        String chat = data.path("chat_id").asText(data.at("/chat/id").asText());
        assertThat(chat).isEqualTo(path.startsWith("/contact_card") ? "" : linq.named("{chat}"));
    }

    @Test
    void tellsOfChangesOfThePollTheCardTheLineAndTheSubscription() {
        send(PERSON);
        JsonNode poll = linq.call(
                        "POST", "/chats/{chat}/polls", "{\"poll\":{\"options\":[{\"text\":\"A\"},{\"text\":\"B\"}]}}")
                .json();
        linq.name("poll", poll.path("message_id"));
        linq.name("option", poll.at("/poll/options/0/option_id"));
        for (String operation : new String[] {"add", "remove"}) {
            linq.call(
                    "POST",
                    "/messages/{poll}/poll/votes",
                    "{\"operation\":\"" + operation + "\",\"option_id\":\"{option}\"}");
        }
        linq.call("POST", "/messages/{poll}/poll/options", "{\"options\":[{\"text\":\"C\"}]}");
        assertThat(receiver.first("poll.vote.added").data().path("option_id").asText())
                .isEqualTo(linq.named("{option}"));
        receiver.first("poll.vote.removed");
        assertThat(receiver.first("poll.updated")
                        .data()
                        .at("/added_options/0/text")
                        .asText())
                .isEqualTo("C");
        assertThat(linq.call("GET", "/messages/{poll}/poll", null)
                        .json()
                        .at("/poll/total_voters")
                        .asInt())
                .isZero();

        linq.call("POST", "/contact_card", "{\"phone_number\":\"+12025550143\",\"first_name\":\"A\"}");
        linq.call("PATCH", "/contact_card?phone_number=%2B12025550143", "{\"first_name\":\"B\"}");
        assertThat(receiver.first("contact_card.updated")
                        .data()
                        .at("/change/first_name")
                        .toString())
                .isEqualTo("{\"from\":\"A\",\"to\":\"B\"}");
        assertThat(linq.call("DELETE", "/contact_card?phone_number=%2B12025550143", null)
                        .status())
                .isEqualTo(204);
        assertThat(receiver.first("contact_card.deleted")
                        .data()
                        .at("/contact_card/first_name")
                        .asText())
                .isEqualTo("B");
        assertThat(linq.call("GET", "/contact_card?phone_number=%2B12025550143", null)
                        .code())
                .isEqualTo(2012);

        linq.name("line", linq.call("GET", "/phone_numbers", null).json().at("/phone_numbers/0/id"));
        linq.call("PUT", "/phone_numbers/{line}", "{\"forwarding_number\":\"+12025550177\"}");
        assertThat(receiver.first("phone_number.forwarding_updated")
                        .data()
                        .at("/change/to")
                        .asText())
                .isEqualTo("+12025550177");
        linq.twin.linq().reputation(LINE, "CRITICAL");
        assertThat(receiver.first("phone_number.status_updated")
                        .data()
                        .path("new_status")
                        .asText())
                .isEqualTo("FLAGGED");
        linq.twin.linq().addLine("+12025550199");
        receiver.first("phone_number.assigned");
        linq.twin.linq().removeLine("+12025550199");
        receiver.first("phone_number.released");

        String id = subscribe(receiver.url() + "?second=1", ",\"subscribed_events\":[\"call.ended\"]")
                .path("id")
                .asText();
        assertThat(receiver.first("webhook_subscription.created")
                        .data()
                        .at("/webhook_subscription/target_url")
                        .asText())
                .isEqualTo(receiver.url());
        linq.call(
                "PUT",
                "/webhook-subscriptions/" + id,
                "{\"is_active\":false,\"subscribed_events\":[\"call.ringing\"],\"phone_numbers\":[\"+12025550143\"],"
                        + "\"target_url\":\"" + receiver.url() + "?third=1\",\"routing_key_header\":\"X-Node\"}");
        for (String word : new String[] {
            "disabled", "events.updated", "phone_numbers.updated", "target_url_changed", "routing_headers_set"
        }) {
            receiver.first("webhook_subscription." + word);
        }
        linq.call("PUT", "/webhook-subscriptions/" + id, "{\"is_active\":true,\"routing_key_header\":null}");
        receiver.first("webhook_subscription.enabled");
        receiver.first("webhook_subscription.routing_headers_cleared");
        linq.call("DELETE", "/webhook-subscriptions/" + id, null);
        receiver.first("webhook_subscription.deleted");
    }

    @Test
    void aContactStopsToShareTheirLocation() {
        send(PERSON);
        linq.twin.linq().shareLocation(linq.named("{chat}"), 52.5, 13.4);
        assertThat(receiver.first("location.sharing.started")
                        .data()
                        .path("shared_by")
                        .asText())
                .isEqualTo(PERSON);
        assertThat(linq.call("GET", "/chats/{chat}/location", null).text()).contains("[13.4,52.5]", PERSON);
        assertThat(linq.call("POST", "/chats/{chat}/location/request", null).status())
                .isEqualTo(409);

        TwinCaller.Answer stopped = linq.call("DELETE", "/chats/{chat}/location", "{\"handle\":\"" + PERSON + "\"}");

        assertThat(stopped.status()).isEqualTo(202);
        assertThat(receiver.first("location.sharing.stopped")
                        .data()
                        .path("ended_at")
                        .asText())
                .isNotBlank();
        assertThat(linq.call("GET", "/chats/{chat}/location", null).json().at("/data/features"))
                .isEmpty();
    }

    @Test
    void onlySubscribersOfTheTypeAndTheLineAreTold() {
        try (EventReceiver other = new EventReceiver();
                EventReceiver elsewhere = new EventReceiver()) {
            linq.twin.linq().addLine("+12025550199");
            subscribe(other.url(), ",\"subscribed_events\":[\"message.delivered\"]");
            subscribe(
                    elsewhere.url(), ",\"subscribed_events\":[\"message.sent\"],\"phone_numbers\":[\"+12025550199\"]");
            send(PERSON);

            other.first("message.delivered");
            receiver.first("message.sent");
            assertThat(other.types()).containsExactly("message.delivered");
            assertThat(elsewhere.types()).isEmpty();
        }
    }

    @Test
    void retriesForThirtyMinutes() {
        for (int i = 0; i < 50; i++) {
            receiver.statuses.add(503);
        }
        subscribeTo("message.sent");
        send(PERSON);

        // 1, 2, 4 ... 512 seconds, and the rest of 1800.
        await().atMost(Duration.ofSeconds(20)).until(() -> receiver.all.size() == 12);
        await().during(Duration.ofMillis(300)).until(() -> receiver.all.size() == 12);
        assertThat(receiver.all.stream().map(each -> each.header("webhook-id")).distinct())
                .hasSize(1);
    }

    private void subscribeTo(String event) {
        String id = linq.call("GET", "/webhook-subscriptions", null)
                .json()
                .at("/subscriptions/0/id")
                .asText();
        linq.call("PUT", "/webhook-subscriptions/" + id, "{\"subscribed_events\":[\"" + event + "\"]}");
        receiver.all.clear();
    }

    /** Sixteen minutes pass with each attempt. */
    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429})
    void signsEachAttemptAnewUntilTheWindowIsOverByTheClock(int status) {
        subscribeTo("message.sent");
        Instant start = clock.instant();
        for (int i = 0; i < 5; i++) {
            receiver.statuses.add(status);
        }
        receiver.arrived = () -> clock.advance(Duration.ofMinutes(16));
        send(PERSON);

        await().until(() -> receiver.all.size() == 2);
        await().during(Duration.ofMillis(200)).until(() -> receiver.all.size() == 2);
        assertThat(receiver.all)
                .extracting(each -> each.header("webhook-timestamp"))
                .containsExactly(
                        Long.toString(start.getEpochSecond()),
                        Long.toString(start.plus(Duration.ofMinutes(16)).getEpochSecond()));
        assertThat(receiver.all.get(1).header("webhook-signature"))
                .isNotEqualTo(receiver.all.get(0).header("webhook-signature"));
    }

    @Test
    void doesNotRetryARefusal() {
        receiver.statuses.add(400);
        subscribeTo("message.delivered");
        send(PERSON);
        send(PERSON);

        await().until(() -> receiver.all.size() == 2);
        await().during(Duration.ofMillis(100)).until(() -> receiver.all.size() == 2);
    }

    @Test
    void carriesTheRoutingTokenOfTheReceiver() {
        try (EventReceiver edge = new EventReceiver()) {
            JsonNode made = subscribe(
                    edge.url(), ",\"subscribed_events\":[\"message.sent\"],\"routing_key_header\":\"X-Node\"");
            assertThat(made.path("routing_id_header").asText()).isEqualTo("Linq-Chat-Id");
            edge.answers = Map.of("X-Node", "node-7");
            send(PERSON);
            EventReceiver.Received first = edge.first("message.sent");
            assertThat(first.header("Linq-Chat-Id")).isEqualTo(linq.named("{chat}"));
            assertThat(first.header("X-Node")).isNull();
            // The receiver has the event before the twin has the answer.
            await().until(() -> !linq.twin.linq().state.routingTokens.isEmpty());

            linq.call(
                    "POST",
                    "/chats/{chat}/messages",
                    "{\"message\":{\"parts\":[{\"type\":\"text\",\"value\":\"Two\"}]}}");

            assertThat(edge.nth("message.sent", 1).header("X-Node")).isEqualTo("node-7");
            assertThat(receiver.first("message.sent").header("Linq-Chat-Id")).isNull();
        }
    }

    @Test
    void anInactiveCardIsTriedAgainAndKeepsItsTime() {
        linq.twin.linq().activateCardsAfter(Duration.ofMinutes(30));
        String card = "{\"phone_number\":\"" + LINE + "\",\"first_name\":\"%s\"}";
        assertThat(linq.call("POST", "/contact_card", String.format(card, "A"))
                        .json()
                        .path("is_active")
                        .asBoolean(true))
                .isFalse();
        clock.advance(Duration.ofMinutes(20));
        assertThat(linq.call("POST", "/contact_card", String.format(card, "B")).status())
                .isEqualTo(200);
        clock.advance(Duration.ofMinutes(10));

        JsonNode read = linq.call("GET", "/contact_card?phone_number=%2B12025550143", null)
                .json()
                .at("/contact_cards/0");
        assertThat(read.path("is_active").asBoolean()).isTrue();
        assertThat(read.path("first_name").asText()).isEqualTo("B");
        assertThat(linq.call("POST", "/contact_card", String.format(card, "C")).code())
                .isEqualTo(2014);
    }

    /** The newest documentation: a setup that is not completed is an error. */
    @Test
    void anUnfinishedCardMayBeAnError() {
        linq.twin.linq().activateCardsAfter(Duration.ofMinutes(5));
        linq.twin.linq().unfinishedCardIsError(true);

        TwinCaller.Answer made =
                linq.call("POST", "/contact_card", "{\"phone_number\":\"" + LINE + "\",\"first_name\":\"A\"}");

        assertThat(made.status()).isEqualTo(500);
        assertThat(made.code()).isEqualTo(2022);
        assertThat(linq.call("GET", "/contact_card", null)
                        .json()
                        .at("/contact_cards/0/is_active")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void aWriteDuringTheUpstreamPauseLeavesTheCardInactiveAndLengthensThePause() {
        String path = "/contact_card?phone_number=%2B12025550143";
        linq.call("POST", "/contact_card", "{\"phone_number\":\"" + LINE + "\",\"first_name\":\"A\"}");
        linq.twin.linq().limitCardWrites(false);
        linq.twin.linq().pauseCardWrites(Duration.ofMinutes(10));

        TwinCaller.Answer paused = linq.call("PATCH", path, "{\"first_name\":\"B\"}");

        assertThat(paused.status()).isEqualTo(503);
        assertThat(paused.code()).isEqualTo(4004);
        assertThat(linq.call("GET", path, null)
                        .json()
                        .at("/contact_cards/0/is_active")
                        .asBoolean(true))
                .isFalse();
        clock.advance(Duration.ofMinutes(9));
        assertThat(linq.call("POST", "/contact_card", "{\"phone_number\":\"" + LINE + "\",\"first_name\":\"B\"}")
                        .code())
                .isEqualTo(4004);
        clock.advance(Duration.ofMinutes(9));
        assertThat(linq.call("POST", "/contact_card", "{\"phone_number\":\"" + LINE + "\",\"first_name\":\"B\"}")
                        .code())
                .isEqualTo(4004);
        clock.advance(Duration.ofMinutes(11));
        assertThat(linq.call("POST", "/contact_card", "{\"phone_number\":\"" + LINE + "\",\"first_name\":\"B\"}")
                        .json()
                        .path("is_active")
                        .asBoolean())
                .isTrue();
    }
}
