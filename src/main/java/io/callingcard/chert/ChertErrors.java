package io.callingcard.chert;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;

import io.callingcard.provider.error.ErrorKind;
import io.callingcard.provider.error.Failure;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.wire.Effect;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.RetryAfter;
import io.callingcard.provider.wire.UnrecognizedResponse;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.provider.wire.WireResponse;

import static io.callingcard.provider.error.ErrorKind.AUTHENTICATION;
import static io.callingcard.provider.error.ErrorKind.CONFLICT;
import static io.callingcard.provider.error.ErrorKind.INVALID_REQUEST;
import static io.callingcard.provider.error.ErrorKind.NOT_FOUND;
import static io.callingcard.provider.error.ErrorKind.NOT_PERMITTED;
import static io.callingcard.provider.error.ErrorKind.NOT_SUPPORTED;
import static io.callingcard.provider.error.ErrorKind.RATE_LIMITED;
import static io.callingcard.provider.error.ErrorKind.UNAVAILABLE;

/** The error codes of Chert as a table. */
final class ChertErrors implements ProviderClient.AnswerReader {

    static final int CLOCK_SKEW = 2013;

    /** What an answer with a code proves about the message. */
    private enum Proof {
        NOT_SENT,
        NOTHING,
        /** Not sent, if the user takes the provider's word for it. */
        NOT_SENT_BY_CHOICE
    }

    /**
     * One of the provider's codes.
     *
     * @param retryable where the answer itself does not say
     */
    private record Code(int number, boolean retryable, ErrorKind kind, Proof proof, String meaning) {}

    private static final Map<Integer, Code> CODES = Stream.of(
                    refused(1001, INVALID_REQUEST, "a required field is missing"),
                    refused(1002, INVALID_REQUEST, "a field has a value that is not accepted"),
                    refused(1003, INVALID_REQUEST, "a phone number is not accepted"),
                    refused(1004, INVALID_REQUEST, "the body is not accepted as JSON"),
                    refused(1005, INVALID_REQUEST, "the first message of a chat must not contain a URL"),
                    refused(1006, INVALID_REQUEST, "too many parts or recipients, or the chat is not a group"),
                    new Code(1007, true, RATE_LIMITED, Proof.NOT_SENT, "too many requests"),
                    refused(1008, INVALID_REQUEST, "two text parts stand next to each other"),
                    refused(1009, INVALID_REQUEST, "the text is too long"),
                    refused(1010, INVALID_REQUEST, "the service is not supported; only iMessage is"),
                    refused(1011, CONFLICT, "the reference is to a resource of another kind"),
                    refused(1012, CONFLICT, "the state of the resource does not allow this"),
                    refused(1013, CONFLICT, "the contact has no usable phone number"),
                    refused(2001, NOT_FOUND, "the tenant is unknown; check the option tenant"),
                    refused(2002, NOT_FOUND, "the chat is unknown; for a first message set the recipient's number"),
                    refused(2003, NOT_FOUND, "the message is unknown"),
                    refused(2004, AUTHENTICATION, "the signature or token is wrong; check the option secret"),
                    refused(2005, NOT_PERMITTED, "the account is suspended or may not do this"),
                    refused(2006, NOT_PERMITTED, "the sending line does not belong to the tenant"),
                    refused(2007, NOT_PERMITTED, "the account's email address is not verified"),
                    refused(2008, NOT_PERMITTED, "the account's limit is reached"),
                    refused(2010, NOT_PERMITTED, "the integration is not connected"),
                    refused(2011, NOT_FOUND, "the resource is unknown"),
                    refused(2012, AUTHENTICATION, "the call had no credentials"),
                    refused(CLOCK_SKEW, AUTHENTICATION, "our clock differs from the provider's; set the clock right"),
                    refused(2014, INVALID_REQUEST, "the authorization state is wrong"),
                    new Code(3001, true, UNAVAILABLE, Proof.NOTHING, "the provider had an internal error"),
                    new Code(3002, true, UNAVAILABLE, Proof.NOT_SENT_BY_CHOICE, "the provider cannot deliver now"),
                    refused(3003, UNAVAILABLE, "delivery is not set up; contact the provider's support"),
                    new Code(3004, true, UNAVAILABLE, Proof.NOTHING, "the provider's delivery failed"),
                    new Code(4001, true, UNAVAILABLE, Proof.NOTHING, "delivery failed"),
                    new Code(
                            4002, true, UNAVAILABLE, Proof.NOT_SENT_BY_CHOICE, "all lines are busy for this recipient"),
                    refused(4098, INVALID_REQUEST, "the effect is unknown"),
                    refused(4099, NOT_SUPPORTED, "the chat has no pinned line, or the line cannot do this"),
                    refused(5001, NOT_FOUND, "the attachment is unknown"),
                    refused(5002, INVALID_REQUEST, "the attachment is too large"),
                    refused(5003, INVALID_REQUEST, "the attachment's content type is refused"),
                    refused(5004, CONFLICT, "the attachment is not uploaded yet"))
            .collect(Collectors.toUnmodifiableMap(Code::number, Function.identity()));

    private final ChertConfiguration configuration;

    ChertErrors(ChertConfiguration configuration) {
        this.configuration = configuration;
    }

    private static Code refused(int number, ErrorKind kind, String meaning) {
        return new Code(number, false, kind, Proof.NOT_SENT, meaning);
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
                    : Optional.of(UnrecognizedResponse.exception(ChertConfiguration.SCHEME, request, answer));
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
        JsonNode json = answer.json().orElseGet(Json::object);
        JsonNode error = error(json);
        int number = error.path("code").asInt();
        Code code = CODES.get(number);
        Outcome outcome = outcome(request, answer.status(), code);
        Failure failure = new Failure(
                ChertConfiguration.SCHEME,
                request.operation(),
                outcome,
                code == null ? "the provider refused" : code.meaning(),
                answer.status(),
                number == 0 ? null : Integer.toString(number),
                retryable(error, code, answer.status()),
                RetryAfter.of(error, answer, configuration.getClock()),
                json.path("trace_id").asText(answer.header("x-trace-id")),
                request.idempotencyKey(),
                error.path("message").asText(null),
                null);
        ErrorKind kind = code == null ? ErrorKind.ofStatus(answer.status()) : code.kind();
        return (outcome == Outcome.IN_DOUBT ? ErrorKind.IN_DOUBT : kind).exception(failure, null);
    }

    private Outcome outcome(WireRequest request, int status, Code code) {
        if (request.effect() == Effect.NONE) {
            return Outcome.NOT_SENT;
        }
        if (code == null) {
            return status < 500 || status == 501 ? Outcome.NOT_SENT : Outcome.IN_DOUBT;
        }
        return switch (code.proof()) {
            case NOT_SENT -> Outcome.NOT_SENT;
            case NOTHING -> Outcome.IN_DOUBT;
            case NOT_SENT_BY_CHOICE -> configuration.isUnavailableIsNotSent() ? Outcome.NOT_SENT : Outcome.IN_DOUBT;
        };
    }

    /** Whether a retry may succeed: by the answer, or else by the table, or else by the status. */
    private static boolean retryable(JsonNode error, Code code, int status) {
        if (error.path("retryable").isBoolean()) {
            return error.path("retryable").asBoolean();
        }
        if (code != null) {
            return code.retryable();
        }
        return status == 429 || status == 502 || status == 503 || status == 504;
    }
}
