// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;

import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.wire.ErrorAnswer;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.provider.wire.WireResponse;

import static io.callingcard.provider.error.ProviderException.ErrorKind.AUTHENTICATION;
import static io.callingcard.provider.error.ProviderException.ErrorKind.CONFLICT;
import static io.callingcard.provider.error.ProviderException.ErrorKind.INVALID_REQUEST;
import static io.callingcard.provider.error.ProviderException.ErrorKind.NOT_FOUND;
import static io.callingcard.provider.error.ProviderException.ErrorKind.NOT_PERMITTED;
import static io.callingcard.provider.error.ProviderException.ErrorKind.NOT_SUPPORTED;
import static io.callingcard.provider.error.ProviderException.ErrorKind.RATE_LIMITED;
import static io.callingcard.provider.error.ProviderException.ErrorKind.UNAVAILABLE;
import static io.callingcard.provider.wire.ErrorAnswer.failed;
import static io.callingcard.provider.wire.ErrorAnswer.later;
import static io.callingcard.provider.wire.ErrorAnswer.lineDown;
import static io.callingcard.provider.wire.ErrorAnswer.refused;
import static java.util.Map.entry;

/** The error codes of Chert as a table. */
final class ChertErrors implements ProviderClient.AnswerReader {

    static final int CLOCK_SKEW = 2013;

    /** Codes that prove that nothing was sent only if the option unavailableIsNotSent says so. */
    private static final Set<Integer> NOT_SENT_BY_CHOICE = Set.of(3002, 4002);

    static final Map<Integer, ErrorAnswer> CODES = Map.ofEntries(
            entry(1001, refused(INVALID_REQUEST, "a required field is missing")),
            entry(1002, refused(INVALID_REQUEST, "a field has a value that is not accepted")),
            entry(1003, refused(INVALID_REQUEST, "a phone number is not accepted")),
            entry(1004, refused(INVALID_REQUEST, "the body is not accepted as JSON")),
            entry(1005, refused(INVALID_REQUEST, "the first message of a chat must not contain a URL")),
            entry(1006, refused(INVALID_REQUEST, "too many parts or recipients, or the chat is not a group")),
            entry(1007, later(RATE_LIMITED, "too many requests")),
            entry(1008, refused(INVALID_REQUEST, "two text parts stand next to each other")),
            entry(1009, refused(INVALID_REQUEST, "the text is too long")),
            entry(1010, refused(INVALID_REQUEST, "the service is not supported; only iMessage is")),
            entry(1011, refused(CONFLICT, "the reference is to a resource of another kind")),
            entry(1012, refused(CONFLICT, "the state of the resource does not allow this")),
            entry(1013, refused(CONFLICT, "the contact has no usable phone number")),
            entry(2001, lineDown(NOT_FOUND, "the tenant is unknown; check the option tenant")),
            entry(2002, refused(NOT_FOUND, "the chat is unknown; for a first message set the recipient's number")),
            entry(2003, refused(NOT_FOUND, "the message is unknown")),
            entry(2004, lineDown(AUTHENTICATION, "the signature or token is wrong; check the option secret")),
            entry(2005, lineDown(NOT_PERMITTED, "the account is suspended or may not do this")),
            entry(2006, lineDown(NOT_PERMITTED, "the sending line does not belong to the tenant")),
            entry(2007, lineDown(NOT_PERMITTED, "the account's email address is not verified")),
            entry(2008, lineDown(NOT_PERMITTED, "the account's limit is reached")),
            entry(2010, lineDown(NOT_PERMITTED, "the integration is not connected")),
            entry(2011, refused(NOT_FOUND, "the resource is unknown")),
            entry(2012, lineDown(AUTHENTICATION, "the call had no credentials")),
            entry(
                    CLOCK_SKEW,
                    lineDown(AUTHENTICATION, "the clock of this machine differs from the provider's; correct it")),
            entry(2014, refused(INVALID_REQUEST, "the authorization state is wrong")),
            entry(3001, failed("the provider had an internal error")),
            entry(3002, failed("the provider cannot deliver now")),
            entry(3003, lineDown(UNAVAILABLE, "delivery is not set up; contact the provider's support")),
            entry(3004, failed("the provider's delivery failed")),
            entry(4001, failed("delivery failed")),
            entry(4002, failed("all lines are busy for this recipient")),
            entry(4098, refused(INVALID_REQUEST, "the effect is unknown")),
            entry(4099, refused(NOT_SUPPORTED, "the chat has no pinned line, or the line cannot do this")),
            entry(5001, refused(NOT_FOUND, "the attachment is unknown")),
            entry(5002, refused(INVALID_REQUEST, "the attachment is too large")),
            entry(5003, refused(INVALID_REQUEST, "the attachment's content type is refused")),
            entry(5004, refused(CONFLICT, "the attachment is not uploaded yet")));

    private final ChertConfiguration configuration;

    ChertErrors(ChertConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Returns the provider's code in an answer, or 0. It is {@code error.code}, or at the top level in answers of
     * {@code /send}.
     */
    static int code(WireResponse answer) {
        return answer.json().map(json -> error(json).path("code").asInt()).orElse(0);
    }

    private static JsonNode error(JsonNode json) {
        return json.path("error").isObject() ? json.path("error") : json;
    }

    @Override
    public Optional<ProviderException> failure(WireRequest request, WireResponse answer) {
        if (!answer.isSuccess()) {
            return Optional.of(refusal(request, answer));
        }
        if (answer.json().isEmpty()) {
            return mayBeEmpty(request)
                    ? Optional.empty()
                    : Optional.of(ErrorAnswer.unrecognized(ChertConfiguration.SCHEME, request, answer));
        }
        JsonNode json = answer.json().get();
        boolean saysNo = json.path("success").isBoolean()
                        && !json.path("success").asBoolean()
                || json.path("status").asText().equals("failed") && error(json).has("code");
        return saysNo ? Optional.of(refusal(request, answer)) : Optional.empty();
    }

    /** Whether a successful answer may have no JSON: that of a download, an upload or a deletion. */
    private static boolean mayBeEmpty(WireRequest request) {
        return request.download() != null
                || request.body() instanceof WireBody.Stream
                || request.method().equals(HttpMethod.DELETE);
    }

    private ProviderException refusal(WireRequest request, WireResponse answer) {
        JsonNode error = error(answer.json().orElseGet(Json::object));
        int number = error.path("code").asInt();
        ErrorAnswer meaning = CODES.getOrDefault(number, ofStatus(request, answer));
        if (NOT_SENT_BY_CHOICE.contains(number)) {
            meaning = meaning.withNotSent(configuration.isUnavailableIsNotSent());
        }
        if (error.path("retryable").isBoolean()) {
            meaning = meaning.withRetryable(error.path("retryable").asBoolean());
        }
        String code = number == 0 ? null : Integer.toString(number);
        return meaning.exception(ChertConfiguration.SCHEME, request, answer, code, error, configuration.getClock());
    }

    /** Returns what an answer without a known code means. A retry may help only if a proxy or a limit refused the call. */
    private static ErrorAnswer ofStatus(WireRequest request, WireResponse answer) {
        int status = answer.status();
        boolean retryable = status == 429 || status == 502 || status == 503 || status == 504;
        return ErrorAnswer.ofStatus(request, answer, "the provider refused").withRetryable(retryable);
    }
}
