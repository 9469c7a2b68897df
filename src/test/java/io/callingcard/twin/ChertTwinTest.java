// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Errors, signatures and idempotency keys of the twin of Chert. */
class ChertTwinTest {

    private static final String CONTACT = "{\"contact\":{\"full_name\":\"A\"}";
    private static final String MESSAGE = ",\"message\":{\"parts\":[{\"type\":\"text\",\"value\":\"Hi\"}]}}";
    private static TwinCaller chert;

    @BeforeAll
    static void furnish() {
        chert = new TwinCaller("chert/api/v1", Map.of("authorization", "Bearer twin"));
        JsonNode sent = chert.call("POST", "/send", "{\"phone\":\"+14155550100\",\"body\":\"Hi\"}")
                .json();
        chert.name("chat", sent.path("lead_id"));
        chert.name("message", sent.path("message_id"));
        JsonNode group = chert.call(
                        "POST",
                        "/chats",
                        "{\"from\":\"+12025550100\",\"to\":[\"+14155550101\",\"+14155550102\"],"
                                + "\"message\":{\"parts\":[{\"type\":\"text\",\"value\":\"Hi\"}]}}")
                .json();
        chert.name("group", group.at("/chat/id"));
        chert.name(
                "slot",
                chert.call(
                                "POST",
                                "/attachments",
                                "{\"filename\":\"a\",\"content_type\":\"image/png\",\"size_bytes\":3}")
                        .json()
                        .path("attachment_id"));
    }

