// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.docs.CodeTable;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.provider.wire.Effect;
import io.callingcard.provider.wire.ErrorAnswer;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.provider.wire.WireResponse;

import static io.callingcard.provider.error.Outcome.IN_DOUBT;
import static io.callingcard.provider.error.Outcome.NOT_SENT;
import static org.assertj.core.api.Assertions.assertThat;

/** The error table of Chert, and answers that are not in the table. */
class ChertErrorsTest {

    private static final WireRequest SEND =
            WireRequest.of("send-contact", Effect.LASTING, HttpMethod.POST, "/x", WireBody.EMPTY);
    private static final WireRequest READ =
            WireRequest.of("list-messages", Effect.NONE, HttpMethod.GET, "/x", WireBody.EMPTY);

    private final ChertConfiguration configuration = new ChertConfiguration();
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @ParameterizedTest
    @CsvSource({
        "1001, 400, false, INVALID_REQUEST, NOT_SENT",
        "1002, 400, false, INVALID_REQUEST, NOT_SENT",
        "1002, 422, false, INVALID_REQUEST, NOT_SENT",
        "1003, 400, false, INVALID_REQUEST, NOT_SENT",
        "1004, 400, false, INVALID_REQUEST, NOT_SENT",
        "1005, 400, false, INVALID_REQUEST, NOT_SENT",
        "1006, 400, false, INVALID_REQUEST, NOT_SENT",
        "1006, 422, false, INVALID_REQUEST, NOT_SENT",
        "1007, 429, true, RATE_LIMITED, NOT_SENT",
        "1008, 400, false, INVALID_REQUEST, NOT_SENT",
        "1009, 400, false, INVALID_REQUEST, NOT_SENT",
        "1010, 400, false, INVALID_REQUEST, NOT_SENT",
        "1011, 409, false, CONFLICT, NOT_SENT",
        "1012, 409, false, CONFLICT, NOT_SENT",
        "1013, 409, false, CONFLICT, NOT_SENT",
        "2001, 404, false, NOT_FOUND, NOT_SENT",
        "2002, 404, false, NOT_FOUND, NOT_SENT",
        "2003, 404, false, NOT_FOUND, NOT_SENT",
        "2004, 401, false, AUTHENTICATION, NOT_SENT",
        "2005, 403, false, NOT_PERMITTED, NOT_SENT",
        "2006, 400, false, NOT_PERMITTED, NOT_SENT",
        "2006, 403, false, NOT_PERMITTED, NOT_SENT",
        "2007, 403, false, NOT_PERMITTED, NOT_SENT",
        "2008, 402, false, NOT_PERMITTED, NOT_SENT",
        "2010, 403, false, NOT_PERMITTED, NOT_SENT",
        "2011, 404, false, NOT_FOUND, NOT_SENT",
        "2012, 401, false, AUTHENTICATION, NOT_SENT",
        "2013, 401, false, AUTHENTICATION, NOT_SENT",
        "2014, 400, false, INVALID_REQUEST, NOT_SENT",
        "3001, 500, true, IN_DOUBT, IN_DOUBT",
        "3002, 503, true, IN_DOUBT, IN_DOUBT",
        "3003, 500, false, UNAVAILABLE, NOT_SENT",
        "3004, 502, true, IN_DOUBT, IN_DOUBT",
        "4001, 502, true, IN_DOUBT, IN_DOUBT",
        "4002, 503, true, IN_DOUBT, IN_DOUBT",
        "4098, 400, false, INVALID_REQUEST, NOT_SENT",
        "4099, 501, false, NOT_SUPPORTED, NOT_SENT",
        "4099, 422, false, NOT_SUPPORTED, NOT_SENT",
        "5001, 404, false, NOT_FOUND, NOT_SENT",
        "5002, 400, false, INVALID_REQUEST, NOT_SENT",
        "5003, 400, false, INVALID_REQUEST, NOT_SENT",
        "5004, 400, false, CONFLICT, NOT_SENT",
    })
    void readsEveryCodeOfTheTable(int code, int status, boolean retryable, ErrorKind kind, Outcome outcome) {
        ProviderException failure = failure(SEND, status, "{\"error\":{\"code\":" + code + "},\"trace_id\":\"t1\"}");

        assertThat(failure.getKind()).isEqualTo(kind);
        assertThat(failure)
                .isExactlyInstanceOf(
                        ErrorAnswer.thrown(kind).apply(failure.failure(), null).getClass());
        assertThat(failure.getOutcome()).isEqualTo(outcome);
        assertThat(failure.isRetryable()).isEqualTo(retryable);
        assertThat(failure.getCode()).isEqualTo(Integer.toString(code));
        assertThat(failure.getHttpStatus()).isEqualTo(status);
        assertThat(failure.getTraceId()).isEqualTo("t1");
        assertThat(failure.getProvider()).isEqualTo("chert");
        assertThat(failure.getOperation()).isEqualTo("send-contact");
    }

