// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The twin of the gateway: answers that the real gateway gives without an account. */
class WaTwinTest {

    private static final Map<String, String> JSON = Map.of("content-type", "application/json");
    private static final Map<String, String> TO_ONE = with("X-Device-Id", "one");
    private static final String VALID =
            "{\"phone\":\"14155550100@s.whatsapp.net\",\"contact_name\":\"A\",\"contact_phone\":\"14155550111\"}";
    private static final String INTERNATIONAL =
            "phone number must be in international format (should not start with 0). For Indonesian numbers, use 62xxx format instead of 08xxx";
    private static final String DURATIONS =
            "duration must be one of: 0 (no expiry), 86400 (24h), 604800 (7d), 7776000 (90d)";
    private static final String OFFLINE = "you are not connect to services server, please reconnect";

    private TwinCaller caller;

    private static Map<String, String> with(String header, String value) {
        Map<String, String> headers = new HashMap<>(JSON);
        headers.put(header, value);
        return headers;
    }

    @BeforeEach
    void start() {
        caller = new TwinCaller("wa", JSON);
        caller.twin.wa().fresh();
    }

    @AfterEach
    void stop() {
        caller.close();
    }

    /** The state at the start of a case. */
    private enum State {
        FRESH {
            @Override
            void make(TwinCaller caller) {}
        },
        ONE_SLOT {
            @Override
            void make(TwinCaller caller) {
                caller.call("POST", "/devices", "{\"device_id\":\"one\"}");
            }
        },
        TWO_SLOTS {
            @Override
            void make(TwinCaller caller) {
                ONE_SLOT.make(caller);
                caller.call("POST", "/devices", "{\"device_id\":\"two\"}");
            }
        },
        LOGIN_WITHOUT_INTERNET {
            @Override
            void make(TwinCaller caller) {
                ONE_SLOT.make(caller);
                caller.twin.wa().internet(false);
                caller.call("GET", "/app/login", null);
            }
        },
        LOGIN_NOT_SCANNED {
            @Override
            void make(TwinCaller caller) {
                ONE_SLOT.make(caller);
                caller.call("GET", "/devices/one/login", null);
            }
        },
        RESTARTED {
            @Override
            void make(TwinCaller caller) {
                ONE_SLOT.make(caller);
                caller.twin.wa().restart();
            }
        },
        LOGGED_OUT {
            @Override
            void make(TwinCaller caller) {
                caller.twin.wa().login("one", "+12025550147");
                caller.call("POST", "/devices/one/logout", null);
            }
        },
        BASIC_AUTH {
            @Override
            void make(TwinCaller caller) {
                caller.twin.wa().basicAuth("desk:s3cret");
            }
        },
        BASE_PATH {
            @Override
            void make(TwinCaller caller) {
                caller.twin.wa().basePath("/gowa");
            }
        };

        abstract void make(TwinCaller caller);
    }

