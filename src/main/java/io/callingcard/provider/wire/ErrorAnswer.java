// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.error.AuthenticationException;
import io.callingcard.provider.error.ConflictException;
import io.callingcard.provider.error.InDoubtException;
import io.callingcard.provider.error.InvalidRequestException;
import io.callingcard.provider.error.NotFoundException;
import io.callingcard.provider.error.NotPermittedException;
import io.callingcard.provider.error.NotSupportedException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.provider.error.ProviderException.Failure;
import io.callingcard.provider.error.RateLimitedException;
import io.callingcard.provider.error.UnavailableException;

/**
 * What an error answer means: the exception, and what is known about the message.
 *
 * @param thrown     creates the exception
 * @param notSent    whether the answer proves that nothing was sent
 * @param retryable  whether a retry may succeed
 * @param ofLine     whether the line or its account cannot send, whatever the message
 * @param retryAfter the wait before a retry, or null for the wait that the answer asks for
 * @param meaning    the description
 */
public record ErrorAnswer(
        Thrown thrown, boolean notSent, boolean retryable, boolean ofLine, Duration retryAfter, String meaning) {

    private static final String FOREIGN_ANSWER =
            "the answer is not JSON; check the option baseUrl and proxies on the way";

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int PAYMENT_REQUIRED = 402;
    private static final int PROXY_UNAUTHORIZED = 407;

    /** How a web server, or a proxy, answers a call that it does not know or allow. */
    private static final Set<Integer> NO_SUCH_CALL = Set.of(403, 404, 405);

    /** Creates the exception of an error answer. */
    public interface Thrown extends BiFunction<Failure, Throwable, ProviderException> {}

    /** Returns the constructor of the exception of a kind. */
    public static Thrown thrown(ErrorKind kind) {
        return switch (kind) {
            case AUTHENTICATION -> AuthenticationException::new;
            case NOT_PERMITTED -> NotPermittedException::new;
            case INVALID_REQUEST -> InvalidRequestException::new;
            case NOT_FOUND -> NotFoundException::new;
            case CONFLICT -> ConflictException::new;
            case NOT_SUPPORTED -> NotSupportedException::new;
            case RATE_LIMITED -> RateLimitedException::new;
            case UNAVAILABLE -> UnavailableException::new;
            case IN_DOUBT -> InDoubtException::new;
        };
    }

    /** Nothing was sent; a retry fails again. */
    public static ErrorAnswer refused(Thrown thrown, String meaning) {
        return new ErrorAnswer(thrown, true, false, false, null, meaning);
    }

    public static ErrorAnswer refused(ErrorKind kind, String meaning) {
        return refused(thrown(kind), meaning);
    }

    /** Nothing was sent; no message of the line succeeds until the cause is mended. */
    public static ErrorAnswer lineDown(Thrown thrown, String meaning) {
        return refused(thrown, meaning).withOfLine();
    }

    public static ErrorAnswer lineDown(ErrorKind kind, String meaning) {
        return lineDown(thrown(kind), meaning);
    }

    /** Nothing was sent; a later retry may succeed. */
    public static ErrorAnswer later(Thrown thrown, String meaning) {
        return new ErrorAnswer(thrown, true, true, false, null, meaning);
    }

    public static ErrorAnswer later(ErrorKind kind, String meaning) {
        return later(thrown(kind), meaning);
    }

    /** The message may have been sent; a retry may succeed. */
    public static ErrorAnswer failed(String meaning) {
        return new ErrorAnswer(UnavailableException::new, false, true, false, null, meaning);
    }

    /** The message may have been sent; a retry does not help. */
    public static ErrorAnswer lost(String meaning) {
        return failed(meaning).withRetryable(false);
    }

    /** Returns what an answer with an unknown code means, by its HTTP status alone. */
    public static ErrorAnswer ofStatus(WireRequest request, WireResponse answer, String meaning) {
        int status = answer.status();
        if (isForeign(answer)) {
            return new ErrorAnswer(
                    thrown(ErrorKind.ofStatus(status)),
                    true,
                    false,
                    request.signed(),
                    null,
                    status < BAD_REQUEST ? "the address redirects; check the option baseUrl" : FOREIGN_ANSWER);
        }
        boolean retryable = status == 408 || status == 429 || status >= 500 && status != 501;
        boolean ofLine = status == UNAUTHORIZED || status == PAYMENT_REQUIRED || status == PROXY_UNAUTHORIZED;
        return new ErrorAnswer(thrown(ErrorKind.ofStatus(status)), isRefusal(status), retryable, ofLine, null, meaning);
    }

    /** Whether the address is not the provider's: it redirects, or a page says that there is no such call. */
    private static boolean isForeign(WireResponse answer) {
        boolean isPage = !answer.isEmpty() && answer.json().isEmpty();
        return answer.status() < BAD_REQUEST || isPage && NO_SUCH_CALL.contains(answer.status());
    }

    /** Whether the status alone proves that nothing was sent. */
    public static boolean isRefusal(int status) {
        return status < 500 || status == 501;
    }

    public ErrorAnswer withOfLine() {
        return new ErrorAnswer(thrown, notSent, retryable, true, retryAfter, meaning);
    }

    public ErrorAnswer withNotSent(boolean proven) {
        return new ErrorAnswer(thrown, proven, retryable, ofLine, retryAfter, meaning);
    }

    public ErrorAnswer withRetryable(boolean mayHelp) {
        return new ErrorAnswer(thrown, notSent, mayHelp, ofLine, retryAfter, meaning);
    }

    public ErrorAnswer withRetryAfter(Duration wait) {
        return new ErrorAnswer(thrown, notSent, retryable, ofLine, wait, meaning);
    }

    /** Adds what the provider said to the description. */
    public ErrorAnswer withMore(Optional<String> said) {
        return new ErrorAnswer(
                thrown,
                notSent,
                retryable,
                ofLine,
                retryAfter,
                said.map(words -> meaning + " (" + words + ")").orElse(meaning));
    }

    /**
     * Creates the exception.
     *
     * @param code  the provider's code, or null
     * @param error the part of the answer that describes the error
     */
    public ProviderException exception(
            String provider, WireRequest request, WireResponse answer, String code, JsonNode error, Clock clock) {
        Duration wait = retryAfter == null ? RetryAfter.of(error, answer.header("retry-after"), clock) : retryAfter;
        return exception(provider, request, answer, code, error, wait);
    }

    /** Creates the exception of a success status with an unknown body: a proxy may have answered, so nothing is proved. */
    public static ProviderException unrecognized(String provider, WireRequest request, WireResponse answer) {
        return lost(FOREIGN_ANSWER).exception(provider, request, answer, null, Json.object(), (Duration) null);
    }

    private ProviderException exception(
            String provider, WireRequest request, WireResponse answer, String code, JsonNode error, Duration wait) {
        boolean inDoubt = request.effect() != Effect.NONE && !notSent;
        Failure failure = new Failure(
                provider,
                request.operation(),
                inDoubt ? Outcome.IN_DOUBT : Outcome.NOT_SENT,
                meaning,
                answer.status(),
                code,
                retryable,
                wait,
                answer.traceId(),
                request.idempotencyKey(),
                Json.text(error, "message"),
                Json.text(error, "doc_url"),
                ofLine && !inDoubt);
        return inDoubt ? new InDoubtException(failure, null) : thrown.apply(failure, null);
    }
}