    @ParameterizedTest
    @ValueSource(ints = {3002, 4002})
    void unavailableIsNotSentOnlyWithTheOption(int code) {
        configuration.setUnavailableIsNotSent(true);

        ProviderException failure = failure(SEND, 503, "{\"error\":{\"code\":" + code + "}}");

        assertThat(failure.getKind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(failure.getOutcome()).isEqualTo(NOT_SENT);
    }

    /** A failed delivery may have reached the phone, whatever the option says of an unavailable line. */
    @ParameterizedTest
    @CsvSource({"3001, 500", "3004, 502", "4001, 502"})
    void aFailedDeliveryStaysInDoubtWithTheOption(int code, int status) {
        configuration.setUnavailableIsNotSent(true);

        ProviderException failure = failure(SEND, status, "{\"error\":{\"code\":" + code + "}}");

        assertThat(failure.getKind()).isEqualTo(ErrorKind.IN_DOUBT);
        assertThat(failure.getOutcome()).isEqualTo(IN_DOUBT);
    }

    @ParameterizedTest
    @CsvSource({
        "302, false, INVALID_REQUEST, NOT_SENT",
        "400, false, INVALID_REQUEST, NOT_SENT",
        "401, false, AUTHENTICATION, NOT_SENT",
        "402, false, NOT_PERMITTED, NOT_SENT",
        "403, false, NOT_PERMITTED, NOT_SENT",
        "404, false, NOT_FOUND, NOT_SENT",
        "405, false, NOT_SUPPORTED, NOT_SENT",
        "409, false, CONFLICT, NOT_SENT",
        "410, false, NOT_FOUND, NOT_SENT",
        "429, true, RATE_LIMITED, NOT_SENT",
        "500, false, IN_DOUBT, IN_DOUBT",
        "501, false, NOT_SUPPORTED, NOT_SENT",
        "502, true, IN_DOUBT, IN_DOUBT",
        "503, true, IN_DOUBT, IN_DOUBT",
        "504, true, IN_DOUBT, IN_DOUBT",
    })
    void usesTheStatusWhenAProxyAnswers(int status, boolean retryable, ErrorKind kind, Outcome outcome) {
        ProviderException failure = failure(SEND, status, "<html>Bad gateway</html>");

        assertThat(failure.getKind()).isEqualTo(kind);
        assertThat(failure.getOutcome()).isEqualTo(outcome);
        assertThat(failure.isRetryable()).isEqualTo(retryable);
        assertThat(failure.getCode()).isNull();
    }

    /** A wrong address is no fault of the lead: its line rests, and the message names the option to correct. */
    @ParameterizedTest
    @CsvSource({"301, ''", "302, <html>", "307, {}", "403, <html>", "404, <html>", "405, <html>"})
    void anAnswerOfAnotherServerIsOfTheLine(int status, String body) {
        ProviderException failure = failure(SEND, status, body);

        assertThat(failure.isOfLine()).isTrue();
        assertThat(failure.getOutcome()).isEqualTo(NOT_SENT);
        assertThat(failure).message().contains("check the option baseUrl");
    }

    /** Other leads of the line go on. */
    @ParameterizedTest
    @CsvSource({"400, <html>", "404, ''", "404, {}", "409, <html>", "429, <html>"})
    void aRefusalOfTheProviderIsNotOfTheLine(int status, String body) {
        assertThat(failure(SEND, status, body).isOfLine()).isFalse();
    }

    @Test
    void aFailedReadSentNothing() {
        ProviderException failure = failure(READ, 502, "{\"error\":{\"code\":4001}}");

        assertThat(failure.getOutcome()).isEqualTo(NOT_SENT);
        assertThat(failure.getKind()).isEqualTo(ErrorKind.UNAVAILABLE);
    }

    @Test
    void theAnswersRetryableTakesPrecedenceOverTheTable() {
        assertThat(failure(SEND, 502, "{\"error\":{\"code\":4001,\"retryable\":false}}")
                        .isRetryable())
                .isFalse();
        assertThat(failure(SEND, 400, "{\"error\":{\"code\":1001,\"retryable\":true}}")
                        .isRetryable())
                .isTrue();
    }

    @Test
    void readsTheFlatErrorOfSend() {
        ProviderException failure = failure(SEND, 429, "{\"status\":\"failed\",\"code\":1007,\"retry_after\":12}");

        assertThat(failure.getCode()).isEqualTo("1007");
        assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofSeconds(12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"failed\",\"code\":1009}",
                "{\"success\":false,\"error\":{\"code\":1009}}",
            })
    void aRefusalInsideASuccessStatusIsARefusal(String body) {
        assertThat(failure(SEND, 200, body).getCode()).isEqualTo("1009");
    }

    @Test
    void readsTheWaitFromTheHeaderInBothForms() {
        configuration.setClock(Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));
        headers.set("Retry-After", "7");
        assertThat(failure(SEND, 429, "").getRetryAfter()).isEqualTo(Duration.ofSeconds(7));

        headers.set("Retry-After", "Thu, 01 Jan 2026 00:01:00 GMT");
        assertThat(failure(SEND, 429, "").getRetryAfter()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void takesTheTraceFromTheHeaderWhereTheBodyHasNone() {
        headers.set("X-Trace-ID", "t2");

        assertThat(failure(SEND, 404, "{\"error\":{\"code\":2002}}").getTraceId())
                .isEqualTo("t2");
    }

    @Test
    void theMessageOmitsTheProvidersText() {
        ProviderException failure =
                failure(SEND, 400, "{\"error\":{\"code\":1003,\"message\":\"no such +14155550100\"}}");

        assertThat(failure.getProviderMessage()).isEqualTo("no such +14155550100");
        assertThat(failure).message().doesNotContain("4155550100").contains("code 1003", "HTTP 400", "NOT_SENT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Welcome to this hotel</html>", "", "{\"chat_id\":"})
    void aSuccessThatIsNotJsonIsInDoubt(String body) {
        ProviderException sent = failure(SEND, 200, body);
        assertThat(sent.getKind()).isEqualTo(ErrorKind.IN_DOUBT);
        assertThat(sent.getOutcome()).isEqualTo(IN_DOUBT);
        assertThat(sent.isRetryable()).isFalse();

        assertThat(failure(READ, 200, body).getOutcome()).isEqualTo(NOT_SENT);
    }

    @Test
    void aDeletionMayHaveAnEmptyAnswer() {
        WireRequest removal = WireRequest.of("delete-webhook", Effect.LASTING, HttpMethod.DELETE, "/x", WireBody.EMPTY);

        assertThat(new ChertErrors(configuration).failure(removal, answer(204, "")))
                .isEmpty();
    }

    @Test
    void aSuccessIsNoFailure() {
        assertThat(new ChertErrors(configuration).failure(SEND, answer(200, "{\"status\":\"sent\"}")))
                .isEmpty();
        assertThat(new ChertErrors(configuration).failure(SEND, answer(202, "{\"success\":true}")))
                .isEmpty();
    }

    private ProviderException failure(WireRequest request, int status, String body) {
        return new ChertErrors(configuration)
                .failure(request, answer(status, body))
                .orElseThrow();
    }

    private WireResponse answer(int status, String body) {
        return new WireResponse(status, headers, Buffer.buffer(body));
    }

    /** An operator who meets a code finds it on the page. */
    @Test
    void thePageOfTroubleshootingHasEachCode() throws Exception {
        CodeTable.names("All codes of Chert", ChertErrors.CODES.keySet());
        CodeTable.has("All codes of Chert", ChertErrors.CODES.values());
    }
}