    static Stream<Arguments> cases() {
        String send = "/send/contact";
        return Stream.of(
                Arguments.of("1", State.FRESH, "GET", "/health", JSON, null, 200, null, "OK"),
                Arguments.of("2", State.FRESH, "GET", "/devices", JSON, null, 200, "SUCCESS", "List devices"),
                Arguments.of(
                        "3",
                        State.FRESH,
                        "POST",
                        send,
                        JSON,
                        VALID,
                        400,
                        "DEVICE_ID_REQUIRED",
                        "device_id is required via X-Device-Id header or device_id query"),
                Arguments.of(
                        "4",
                        State.FRESH,
                        "POST",
                        send,
                        with("X-Device-Id", "nope"),
                        VALID,
                        404,
                        "DEVICE_NOT_FOUND",
                        "device not found; create a device first from /api/devices or provide a valid X-Device-Id"),
                Arguments.of(
                        "5",
                        State.FRESH,
                        "POST",
                        "/devices",
                        JSON,
                        "{\"device_id\":\"one\"}",
                        200,
                        "SUCCESS",
                        "Device added"),
                Arguments.of(
                        "6",
                        State.ONE_SLOT,
                        "POST",
                        send,
                        JSON,
                        VALID,
                        500,
                        "INVALID_WA_CLI",
                        "your WhatsApp CLI is invalid or empty"),
                Arguments.of(
                        "7",
                        State.ONE_SLOT,
                        "POST",
                        send,
                        JSON,
                        "{}",
                        400,
                        "VALIDATION_ERROR",
                        "contact_name: cannot be blank; contact_phone: cannot be blank; phone: cannot be blank."),
                Arguments.of(
                        "8",
                        State.ONE_SLOT,
                        "POST",
                        send,
                        JSON,
                        VALID.replace("14155550111", "0812"),
                        400,
                        "VALIDATION_ERROR",
                        "contact " + INTERNATIONAL),
                Arguments.of(
                        "9",
                        State.ONE_SLOT,
                        "POST",
                        send,
                        JSON,
                        VALID.replace("14155550100", "0812"),
                        400,
                        "VALIDATION_ERROR",
                        INTERNATIONAL),
                Arguments.of(
                        "10",
                        State.ONE_SLOT,
                        "POST",
                        send,
                        JSON,
                        VALID.replace("}", ",\"duration\":60}"),
                        400,
                        "VALIDATION_ERROR",
                        DURATIONS),
                Arguments.of(
                        "11",
                        State.ONE_SLOT,
                        "POST",
                        send,
                        JSON,
                        VALID.replace("}", ",\"duration\":\"86400\"}"),
                        500,
                        "INTERNAL_SERVER_ERROR",
                        null),
                Arguments.of(
                        "12", State.ONE_SLOT, "POST", send, JSON, "{\"phone\":", 500, "INTERNAL_SERVER_ERROR", null),
                Arguments.of(
                        "12b",
                        State.ONE_SLOT,
                        "POST",
                        send,
                        Map.of("content-type", "text/plain"),
                        VALID,
                        500,
                        "INTERNAL_SERVER_ERROR",
                        "Unprocessable Entity"),
                Arguments.of("13", State.ONE_SLOT, "GET", "/app/status", JSON, null, 200, "SUCCESS", null),
                Arguments.of("14", State.TWO_SLOTS, "POST", send, JSON, VALID, 400, "DEVICE_ID_REQUIRED", null),
                Arguments.of(
                        "15",
                        State.TWO_SLOTS,
                        "POST",
                        send + "?device_id=one",
                        JSON,
                        VALID,
                        500,
                        "INVALID_WA_CLI",
                        null),
                Arguments.of(
                        "16",
                        State.LOGIN_WITHOUT_INTERNET,
                        "POST",
                        send,
                        JSON,
                        VALID,
                        401,
                        "AUTHENTICATION_ERROR",
                        OFFLINE),
                Arguments.of(
                        "17",
                        State.LOGIN_NOT_SCANNED,
                        "POST",
                        send,
                        JSON,
                        VALID,
                        401,
                        "AUTHENTICATION_ERROR",
                        "you are not logged in"),
                Arguments.of("17b", State.RESTARTED, "POST", send, JSON, VALID, 401, "AUTHENTICATION_ERROR", OFFLINE),
                Arguments.of("17c", State.LOGGED_OUT, "POST", send, JSON, VALID, 500, "INVALID_WA_CLI", null),
                Arguments.of("18", State.BASIC_AUTH, "POST", send, JSON, VALID, 401, null, "Unauthorized"),
                Arguments.of("19", State.BASE_PATH, "POST", send, JSON, VALID, 404, null, "Not Found"));
    }

    @ParameterizedTest(name = "{0}: {1} {2} {3}")
    @MethodSource("cases")
    void answersAsTheGatewayDoes(
            String number,
            State state,
            String method,
            String path,
            Map<String, String> headers,
            String body,
            int status,
            String code,
            String message) {
        state.make(caller);

        TwinCaller.Answer answer = caller.call(method, path, body, headers);

        assertThat(answer.status()).isEqualTo(status);
        if (code == null) {
            assertThat(answer.text()).isEqualTo(message);
        } else {
            assertThat(answer.json().path("code").asText()).isEqualTo(code);
            if (message != null) {
                assertThat(answer.json().path("message").asText()).isEqualTo(message);
            }
        }
        assertThat(caller.twin.journal()).isEmpty();
    }

