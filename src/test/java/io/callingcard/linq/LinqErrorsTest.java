// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.time.Duration;
import java.util.List;
import java.util.Map;

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

/** The error table of Linq, and answers that are not in the table. */
class LinqErrorsTest {

    private static final LinqErrors ERRORS = new LinqErrors(new LinqConfiguration());

    private static ProviderException failure(WireRequest request, int status, String body) {
        return ERRORS.failure(request, new WireResponse(status, HttpHeaders.headers(), Buffer.buffer(body)))
                .orElseThrow();
    }

    private static final WireRequest SEND = WireRequest.of(
            "send-text", Effect.LASTING, HttpMethod.POST, "/messages", WireBody.json(new byte[] {'{', '}'}));
    private static final WireRequest READ =
            WireRequest.of("get-chat", Effect.NONE, HttpMethod.GET, "/chats/1", WireBody.EMPTY);

    private static String envelope(int status, int code) {
        return "{\"success\":false,\"error\":{\"status\":" + status + ",\"code\":" + code
                + ",\"message\":\"words of the provider\",\"doc_url\":\"https://docs.example.com/" + code
                + "\",\"retry_after\":7},\"trace_id\":\"0123456789abcdef0123456789abcdef\"}";
    }

    @ParameterizedTest
    @CsvSource({
        "1001, 400, INVALID_REQUEST, false",
        "1002, 400, INVALID_REQUEST, false",
        "1003, 400, INVALID_REQUEST, false",
        "1003, 422, INVALID_REQUEST, false",
        "1004, 400, INVALID_REQUEST, false",
        "1005, 400, INVALID_REQUEST, false",
        "1006, 409, CONFLICT, false",
        "1007, 429, RATE_LIMITED, true",
        "1008, 400, INVALID_REQUEST, false",
        "2001, 404, NOT_FOUND, false",
        "2002, 404, NOT_FOUND, false",
        "2003, 404, NOT_FOUND, false",
        "2004, 401, AUTHENTICATION, false",
        "2005, 403, NOT_PERMITTED, false",
        "2006, 403, NOT_PERMITTED, false",
        "2007, 404, NOT_FOUND, true",
        "2008, 403, NOT_PERMITTED, false",
        "2009, 409, CONFLICT, true",
        "2010, 404, NOT_FOUND, false",
        "2011, 403, NOT_PERMITTED, false",
        "2012, 404, NOT_FOUND, false",
        "2013, 409, CONFLICT, false",
        "2014, 409, CONFLICT, false",
        "2015, 409, CONFLICT, false",
        "2016, 409, CONFLICT, false",
        "2017, 409, NOT_SUPPORTED, false",
        "2018, 409, NOT_SUPPORTED, false",
        "2019, 404, NOT_FOUND, false",
        "2020, 409, CONFLICT, false",
        "2021, 404, NOT_FOUND, false",
        "2022, 500, UNAVAILABLE, false",
        "2023, 409, CONFLICT, false",
        "2024, 403, NOT_PERMITTED, false",
        "2025, 409, CONFLICT, false",
        "2026, 403, NOT_PERMITTED, false",
        "2027, 403, NOT_PERMITTED, false",
        "2028, 409, NOT_SUPPORTED, false",
        "4004, 503, UNAVAILABLE, true",
        "4005, 422, NOT_SUPPORTED, false",
        "4009, 503, NOT_SUPPORTED, false",
        "4010, 503, UNAVAILABLE, false",
        "5001, 413, UNAVAILABLE, false",
        "5004, 400, INVALID_REQUEST, false",
        "5005, 400, INVALID_REQUEST, false",
        "5006, 400, INVALID_REQUEST, false",
        "5007, 400, INVALID_REQUEST, false"
    })
    void codesThatProveThatNothingWasSent(int code, int status, ErrorKind kind, boolean retryable) {
        ProviderException failure = failure(SEND, status, envelope(status, code));

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.getKind()).isEqualTo(kind);
        assertThat(failure.isRetryable()).isEqualTo(retryable);
        assertThat(failure.getCode()).isEqualTo(Integer.toString(code));
        assertThat(failure.getHttpStatus()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "3001, 500, true", "3002, 500, true", "3003, 500, true", "3004, 500, true", "3005, 504, true",
        "3006, 500, true", "3007, 500, false", "4001, 500, true", "4002, 500, true", "4003, 500, false",
        "4006, 500, false", "4007, 500, false", "4008, 500, false", "5001, 500, true", "5002, 500, true",
        "5003, 500, true"
    })
    void codesThatLeaveASendInDoubt(int code, int status, boolean retryable) {
        ProviderException failure = failure(SEND, status, envelope(status, code));
        assertThat(failure.getOutcome()).isEqualTo(Outcome.IN_DOUBT);
        assertThat(failure.getKind()).isEqualTo(ErrorKind.IN_DOUBT);
        assertThat(failure.isRetryable()).isEqualTo(retryable);

        ProviderException read = failure(READ, status, envelope(status, code));
        assertThat(read.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(read.getKind()).isEqualTo(ErrorKind.UNAVAILABLE);
    }

    @Test
    void readsAllFieldsOfTheEnvelope() {
        ProviderException failure = failure(SEND, 404, envelope(404, 2012));

        assertThat(failure).isInstanceOf(NoContactCardException.class);
        assertThat(failure.getTraceId()).isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(failure.getDocUrl()).isEqualTo("https://docs.example.com/2012");
        assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(failure.getProviderMessage()).isEqualTo("words of the provider");
        assertThat(failure.getMessage()).doesNotContain("words of the provider");
        assertThat(failure(SEND, 409, envelope(409, 2014))).isInstanceOf(ContactCardExistsException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400, NOT_SENT, INVALID_REQUEST, false", "401, NOT_SENT, AUTHENTICATION, false",
        "403, NOT_SENT, NOT_PERMITTED, false", "404, NOT_SENT, NOT_FOUND, false",
        "408, NOT_SENT, INVALID_REQUEST, true", "409, NOT_SENT, CONFLICT, false",
        "429, NOT_SENT, RATE_LIMITED, true", "500, IN_DOUBT, IN_DOUBT, true",
        "501, NOT_SENT, NOT_SUPPORTED, false", "502, IN_DOUBT, IN_DOUBT, true",
        "503, IN_DOUBT, IN_DOUBT, true"
    })
    void usesTheStatusWithoutAKnownCode(int status, Outcome outcome, ErrorKind kind, boolean retryable) {
        for (String body : List.of("", "<html>", "{\"error\":{}}", envelope(status, 9999))) {
            ProviderException failure = failure(SEND, status, body);
            assertThat(failure.getOutcome()).isEqualTo(outcome);
            assertThat(failure.getKind()).isEqualTo(kind);
            assertThat(failure.isRetryable()).isEqualTo(retryable);
        }
    }

    /** A wrong address is no fault of the lead. Other hosts, such as those of files, may answer with a page. */
    @Test
    void anAnswerOfAnotherServerIsOfTheLine() {
        assertThat(failure(SEND, 301, "").isOfLine()).isTrue();
        assertThat(failure(SEND, 404, "<html>").isOfLine()).isTrue();
        assertThat(failure(SEND, 404, "<html>")).message().contains("check the option baseUrl");
        assertThat(failure(SEND, 404, "").isOfLine()).isFalse();
        assertThat(failure(READ.withOwnAuthorization(Map.of()), 403, "<Error/>").isOfLine())
                .isFalse();
    }

    @Test
    void aSuccessThatIsNotJsonIsInDoubt() {
        assertThat(failure(SEND, 200, "<html>").getOutcome()).isEqualTo(Outcome.IN_DOUBT);
        assertThat(failure(READ, 200, "<html>").getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure(SEND, 200, envelope(404, 2001)).getCode()).isEqualTo("2001");
    }

    @Test
    void aSuccessMayHaveNoBody() {
        for (String body : List.of("", "{}", "{\"success\":true}")) {
            assertThat(ERRORS.failure(SEND, new WireResponse(204, HttpHeaders.headers(), Buffer.buffer(body))))
                    .isEmpty();
        }
        WireRequest elsewhere = READ.withOwnAuthorization(Map.of());
        assertThat(ERRORS.failure(elsewhere, new WireResponse(200, HttpHeaders.headers(), Buffer.buffer("<Stored/>"))))
                .isEmpty();
    }

    /** An operator who meets a code finds it on the page. */
    @Test
    void thePageOfTroubleshootingHasEachCode() throws Exception {
        CodeTable.names("All codes of Linq", LinqErrors.CODES.keySet());
        CodeTable.has("All codes of Linq", LinqErrors.CODES.values());
    }
}
