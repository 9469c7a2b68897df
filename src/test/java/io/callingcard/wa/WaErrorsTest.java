// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.docs.CodeTable;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.provider.wire.Effect;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.provider.wire.WireResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of the gateway's errors, and answers of proxies. */
class WaErrorsTest {

    private static final WaErrors ERRORS = new WaErrors(new WaConfiguration());
    private static final WireRequest SEND = WireRequest.of(
            "send-text", Effect.LASTING, HttpMethod.POST, "/send/message", WireBody.json(new byte[] {'{', '}'}));
    private static final WireRequest READ =
            WireRequest.of("get-status", Effect.NONE, HttpMethod.GET, "/app/status", WireBody.EMPTY);

    private static Optional<ProviderException> answer(WireRequest request, int status, String body) {
        return ERRORS.failure(request, new WireResponse(status, HttpHeaders.headers(), Buffer.buffer(body)));
    }

    private static ProviderException failure(int status, String body) {
        return answer(SEND, status, body).orElseThrow();
    }

    private static String envelope(String code, String message) {
        return "{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | VALIDATION_ERROR | phone: cannot be blank. | NOT_SENT | INVALID_REQUEST | false",
                "400 | INVALID_JID | Phone 1@s.whatsapp.net is not on whatsapp | NOT_SENT | NOT_FOUND | true",
                "400 | DEVICE_ID_REQUIRED | x | NOT_SENT | INVALID_REQUEST | false",
                "400 | BAD_REQUEST | x | NOT_SENT | INVALID_REQUEST | false",
                "400 | INVALID_GROUP_ID | x | NOT_SENT | INVALID_REQUEST | false",
                "400 | INVALID_IMAGE_FORMAT | x | NOT_SENT | INVALID_REQUEST | false",
                "400 | ALREADY_LOGGED_IN | x | NOT_SENT | CONFLICT | false",
                "400 | SOMETHING_NEW | x | NOT_SENT | INVALID_REQUEST | false",
                "401 | AUTHENTICATION_ERROR | you are not connect to services server, please reconnect | NOT_SENT | UNAVAILABLE | true",
                "401 | AUTHENTICATION_ERROR | you are not logged in | NOT_SENT | UNAVAILABLE | false",
                "401 | AUTHENTICATION_ERROR | reconnect error | NOT_SENT | UNAVAILABLE | true",
                "404 | DEVICE_NOT_FOUND | x | NOT_SENT | NOT_FOUND | false",
                "404 | NOT_FOUND | device not found | NOT_SENT | NOT_FOUND | false",
                "408 | CONTEXT_ERROR | x | NOT_SENT | UNAVAILABLE | true",
                "429 | WA_REACHOUT_TIMELOCK | x | NOT_SENT | RATE_LIMITED | false",
                "500 | INVALID_WA_CLI | your WhatsApp CLI is invalid or empty | NOT_SENT | UNAVAILABLE | false",
                "500 | UPLOAD_MEDIA_ERROR | x | NOT_SENT | UNAVAILABLE | true",
                "500 | QR_CHANNEL_ERROR | x | NOT_SENT | UNAVAILABLE | false",
                "500 | SESSION_SAVED_ERROR | x | NOT_SENT | CONFLICT | false",
                "500 | INTERNAL_SERVER_ERROR | Unprocessable Entity | NOT_SENT | INVALID_REQUEST | false",
                "500 | INTERNAL_SERVER_ERROR | bind text from body: x | NOT_SENT | INVALID_REQUEST | false",
                "500 | INTERNAL_SERVER_ERROR | invalid JID 1@x | NOT_SENT | INVALID_REQUEST | false",
                "500 | INTERNAL_SERVER_ERROR | can't send message to unknown server c.us | NOT_SENT | INVALID_REQUEST | false",
                "500 | INTERNAL_SERVER_ERROR | message recipient must be a user JID with no device part | NOT_SENT | INVALID_REQUEST | false",
                "500 | INTERNAL_SERVER_ERROR | server returned error 463 | NOT_SENT | RATE_LIMITED | false",
                "500 | INTERNAL_SERVER_ERROR | server returned error 479 | NOT_SENT | NOT_PERMITTED | false",
                "500 | INTERNAL_SERVER_ERROR | message with ID 3EB0 not found | NOT_SENT | NOT_FOUND | false",
                "500 | INTERNAL_SERVER_ERROR | device one already exists | NOT_SENT | CONFLICT | false",
                "500 | INTERNAL_SERVER_ERROR | device one not found | NOT_SENT | NOT_FOUND | false",
                "500 | INTERNAL_SERVER_ERROR | ffmpeg not installed | NOT_SENT | NOT_SUPPORTED | false",
                "500 | INTERNAL_SERVER_ERROR | device not connected | NOT_SENT | UNAVAILABLE | true",
                "500 | INTERNAL_SERVER_ERROR | you are not logged in | NOT_SENT | UNAVAILABLE | false",
                "500 | INTERNAL_SERVER_ERROR | bind from body: unexpected end of JSON input | NOT_SENT | INVALID_REQUEST | false",
                "500 | INTERNAL_SERVER_ERROR | bind from query: x | NOT_SENT | INVALID_REQUEST | false",
                "500 | INTERNAL_SERVER_ERROR | request Content-Type has bad boundary or is not multipart/form-data | NOT_SENT | INVALID_REQUEST | false",
                "500 | INTERNAL_SERVER_ERROR | failed to dial whatsapp web websocket: dial tcp: no such host | NOT_SENT | UNAVAILABLE | true",
                "500 | INTERNAL_SERVER_ERROR | device one is not logged in (session deleted) | NOT_SENT | UNAVAILABLE | false",
                "500 | INTERNAL_SERVER_ERROR | can't send presence without PushName set | NOT_SENT | UNAVAILABLE | false",
                "500 | INTERNAL_SERVER_ERROR | websocket not connected | IN_DOUBT | IN_DOUBT | true",
                "500 | INTERNAL_SERVER_ERROR | info query timed out | IN_DOUBT | IN_DOUBT | true",
                "500 | INTERNAL_SERVER_ERROR | failed to send: context deadline exceeded | IN_DOUBT | IN_DOUBT | true",
                "500 | INTERNAL_SERVER_ERROR | runtime error: nil pointer | IN_DOUBT | IN_DOUBT | true",
                "500 | SOMETHING_NEW | x | IN_DOUBT | IN_DOUBT | true",
                "501 | SOMETHING_NEW | x | NOT_SENT | NOT_SUPPORTED | false",
                "503 | DEVICE_MANAGER_UNAVAILABLE | x | NOT_SENT | UNAVAILABLE | true",
                "504 | GATEWAY_TIMEOUT | x | IN_DOUBT | IN_DOUBT | true"
            })
    void readsOutcomeAndKindFromStatusCodeAndMessage(
            int status, String code, String words, Outcome outcome, ErrorKind kind, boolean retryable) {
        ProviderException failure = failure(status, envelope(code, words));

        assertThat(failure.getOutcome()).isEqualTo(outcome);
        assertThat(failure.getKind()).isEqualTo(kind);
        assertThat(failure.isRetryable()).isEqualTo(retryable);
        assertThat(failure.getCode()).isEqualTo(code);
        assertThat(failure.getHttpStatus()).isEqualTo(status);
        assertThat(failure.getProviderMessage()).isEqualTo(words);
        assertThat(failure.getMessage()).doesNotContain("s.whatsapp.net");
        assertThat(answer(READ, status, envelope(code, words)).orElseThrow().getOutcome())
                .isEqualTo(Outcome.NOT_SENT);
    }

    @ParameterizedTest
    @CsvSource({
        "400, NOT_SENT, AUTHENTICATION, false",
        "401, NOT_SENT, AUTHENTICATION, false",
        "403, NOT_SENT, NOT_PERMITTED, false",
        "404, NOT_SENT, NOT_FOUND, false",
        "405, NOT_SENT, NOT_FOUND, false",
        "408, NOT_SENT, INVALID_REQUEST, true",
        "413, NOT_SENT, INVALID_REQUEST, false",
        "429, NOT_SENT, RATE_LIMITED, true",
        "431, NOT_SENT, AUTHENTICATION, false",
        "500, IN_DOUBT, IN_DOUBT, true",
        "502, IN_DOUBT, IN_DOUBT, true",
        "503, IN_DOUBT, IN_DOUBT, true",
        "504, IN_DOUBT, IN_DOUBT, true"
    })
    void fallsBackToTheStatusWhenAProxyAnswers(int status, Outcome outcome, ErrorKind kind, boolean retryable) {
        for (String body : List.of("", "Unauthorized", "<html>")) {
            ProviderException failure = failure(status, body);

            assertThat(failure.getOutcome()).isEqualTo(outcome);
            assertThat(failure.getKind()).isEqualTo(kind);
            assertThat(failure.isRetryable()).isEqualTo(retryable);
            assertThat(failure.getCode()).isNull();
            assertThat(failure.getProviderMessage()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | AUTHENTICATION_ERROR | reconnect error | check its internet connection",
                "401 | AUTHENTICATION_ERROR | you are not connect to services server, please reconnect | never logged in, log it in",
                "500 | INTERNAL_SERVER_ERROR | failed to dial whatsapp web websocket: x | check its internet connection",
                "500 | INTERNAL_SERVER_ERROR | device one is not logged in (session deleted) | log it in with wa:login",
                "500 | INTERNAL_SERVER_ERROR | can't send presence without PushName set | log it in with wa:login"
            })
    void namesTheCureThatIsRightForTheState(int status, String code, String words, String cure) {
        ProviderException failure = failure(status, envelope(code, words));

        assertThat(failure).isInstanceOf(NotLoggedInException.class).hasMessageContaining(cure);
        assertThat(failure.isOfLine()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "contact_name: cannot be blank; phone: cannot be blank. | contact_name: cannot be blank; phone: cannot be blank",
                "max_answer: must be no greater than 2. | max_answer: must be no greater than 2",
                "ImageURL must be a valid URL | ImageURL must be a valid URL",
                "your audio type is not allowed. please use (audio/aac,audio/ogg,) | please use (audio/aac,audio/ogg,)",
                "duration must be one of: 0 (no expiry), 86400 (24h) | duration must be one of: 0 (no expiry), 86400 (24h)",
                "phone number must be in international format (should not start with 0) | phone number must be in international format",
                "phone_number(): cannot be blank | cannot be blank"
            })
    void quotesTheGatewaysReason(String words, String quoted) {
        assertThat(failure(400, envelope("VALIDATION_ERROR", words)))
                .hasMessageContaining("the gateway said: ")
                .hasMessageContaining(quoted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "phone 14155550142 secret words",
                "mention secret words: phone number must be in international format",
                "phone_number(14155550142): must be in a valid format",
                "Phone 14155550142@s.whatsapp.net is not on whatsapp",
                "secret words: cannot be blank.",
                "bind \"message\" from body: json: cannot unmarshal number 14155550142 into secret words"
            })
    void quotesNothingThatAPersonWrote(String words) {
        assertThat(failure(400, envelope("VALIDATION_ERROR", words.replace("\"", "\\\"")))
                        .getMessage())
                .doesNotContain("14155550142")
                .doesNotContain("secret");
    }

    @Test
    void readsRetryAfterOfAProxy() {
        Optional<ProviderException> failure = ERRORS.failure(
                SEND, new WireResponse(429, HttpHeaders.headers().add("retry-after", "7"), Buffer.buffer()));

        assertThat(failure.orElseThrow().getRetryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aSuccessWithAnUnrecognizedBodyIsInDoubt() {
        assertThat(failure(200, "<html>").getOutcome()).isEqualTo(Outcome.IN_DOUBT);
        assertThat(failure(200, "{\"ok\":true}").getOutcome()).isEqualTo(Outcome.IN_DOUBT);
        assertThat(answer(READ, 200, "Welcome").orElseThrow().getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(answer(SEND, 200, envelope("SUCCESS", "x"))).isEmpty();
        assertThat(answer(SEND, 200, envelope("200", "an older gateway"))).isEmpty();
        assertThat(answer(READ.downloadTo(Path.of("x")), 200, "any bytes")).isEmpty();
    }

    /** An operator who meets a code finds it on the page. */
    @Test
    void thePageOfTroubleshootingHasEachAnswer() throws Exception {
        CodeTable.has("All answers of the WhatsApp gateway", WaErrors.answers());
    }
}