    @Test
    void answersFurtherCasesAsTheGatewayDoes() {
        assertThat(caller.call("GET", "/devices", null).text())
                .isEqualTo("{\"code\":\"SUCCESS\",\"message\":\"List devices\",\"results\":null}");
        assertThat(caller.call("POST", "/send/contact", VALID, with("X-Device-Id", "nope"))
                        .json()
                        .at("/results/device_id")
                        .asText())
                .isEqualTo("nope");
        assertThat(caller.call("POST", "/devices", "{\"device_id\":\"one\"}")
                        .json()
                        .at("/results/state")
                        .asText())
                .isEqualTo("disconnected");
        JsonNode status = caller.call("GET", "/app/status", null).json().path("results");
        assertThat(status.path("is_connected").asBoolean(true)).isFalse();
        assertThat(status.path("is_logged_in").asBoolean(true)).isFalse();
        caller.twin.wa().basicAuth("desk:s3cret");
        TwinCaller.Answer refused = caller.call("GET", "/devices", null);
        assertThat(refused.headers().firstValue("www-authenticate"))
                .hasValue("Basic realm=\"Restricted\", charset=\"UTF-8\"");
        assertThat(refused.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(caller.call("GET", "/devices", null, with("Authorization", "Basic  x"))
                        .status())
                .isEqualTo(400);
        assertThat(caller.call("GET", "/devices", null, with("Authorization", "Basic eDp5"))
                        .status())
                .isEqualTo(401);
        assertThat(caller.call("GET", "/health", null).status()).isEqualTo(200);
    }

    @Test
    void theBasePathPrecedesEveryCallExceptHealth() {
        caller.twin.wa().basePath("/gowa");

        assertThat(caller.call("GET", "/gowa/devices", null).status()).isEqualTo(200);
        assertThat(caller.call("GET", "/health", null).text()).isEqualTo("OK");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/send/message | {\"phone\":\"1@s.whatsapp.net\"} | message: cannot be blank.",
                "/send/message | {\"phone\":\"1\",\"message\":\"a\",\"mentions\":[\"08\"]} | mention 08: phone number must be in international format",
                "/send/contact | {\"phone\":\"1\",\"contact_name\":\"a\",\"contact_phone\":\"+\"} | contact phone number cannot be empty",
                "/send/link | {\"phone\":\"1\",\"link\":\"a\",\"caption\":\"b\"} | link: must be a valid URL.",
                "/send/link | {\"phone\":\"1\",\"link\":\"https://a\"} | caption: cannot be blank.",
                "/send/location | {\"phone\":\"1\",\"latitude\":\"91\",\"longitude\":\"1\"} | latitude: must be a valid latitude.",
                "/send/poll | {\"phone\":\"1\",\"question\":\"q\"} | options: cannot be blank.",
                "/send/poll | {\"phone\":\"1\",\"question\":\"q\",\"options\":[\"a\",\"a\"],\"max_answer\":1} | options should be unique",
                "/send/poll | {\"phone\":\"1\",\"question\":\"q\",\"options\":[\"a\"],\"max_answer\":2} | max_answer: must be no greater than 1.",
                "/send/image | {\"phone\":\"1\"} | either Image or ImageURL must be provided",
                "/send/presence | {\"type\":\"here\"} | type: must be a valid value.",
                "/send/chat-presence | {\"phone\":\"1\",\"action\":\"go\"} | action: must be a valid value.",
                "/group/participants | {\"group_id\":\"1@g.us\"} | participants: cannot be blank.",
                "/chat/1@s.whatsapp.net/disappearing | {\"timer_seconds\":60} | timer_seconds: timer_seconds must be one of: 0 (off), 86400 (24h), 604800 (7d), 7776000 (90d)."
            })
    void fieldsAreCheckedBeforeTheLogin(String path, String body, String message) {
        State.ONE_SLOT.make(caller);

        TwinCaller.Answer answer = caller.call("POST", path, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("message").asText()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/send/location | {\"phone\":\"1\",\"latitude\":1.5,\"longitude\":\"1\"} | 500",
                "/send/contact | {\"phone\":\"1\",\"contact_name\":\"a\",\"contact_phone\":\"1\",\"is_forwarded\":\"true\"} | 500",
                "/send/contact | [] | 500",
                "/chat/1/pin | {\"pinned\": | 400"
            })
    void anUnreadableBodyIsAnInternalError(String path, String body, int status) {
        State.ONE_SLOT.make(caller);

        assertThat(caller.call("POST", path, body).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "+62 812 3456 7890, 500", "6281234567890, 200", "+6281234567890, 200", "6281234567890@c.us, 500",
        "6281234567890:1@s.whatsapp.net, 500", "+, 500", "14155550109, 400", "14155550108, 429"
    })
    void theLengthOfANumberDecidesItsSuffix(String phone, int status) {
        caller.twin.wa().login("one", "+12025550147");
        caller.twin.wa().unregister("+14155550109");
        caller.twin.wa().timelock("+14155550108");

        assertThat(caller.call("POST", "/send/message", "{\"phone\":\"" + phone + "\",\"message\":\"Hi\"}")
                        .status())
                .isEqualTo(status);
    }

    @Test
    void checksTheDeviceBeforeItRefusesAnUnknownCall() {
        assertThat(caller.call("GET", "/nothing", null).json().path("code").asText())
                .isEqualTo("DEVICE_ID_REQUIRED");
        State.ONE_SLOT.make(caller);
        assertThat(caller.call("GET", "/nothing", null).status()).isEqualTo(404);
        assertThat(caller.call("GET", "/send/contact", null).status()).isEqualTo(405);
        assertThat(caller.call("GET", "/devices/nobody", null).status()).isEqualTo(500);
        assertThat(caller.call("DELETE", "/devices/nobody", null).status()).isEqualTo(200);
        assertThat(caller.call("GET", "/devices/nobody/webhook", null).status()).isEqualTo(404);
        assertThat(caller.call("PATCH", "/devices/one/webhook", "{}")
                        .json()
                        .path("message")
                        .asText())
                .isEqualTo("webhook_url is required");
        assertThat(caller.call("POST", "/devices", "{\"device_id\":\"one\"}")
                        .json()
                        .path("message")
                        .asText())
                .isEqualTo("device one already exists");
        assertThat(caller.call("GET", "/devices/made/login", null).status()).isEqualTo(200);
        assertThat(caller.call("GET", "/devices/made", null)
                        .json()
                        .at("/results/state")
                        .asText())
                .isEqualTo("connected");
        assertThat(caller.call("POST", "/devices", "{}")
                        .json()
                        .at("/results/id")
                        .asText())
                .isNotEmpty();
        assertThat(caller.call("GET", "/app/info", null)
                        .json()
                        .at("/results/version")
                        .asText())
                .isEqualTo("v9.2.0");
    }

    @Test
    void loginsGoThroughTheirStates() {
        State.ONE_SLOT.make(caller);
        assertThat(caller.call("POST", "/devices/one/login/code", null).status())
                .isEqualTo(400);
        assertThat(caller.call("POST", "/devices/one/login/code?phone=12025550147", null)
                        .json()
                        .at("/results/pair_code")
                        .asText())
                .isNotEmpty();
        caller.twin.wa().login("one", "+12025550147");
        assertThat(caller.call("GET", "/app/login", null).json().path("code").asText())
                .isEqualTo("ALREADY_LOGGED_IN");
        assertThat(caller.call("GET", "/devices/one/status", null)
                        .json()
                        .at("/results/is_logged_in")
                        .asBoolean())
                .isTrue();
        caller.twin.wa().disconnect("one");
        assertThat(caller.call("POST", "/devices/one/reconnect", null).status()).isEqualTo(200);
        assertThat(caller.call("GET", "/devices/one", null)
                        .json()
                        .at("/results/state")
                        .asText())
                .isEqualTo("logged_in");
        caller.twin.wa().disconnect("one");
        caller.twin.wa().internet(false);
        assertThat(caller.call("GET", "/app/reconnect", null)
                        .json()
                        .path("message")
                        .asText())
                .isEqualTo("reconnect error");
        assertThat(caller.call("POST", "/send/presence", "{\"type\":\"available\"}")
                        .status())
                .isEqualTo(500);
        assertThat(caller.call("GET", "/app/devices", null)
                        .json()
                        .at("/results/0/jid")
                        .asText())
                .isEqualTo("12025550147@s.whatsapp.net");
    }

    private String sendText(String text) {
        TwinCaller.Answer sent = caller.call(
                "POST", "/send/message", "{\"phone\":\"14155550100@s.whatsapp.net\",\"message\":\"" + text + "\"}");
        return sent.json().at("/results/message_id").asText();
    }

    private JsonNode history() {
        return caller.call("GET", "/chat/14155550100%40s.whatsapp.net/messages", null)
                .json()
                .at("/results/data");
    }

    @Test
    void theHistoryShowsSentMessagesInTheGatewaysForm() {
        caller.twin.wa().login("one", "+12025550147");
        String id = sendText("Hello");
        caller.call("POST", "/send/contact", VALID);

        JsonNode rows = history();

        assertThat(rows.at("/0/content").asText()).isEqualTo("\uD83D\uDC64 A (+14155550111)");
        assertThat(rows.at("/0/media_type").asText("none")).isEmpty();
        assertThat(rows.at("/1/content").asText()).isEqualTo("Hello");
        assertThat(rows.at("/1/id").asText()).isEqualTo(id).matches("3EB0[0-9A-F]{18}");
        assertThat(rows.at("/1/is_from_me").asBoolean()).isTrue();
        assertThat(rows.at("/1/sender_jid").asText()).matches("12025550147:\\d+@s\\.whatsapp\\.net");
        assertThat(caller.call("GET", "/chat/14155550100/messages", null)
                        .json()
                        .at("/results/pagination/total")
                        .asInt(9))
                .isZero();
        assertThat(caller.call("GET", "/chats?limit=101", null).status()).isEqualTo(400);
    }

    @Test
    void aRowMayAppearLateAndNeverAfterATimeOut() {
        caller.twin.wa().login("one", "+12025550147");
        caller.twin.wa().historyDelay(Duration.ofMinutes(1));
        sendText("Late");
        assertThat(history()).isEmpty();
        caller.twin.clockOffset(Duration.ofMinutes(2));
        assertThat(history()).hasSize(1);

        caller.twin.wa().historyDelay(Duration.ZERO);
        caller.twin.inject(Fault.errorAfterDelivery("GATEWAY_TIMEOUT"));
        sendText("Lost");
        assertThat(history()).hasSize(1);
        assertThat(caller.twin.journal("+14155550100")).hasSize(2);

        caller.twin.inject(Fault.error("GATEWAY_TIMEOUT"));
        sendText("Never");
        assertThat(history()).hasSize(1);
        assertThat(caller.twin.journal("+14155550100")).hasSize(2);
    }

    @Test
    void cardsCannotBeForwarded() {
        caller.twin.wa().login("one", "+12025550147");
        String card = caller.call("POST", "/send/contact", VALID)
                .json()
                .at("/results/message_id")
                .asText();

        TwinCaller.Answer refused = caller.call("POST", "/message/" + card + "/forward", "{\"phone\":\"14155550101\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("message").asText()).isEqualTo("unsupported message type for forward");
        assertThat(caller.call("POST", "/message/3EB0/forward", "{\"phone\":\"14155550101\"}")
                        .json()
                        .path("message")
                        .asText())
                .isEqualTo("message with ID 3EB0 not found");
    }

    @Test
    void membersOfGroupsAreBareDigits() {
        caller.twin.wa().login("one", "+12025550147");
        caller.twin.wa().unregister("+14155550109");
        String group = caller.call("POST", "/group", "{\"title\":\"Readers\",\"participants\":[\"14155550101\"]}")
                .json()
                .at("/results/group_id")
                .asText();
        String change = "{\"group_id\":\"" + group + "\",\"participants\":[\"%s\"]}";

        assertThat(caller.call("POST", "/group/participants", String.format(change, "14155550102@s.whatsapp.net"))
                        .status())
                .isEqualTo(500);
        assertThat(caller.call("POST", "/group/participants", String.format(change, "14155550109"))
                        .json()
                        .path("message")
                        .asText())
                .isEqualTo("user is not registered");
        assertThat(caller.call("GET", "/group/participants?group_id=", null)
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("INVALID_GROUP_ID");
        assertThat(caller.call("POST", "/group/name", "{\"group_id\":\"" + group + "\",\"name\":\"\"}")
                        .status())
                .isEqualTo(400);
        assertThat(caller.call("GET", "/group/info?group_id=120363@g.us", null).status())
                .isEqualTo(500);
        assertThat(caller.call("GET", "/group/info-from-link?link=nowhere", null)
                        .status())
                .isEqualTo(500);
        assertThat(caller.call("POST", "/group/join-with-link", "{\"link\":\"\"}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD, /app/info, 200",
        "GET, /APP/INFO, 200",
        "GET, /app/info/, 200",
        "GET, /devices/, 200",
        "HEAD, /send/message, 405",
        "GET, /send/message, 405"
    })
    void readsPathsAsTheGatewaysServerDoes(String method, String path, int status) {
        State.ONE_SLOT.make(caller);

        assertThat(caller.call(method, path, null).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Basic ZGVzazpzM2NyZXQ= | 200",
                "basic ZGVzazpzM2NyZXQ= | 200",
                "Basic ZGVzazp3cm9uZw== | 401",
                "Bearer twin | 401",
                "Basic bm9jb2xvbg== | 400",
                "Basic  ZGVzazpzM2NyZXQ= | 400",
                "Basic | 400"
            })
    void readsCredentialsAsTheGatewayDoes(String header, int status) {
        State.BASIC_AUTH.make(caller);

        assertThat(caller.call("GET", "/devices", null, with("authorization", header))
                        .status())
                .isEqualTo(status);
        assertThat(caller.call("GET", "/devices", null, with("authorization", "Basic " + "A".repeat(8200)))
                        .status())
                .isEqualTo(431);
        assertThat(caller.call("GET", "/statics/none.png", null).status()).isEqualTo(401);
    }

    @Test
    void aFormSendsAMessage() {
        caller.twin.wa().login("one", "+12025550147");

        TwinCaller.Answer sent = caller.call(
                "POST",
                "/send/message",
                "phone=14155550100&message=Hello+there",
                Map.of("content-type", "application/x-www-form-urlencoded"));

        assertThat(sent.status()).isEqualTo(200);
        assertThat(caller.twin
                        .journal("+14155550100")
                        .get(0)
                        .content()
                        .path("text")
                        .asText())
                .isEqualTo("Hello there");
    }

    /** Where the provider's page on contacts and its program differ, the twin follows the one that is asked for. */
    @ParameterizedTest
    @CsvSource({
        "v9, 401, AUTHENTICATION_ERROR, 500, INTERNAL_SERVER_ERROR, 200, SUCCESS",
        "docs, 500, INTERNAL_SERVER_ERROR, 400, VALIDATION_ERROR, 400, VALIDATION_ERROR"
    })
    void speaksTheDialectThatIsSet(
            String dialect,
            int offline,
            String offlineCode,
            int unreadable,
            String unreadableCode,
            int spaces,
            String spacesCode) {
        caller.twin.wa().login("one", "+12025550147");
        assertThat(caller.call(
                                "POST",
                                "http://localhost:" + caller.twin.port() + "/twin/control/wa",
                                "{\"dialect\":\"" + dialect + "\"}")
                        .status())
                .isEqualTo(204);

        TwinCaller.Answer sent = caller.call("POST", "/send/contact", VALID);
        assertThat(sent.status()).isEqualTo(200);
        assertThat(sent.json().path("message").asText().equals("Success")).isEqualTo(dialect.equals("docs"));
        assertThat(sent.json().at("/results/status").asText()).startsWith("Contact sent ");
        assertAnswer("{", unreadable, unreadableCode);
        assertAnswer(VALID.replace("14155550111", "1415 555 0111"), spaces, spacesCode);
        caller.twin.wa().disconnect("one");
        assertAnswer(VALID, offline, offlineCode);
    }

    private void assertAnswer(String body, int status, String code) {
        TwinCaller.Answer answer = caller.call("POST", "/send/contact", body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
    }
}
