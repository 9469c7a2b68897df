// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.error;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.provider.error.ProviderException.Failure;
import io.callingcard.provider.wire.ErrorAnswer;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorTreeTest {

    private static final Failure FULL = new Failure(
            "chert",
            "send-text",
            Outcome.NOT_SENT,
            "the line is busy",
            429,
            "1007",
            true,
            Duration.ofSeconds(5),
            "trace-1",
            "key-1",
            "words of the provider",
            "https://docs.example.com/1007");

    @ParameterizedTest
    @EnumSource
    void eachKindHasAnExceptionNamedAfterIt(ErrorKind kind) {
        ProviderException exception = ErrorAnswer.thrown(kind).apply(FULL, null);

        assertThat(exception.getClass().getSimpleName())
                .isEqualToIgnoringCase(kind.name().replace("_", "") + "Exception");
        assertThat(exception.getKind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_REQUEST",
        "401, AUTHENTICATION",
        "402, NOT_PERMITTED",
        "403, NOT_PERMITTED",
        "404, NOT_FOUND",
        "405, NOT_SUPPORTED",
        "407, INVALID_REQUEST",
        "409, CONFLICT",
        "410, NOT_FOUND",
        "422, INVALID_REQUEST",
        "429, RATE_LIMITED",
        "302, INVALID_REQUEST",
        "499, INVALID_REQUEST",
        "500, UNAVAILABLE",
        "501, NOT_SUPPORTED",
        "502, UNAVAILABLE",
        "503, UNAVAILABLE",
        "504, UNAVAILABLE"
    })
    void theStatusDecidesTheKind(int status, ErrorKind kind) {
        assertThat(ErrorKind.ofStatus(status)).isEqualTo(kind);
    }

    @Test
    void theMessageOmitsTheProvidersTextAndTheKey() {
        assertThat(new RateLimitedException(FULL, null))
                .hasMessage("chert send-text: the line is busy [NOT_SENT, HTTP 429, code 1007, retry after PT5S,"
                        + " trace trace-1]");
        assertThat(Failure.local("chert", "send-text", Outcome.IN_DOUBT, "no answer", false))
                .hasToString("chert send-text: no answer [IN_DOUBT]");
    }

    @Test
    void theExceptionHasAllFields() {
        ProviderException exception = new RateLimitedException(FULL, null);

        assertThat(exception.failure()).isEqualTo(FULL);
        assertThat(exception.getProvider()).isEqualTo("chert");
        assertThat(exception.getOperation()).isEqualTo("send-text");
        assertThat(exception.getHttpStatus()).isEqualTo(429);
        assertThat(exception.getCode()).isEqualTo("1007");
        assertThat(exception.isRetryable()).isTrue();
        assertThat(exception.getRetryAfter()).isEqualTo(Duration.ofSeconds(5));
        assertThat(exception.getTraceId()).isEqualTo("trace-1");
        assertThat(exception.getProviderMessage()).isEqualTo("words of the provider");
    }

    @ParameterizedTest
    @CsvSource(
            value = {"NOT_SENT, null, true", "NOT_SENT, key, true", "IN_DOUBT, null, false", "IN_DOUBT, key, true"},
            nullValues = "null")
    void aRetryIsSafeIfNothingWasSentOrWithAKey(Outcome outcome, String key, boolean safe) {
        Failure failure = FULL.withOutcome(outcome).withIdempotencyKey(key);

        assertThat(new UnavailableException(failure, null).isSafeToRepeat()).isEqualTo(safe);
    }

    @Test
    void anExceptionSurvivesSerialization() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new ConflictException(FULL, new RedactedException(new IllegalStateException("words"))));
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ConflictException read = (ConflictException) in.readObject();
            assertThat(read.failure()).isEqualTo(FULL);
            assertThat(read.getCause()).hasMessage("java.lang.IllegalStateException");
        }
    }
}