    @AfterAll
    static void close() {
        chert.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("GET", "/nowhere", null, 404, 2011),
                Arguments.of("GET", "/send", null, 405, 2011),
                Arguments.of("POST", "/chats/{chat}/send-contact", "{", 400, 1004),
                Arguments.of("POST", "/chats/{chat}/send-contact", "[]", 400, 1004),
                Arguments.of("POST", "/chats/{chat}/send-contact", "{}", 400, 1001),
                Arguments.of("POST", "/chats/{chat}/send-contact", "{\"vcard_text\":\"hello\"}", 400, 1002),
                Arguments.of("POST", "/chats/{chat}/send-contact", "{\"contact\":{\"note\":\"x\"}}", 400, 1002),
                Arguments.of("POST", "/chats/{chat}/send-contact", "{\"contact\":{\"phones\":\"x\"}}", 400, 1002),
                Arguments.of(
                        "POST",
                        "/chats/{chat}/send-contact",
                        "{\"contact\":{\"phones\":[{\"value\":\"\"}]}}",
                        400,
                        1002),
                Arguments.of("POST", "/chats/{chat}/send-contact", "{\"contact\":{\"full_name\":12}}", 400, 1002),
                Arguments.of(
                        "POST",
                        "/chats/{chat}/send-contact",
                        "{\"contact\":{\"full_name\":[\"A\"],\"organization\":\"B\"}}",
                        400,
                        1002),
                Arguments.of(
                        "POST",
                        "/chats/{chat}/send-contact",
                        "{\"contact\":{\"full_name\":\"A\",\"phones\":[{\"value\":\"415 555\"}]}}",
                        400,
                        1002),
                Arguments.of(
                        "POST",
                        "/chats/{chat}/send-contact",
                        "{\"contact\":{\"full_name\":\"A\",\"phones\":[{\"value\":\"+14155550100\",\"label\":7}]}}",
                        400,
                        1002),
                Arguments.of(
                        "POST",
                        "/chats/{chat}/send-contact",
                        "{\"contact\":{\"full_name\":\"A\",\"phones\":[\"+14155550100\"]}}",
                        400,
                        1002),
                Arguments.of(
                        "POST",
                        "/chats/{chat}/send-contact",
                        "{\"contact\":{\"full_name\":\"A\",\"emails\":[{\"value\":7}]}}",
                        400,
                        1002),
                Arguments.of(
                        "POST",
                        "/chats/{chat}/send-contact",
                        "{\"contact\":{\"full_name\":\"A\",\"emails\":{\"value\":\"a@e.example\"}}}",
                        400,
                        1002),
                Arguments.of("POST", "/chats/{chat}/send-contact", "{\"contact\":\"A\"}", 400, 1002),
                Arguments.of("POST", "/chats/{chat}/send-contact", "{\"contact\":[]}", 400, 1002),
                Arguments.of("POST", "/chats/{chat}/send-contact", "{\"vcard_text\":7}", 400, 1002),
                Arguments.of("POST", "/chats/x/send-contact", CONTACT + "}", 404, 2002),
                Arguments.of("POST", "/chats/send-contact", CONTACT + "}", 400, 1001),
                Arguments.of("POST", "/chats/send-contact", CONTACT + ",\"to\":\"12\"}", 400, 1003),
                Arguments.of("POST", "/chats/share-contact-info", "{}", 400, 1001),
                Arguments.of("POST", "/chats/x/share-contact-info", null, 404, 2002),
                Arguments.of("POST", "/chats/{group}/share-contact-info", null, 400, 1002),
                Arguments.of("POST", "/send", "{\"body\":\"Hi\"}", 400, 1001),
                Arguments.of("POST", "/send", "{\"phone\":\"12\",\"body\":\"Hi\"}", 400, 1003),
                Arguments.of("POST", "/send", "{\"phone\":\"+14155550100\"}", 400, 1001),
                Arguments.of(
                        "POST", "/send", "{\"phone\":\"+14155550199\",\"body\":\"see https://e.example\"}", 400, 1005),
                Arguments.of(
                        "POST",
                        "/send",
                        "{\"phone\":\"+14155550100\",\"body\":\"" + "x".repeat(20_001) + "\"}",
                        400,
                        1009),
                Arguments.of(
                        "POST",
                        "/send",
                        "{\"phone\":\"+14155550100\",\"body\":\"Hi\",\"effect\":\"noise\"}",
                        400,
                        4098),
                Arguments.of(
                        "POST",
                        "/send",
                        "{\"phone\":\"+14155550100\",\"body\":\"Hi\",\"phone_line_id\":\"x\"}",
                        400,
                        2006),
                Arguments.of(
                        "POST",
                        "/send",
                        "{\"phone\":\"+14155550100\",\"body\":\"Hi\",\"attachments\":\"x\"}",
                        400,
                        1002),
                Arguments.of(
                        "POST",
                        "/send",
                        "{\"phone\":\"+14155550100\",\"body\":\"Hi\",\"attachments\":[{}]}",
                        400,
                        1002),
                Arguments.of(
                        "POST",
                        "/send",
                        "{\"phone\":\"+14155550100\",\"body\":\"Hi\",\"attachments\":[\"https://e.example/a\"]}",
                        409,
                        1011),
                Arguments.of(
                        "POST",
                        "/send",
                        "{\"phone\":\"+14155550100\",\"body\":\"Hi\",\"attachments\":[\"x\"]}",
                        404,
                        5001),
                Arguments.of(
                        "POST",
                        "/send",
                        "{\"phone\":\"+14155550100\",\"body\":\"Hi\",\"attachments\":[{\"id\":\"{slot}\"}]}",
                        400,
                        5004),
                Arguments.of("POST", "/chats", "{\"from\":\"+12025550100\"}", 400, 1001),
                Arguments.of("POST", "/chats", "{\"from\":\"+12025550100\",\"to\":[\"12\"]" + MESSAGE, 400, 1003),
                Arguments.of("POST", "/chats", "{\"from\":\"+12025550100\",\"to\":" + many() + MESSAGE, 422, 1006),
                Arguments.of(
                        "POST",
                        "/chats",
                        "{\"from\":\"+12025550199\",\"to\":[\"+14155550100\"],\"message\":{\"parts\":[{\"type\":\"text\",\"value\":\"a\"}]}}",
                        403,
                        2006),
                Arguments.of(
                        "POST",
                        "/chats",
                        "{\"from\":\"+12025550100\",\"to\":[\"+14155550100\",\"+14155550101\"],\"message\":{\"parts\":[{\"type\":\"rich_link\",\"url\":\"https://e.example\"}]}}",
                        501,
                        4099),
                Arguments.of("POST", "/chats/{chat}/messages", "{\"message\":{\"parts\":[]}}", 400, 1001),
                Arguments.of("POST", "/chats/{chat}/messages", parts("{\"type\":\"noise\"}"), 400, 1002),
                Arguments.of(
                        "POST",
                        "/chats/{chat}/messages",
                        parts("{\"type\":\"text\",\"value\":\"a\"},{\"type\":\"text\",\"value\":\"b\"}"),
                        400,
                        1008),
                Arguments.of(
                        "POST",
                        "/chats/{chat}/messages",
                        parts(String.join(
                                ",",
                                Collections.nCopies(11, "{\"type\":\"rich_link\",\"url\":\"https://e.example\"}"))),
                        400,
                        1006),
                Arguments.of("GET", "/chats/x/messages", null, 404, 2002),
                Arguments.of("GET", "/messages/x", null, 404, 2003),
                Arguments.of("POST", "/messages/{message}/react", "{\"reaction\":\"clap\"}", 400, 1002),
                Arguments.of("POST", "/messages/x/react", "{\"reaction\":\"love\"}", 404, 2003),
                Arguments.of("POST", "/messages/{message}/edit", "{\"new_text\":\" \"}", 400, 1002),
                Arguments.of(
                        "POST", "/messages/{message}/edit", "{\"new_text\":\"a\",\"edited_part_index\":4}", 400, 1002),
                Arguments.of("POST", "/locations", "{\"latitude\":1}", 400, 1001),
                Arguments.of("POST", "/locations", "{\"latitude\":1,\"longitude\":2}", 400, 1001),
                Arguments.of("POST", "/chats/{chat}/typing", "{\"state\":\"on\"}", 400, 1002),
                Arguments.of("PUT", "/chats/{chat}", "{\"display_name\":\"A\"}", 400, 1006),
                Arguments.of("POST", "/chats/{chat}/leave", null, 400, 1006),
                Arguments.of("POST", "/chats/{group}/leave", null, 400, 1002),
                Arguments.of("DELETE", "/chats/{group}/participants/%2B14155550101", null, 400, 1002),
                Arguments.of("DELETE", "/chats/{group}/participants/%2B14155550199", null, 400, 1001),
                Arguments.of("POST", "/attachments", "{\"filename\":\"a\",\"content_type\":\"image/png\"}", 400, 1001),
                Arguments.of(
                        "POST",
                        "/attachments",
                        "{\"filename\":\"a\",\"content_type\":\"image/png\",\"size_bytes\":104857601}",
                        400,
                        5002),
                Arguments.of(
                        "POST",
                        "/attachments",
                        "{\"filename\":\"a\",\"content_type\":\"application/x-sh\",\"size_bytes\":1}",
                        400,
                        5003),
                Arguments.of("GET", "/attachments/x/content", null, 404, 5001),
                Arguments.of("GET", "/attachments/{slot}/content", null, 400, 5004),
                Arguments.of("PUT", "/attachments/{slot}/upload", "abcd", 400, 1002),
                Arguments.of("POST", "/webhook-subscriptions", "{\"url\":\"http://e.example\"}", 400, 1002),
                Arguments.of("GET", "/webhook-subscriptions/x", null, 404, 2011));
    }

    private static String parts(String parts) {
        return "{\"message\":{\"parts\":[" + parts + "]}}";
    }

    private static String many() {
        return IntStream.range(0, 32)
                .mapToObj(i -> "\"+141555501" + (10 + i) + "\"")
                .toList()
                .toString();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void answersWithTheCodeOfTheProvider(String method, String path, String body, int status, int code) {
        int before = chert.twin.journal().size();

        TwinCaller.Answer answer = chert.call(method, path, body);

        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().firstValue("x-trace-id")).isPresent();
        boolean flat = path.equals("/send");
        assertThat(answer.json().path("success").asBoolean(true)).isEqualTo(flat);
        assertThat((flat ? answer.json() : answer.json().path("error"))
                        .path("retryable")
                        .isBoolean())
                .isTrue();
        assertThat(chert.twin.journal()).hasSize(before);
    }

    /** The seed: a recipient, or any other body, is ignored if the path names the chat. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"to\":\"+14155550199\"}", "not JSON"})
    void ignoresTheBodyOfAShareInAChat(String body) {
        TwinCaller.Answer answer = chert.call("POST", "/chats/{chat}/share-contact-info", body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("chat_id").asText()).isEqualTo(chert.named("{chat}"));
        assertThat(chert.twin.journal("+14155550199")).isEmpty();
    }

    @Test
    void aSharedCardShowsTheNameAndPhotoOfTheLine() {
        chert.call("POST", "/chats/{chat}/share-contact-info", null);
        assertThat(lastShare().path("first_name").asText()).isNotBlank();
        assertThat(lastShare().path("image_url").asText()).startsWith("https://");

        chert.twin.chert().ownCard("Mira", "Okafor", "https://img.example.com/mira.png");
        chert.call("POST", "/chats/{chat}/share-contact-info", null);

        assertThat(lastShare().toString())
                .isEqualTo("{\"line\":\"+12025550100\",\"first_name\":\"Mira\",\"last_name\":\"Okafor\","
                        + "\"image_url\":\"https://img.example.com/mira.png\"}");
    }

    private static JsonNode lastShare() {
        JournalEntry last = chert.twin.journal().get(chert.twin.journal().size() - 1);
        assertThat(last.kind()).isEqualTo("share");
        return last.content();
    }

    /** The documented code of 1001 is for neither form. Of both, the canonical one counts, unless the twin is told otherwise. */
    @Test
    void takesTheContactIfAVcardIsGivenToo() {
        String both = CONTACT + ",\"vcard_text\":\"BEGIN:VCARD\"}";
        assertThat(chert.call("POST", "/chats/{chat}/send-contact", both).status())
                .isEqualTo(200);
        JournalEntry last = chert.twin.journal().get(chert.twin.journal().size() - 1);
        assertThat(last.content().toString()).isEqualTo("{\"contact\":{\"full_name\":\"A\"}}");

        chert.twin.chert().refuseBothCardForms(true);
        assertThat(chert.call("POST", "/chats/{chat}/send-contact", both).code())
                .isEqualTo(1002);
        chert.twin.chert().refuseBothCardForms(false);
    }

    @Test
    void idsDifferFromStartToStartUnlessASeedIsGiven() {
        assertThat(ids(TwinSettings.local())).doesNotContainAnyElementsOf(ids(TwinSettings.local()));
        assertThat(ids(TwinSettings.local().withSeed(7)))
                .isEqualTo(ids(TwinSettings.local().withSeed(7)));
    }

    private static List<String> ids(TwinSettings settings) {
        try (TwinCaller other =
                new TwinCaller(TwinServer.start(settings), "chert/api/v1", Map.of("authorization", "Bearer twin"))) {
            TwinCaller.Answer sent = other.call("POST", "/send", "{\"phone\":\"+14155550100\",\"body\":\"Hi\"}");
            return List.of(
                    sent.json().path("lead_id").asText(),
                    sent.json().path("message_id").asText(),
                    sent.json().path("phone_line_id").asText(),
                    sent.headers().firstValue("x-trace-id").orElseThrow());
        }
    }

    @Test
    void repeatsTheAnswerToAKeyAndRefusesItWithAnotherBody() {
        String body = "{\"phone\":\"+14155550100\",\"body\":\"Hi\",\"idempotency_key\":\"once\"}";
        TwinCaller.Answer first = chert.call("POST", "/send", body);
        int before = chert.twin.journal().size();

        assertThat(chert.call("POST", "/send", body).text()).isEqualTo(first.text());
        assertThat(chert.call("POST", "/send", body.replace("Hi", "Ho")).code()).isEqualTo(1012);
        assertThat(chert.twin.journal()).hasSize(before);
    }

    static Stream<Arguments> credentials() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                Arguments.of(Map.of(), 401, 2012),
                Arguments.of(Map.of("authorization", "Bearer other"), 401, 2004),
                Arguments.of(Map.of("x-chert-signature", signature(now)), 401, 2012),
                Arguments.of(Map.of("x-chert-tenant", "nobody", "x-chert-signature", signature(now)), 404, 2001),
                Arguments.of(Map.of("x-chert-tenant", "twin", "x-chert-signature", "v1,1,00"), 401, 2013),
                Arguments.of(Map.of("x-chert-tenant", "twin", "x-chert-signature", "v1," + now + ",00"), 401, 2004),
                Arguments.of(Map.of("x-chert-tenant", "twin", "x-chert-signature", "v2," + now + ",00"), 401, 2004),
                Arguments.of(Map.of("x-chert-tenant", "twin", "x-chert-signature", "v1,now,00"), 401, 2004),
                Arguments.of(Map.of("x-chert-tenant", "twin", "x-chert-signature", "noise"), 401, 2004),
                Arguments.of(Map.of("x-chert-tenant", "twin", "x-chert-signature", signature(now - 200)), 200, 0),
                Arguments.of(Map.of("x-chert-tenant", "twin", "x-chert-signature", signature(now + 200)), 200, 0),
                Arguments.of(Map.of("x-chert-tenant", "twin", "x-chert-signature", signature(now - 400)), 401, 2013),
                Arguments.of(Map.of("x-chert-tenant", "twin", "x-chert-signature", signature(now + 400)), 401, 2013));
    }

    /** The signature of a call without a body covers the time and a dot. */
    private static String signature(long time) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("twin".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "v1," + time + ","
                    + HexFormat.of().formatHex(mac.doFinal((time + ".").getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void refusesBadCredentialsAndSignaturesOlderThanFiveMinutes(Map<String, String> headers, int status, int code) {
        TwinCaller.Answer answer = chert.call("GET", "/phone-numbers", null, headers);

        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void requiresTheTenantHeaderIfThereAreSeveralTenants() {
        try (TwinCaller several = new TwinCaller("chert/api/v1", Map.of("authorization", "Bearer twin"))) {
            several.twin.chert().addTenant("acme", "s3cret");
            assertThat(several.call("GET", "/phone-numbers", null).code()).isEqualTo(2012);
            assertThat(several.call(
                                    "GET",
                                    "/phone-numbers",
                                    null,
                                    Map.of("authorization", "Bearer s3cret", "x-chert-tenant", "acme"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void refusesBubblesInAnUnpinnedChatAndOnALineWithoutThem() {
        try (TwinCaller other = new TwinCaller("chert/api/v1", Map.of("authorization", "Bearer twin"))) {
            String chat = other.twin.chert().addUnpinnedChat("+14155550100");
            assertThat(other.call("POST", "/chats/" + chat + "/send-contact", CONTACT + "}")
                            .code())
                    .isEqualTo(4099);
            other.call("POST", "/chats/" + chat + "/messages", parts("{\"type\":\"text\",\"value\":\"Hi\"}"));
            other.twin.chert().contactBubbles(false);
            assertThat(other.call("POST", "/chats/" + chat + "/send-contact", CONTACT + "}")
                            .code())
                    .isEqualTo(4099);
            assertThat(other.twin.journal("+14155550100")).hasSize(1);
        }
    }
}
