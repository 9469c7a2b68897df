package io.callingcard.linq;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
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

/** The error codes of Linq, as data. */
final class LinqErrors implements ProviderClient.AnswerReader {

    /** What an answer with a code proves about the message. */
    private enum Proof {
        NOT_SENT,
        NOTHING
    }

    /** Makes the exception of a code. */
    private interface Thrown extends BiFunction<Failure, Throwable, ProviderException> {}

    /** One of the provider's codes. */
    private record Code(int number, boolean retryable, Thrown thrown, Proof proof, String meaning) {}

    private static final int UNAVAILABLE_NOW = 4004;

    private static final Map<Integer, Code> CODES = Stream.of(
                    refused(1001, INVALID_REQUEST, "a required field is missing"),
                    refused(1002, INVALID_REQUEST, "a phone number is not E.164"),
                    refused(1003, INVALID_REQUEST, "the body is not accepted"),
                    refused(1004, INVALID_REQUEST, "the message content is not accepted"),
                    refused(1005, INVALID_REQUEST, "a value is not accepted, such as a link in a first message"),
                    refused(1006, CONFLICT, "a direct chat cannot be changed"),
                    later(1007, RATE_LIMITED, "too many requests"),
                    refused(1008, INVALID_REQUEST, "the app message is not accepted"),
                    refused(2001, NOT_FOUND, "the chat is unknown; for a first touch give the recipient's number"),
                    refused(2002, NOT_FOUND, "the message is unknown"),
                    refused(2003, NOT_FOUND, "the attachment is unknown"),
                    refused(2004, AUTHENTICATION, "the key is wrong; check the option apiKey"),
                    refused(2005, NOT_PERMITTED, "the account may not do this"),
                    refused(2006, NOT_PERMITTED, "the sending line is not the account's; check the option from"),
                    later(2007, NOT_FOUND, "the attachment is not ready yet"),
                    refused(2008, NOT_PERMITTED, "the sandbox may write only to numbers that wrote to it"),
                    later(2009, CONFLICT, "the chat is being created by another call"),
                    refused(2010, NOT_FOUND, "the webhook subscription is unknown"),
                    refused(2011, NOT_PERMITTED, "the account does not have this feature"),
                    new Code(
                            2012,
                            false,
                            NoContactCardException::new,
                            Proof.NOT_SENT,
                            "the line has no active contact card; create one with ensure-card"),
                    refused(2013, CONFLICT, "the line left the chat"),
                    new Code(
                            2014,
                            false,
                            ContactCardExistsException::new,
                            Proof.NOT_SENT,
                            "the line has a contact card already; use update-card or ensure-card"),
                    refused(2015, CONFLICT, "the current state does not allow this, or no line is usable"),
                    refused(2016, CONFLICT, "groups cannot do this"),
                    refused(2017, NOT_SUPPORTED, "the chat's service cannot do this"),
                    refused(2018, NOT_SUPPORTED, "app messages need iMessage"),
                    refused(2019, NOT_FOUND, "the phone number is unknown"),
                    refused(2020, CONFLICT, "the provider refused"),
                    refused(2021, NOT_FOUND, "the payment request is unknown"),
                    refused(2022, UNAVAILABLE, "the contact card is stored, but not active yet"),
                    refused(2023, CONFLICT, "the mentioned person is not in the group"),
                    refused(2024, NOT_PERMITTED, "the recipient opted out; overrideOptout=true sends all the same"),
                    refused(2025, CONFLICT, "the provider refused"),
                    refused(2026, NOT_PERMITTED, "the recipient is on the block list; see unblock"),
                    refused(2027, NOT_PERMITTED, "the line may not start new conversations now"),
                    refused(2028, NOT_SUPPORTED, "the chat's service cannot show app clips"),
                    failed(3001, "the provider had an internal error"),
                    failed(3002, "the provider had an internal error"),
                    failed(3003, "the provider had an internal error"),
                    failed(3004, "the provider had an internal error"),
                    failed(3005, "the provider's network timed out"),
                    failed(3006, "the provider had an internal error"),
                    lost(3007, "the provider's delivery attempts are used up"),
                    failed(4001, "delivery failed; it may still arrive"),
                    failed(4002, "the line's phone is not available"),
                    lost(4003, "the provider could not deliver an event"),
                    later(UNAVAILABLE_NOW, UNAVAILABLE, "the service is not available now"),
                    refused(4005, NOT_SUPPORTED, "the recipient cannot receive this kind of message"),
                    lost(4006, "the provider timed out while sending"),
                    lost(4007, "delivery failed"),
                    lost(4008, "delivery failed"),
                    refused(4009, NOT_SUPPORTED, "the line has no RCS; use another one"),
                    refused(4010, UNAVAILABLE, "the check could not be made; ask again later"),
                    failed(5001, "the file could not be stored, or is too large"),
                    failed(5002, "the file could not be fetched"),
                    failed(5003, "the file's address could not be made"),
                    refused(5004, INVALID_REQUEST, "the file type is not allowed"),
                    refused(5005, INVALID_REQUEST, "the file is too large"),
                    refused(5006, INVALID_REQUEST, "the content type is not the file's"),
                    refused(5007, INVALID_REQUEST, "the image could not be fetched"))
            .collect(Collectors.toUnmodifiableMap(Code::number, Function.identity()));

    private final LinqConfiguration configuration;

    LinqErrors(LinqConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Nothing happened; a retry fails again. */
    private static Code refused(int number, ErrorKind kind, String meaning) {
        return new Code(number, false, kind::exception, Proof.NOT_SENT, meaning);
    }

    /** Nothing happened; a later retry may succeed. */
    private static Code later(int number, ErrorKind kind, String meaning) {
        return new Code(number, true, kind::exception, Proof.NOT_SENT, meaning);
    }

    /** It may have happened; a retry may succeed. */
    private static Code failed(int number, String meaning) {
        return new Code(number, true, UNAVAILABLE::exception, Proof.NOTHING, meaning);
    }

    /** It may have happened; a retry does not help. */
    private static Code lost(int number, String meaning) {
        return new Code(number, false, UNAVAILABLE::exception, Proof.NOTHING, meaning);
    }

    @Override
    public Optional<ProviderException> failure(WireRequest request, WireResponse answer) {
        if (!answer.isSuccess()) {
            return Optional.of(refusal(request, answer));
        }
        if (answer.startsAsJson() && !answer.mentions("success")) {
            return Optional.empty(); // the usual case: the body need not be parsed again
        }
        if (answer.json().isEmpty()) {
            return mayBeEmpty(request, answer)
                    ? Optional.empty()
                    : Optional.of(UnrecognizedResponse.exception(LinqEndpoint.SCHEME, request, answer));
        }
        JsonNode success = answer.json().get().path("success");
        return success.isBoolean() && !success.asBoolean() ? Optional.of(refusal(request, answer)) : Optional.empty();
    }

    /** Many calls have an empty answer, and other hosts serve the files. */
    private static boolean mayBeEmpty(WireRequest request, WireResponse answer) {
        return answer.isEmpty() || !request.signed();
    }

    private ProviderException refusal(WireRequest request, WireResponse answer) {
        JsonNode json = answer.json().orElseGet(Json::object);
        JsonNode error = json.path("error");
        int number = error.path("code").asInt();
        Code code = CODES.get(number);
        Outcome outcome = outcome(request, answer.status(), code);
        Failure failure = new Failure(
                LinqEndpoint.SCHEME,
                request.operation(),
                outcome,
                code == null ? "the provider refused" : code.meaning(),
                answer.status(),
                number == 0 ? null : Integer.toString(number),
                retryable(request, code, answer.status()),
                RetryAfter.of(error, answer, configuration.getClock()),
                json.path("trace_id").asText(answer.header("x-trace-id")),
                request.idempotencyKey(),
                error.path("message").asText(null),
                error.path("doc_url").asText(null));
        if (outcome == Outcome.IN_DOUBT) {
            return ErrorKind.IN_DOUBT.exception(failure, null);
        }
        return code == null
                ? ErrorKind.ofStatus(answer.status()).exception(failure, null)
                : code.thrown().apply(failure, null);
    }

    private static Outcome outcome(WireRequest request, int status, Code code) {
        if (request.effect() == Effect.NONE || code != null && code.proof() == Proof.NOT_SENT) {
            return Outcome.NOT_SENT;
        }
        boolean refused = status < 500 || status == 501;
        return refused ? Outcome.NOT_SENT : Outcome.IN_DOUBT;
    }

    private static boolean retryable(WireRequest request, Code code, int status) {
        if (code == null) {
            return status == 408 || status == 429 || status >= 500 && status != 501;
        }
        // Retrying a card write would lengthen the provider's pause.
        boolean blocked = code.number() == UNAVAILABLE_NOW
                && !request.method().equals(HttpMethod.GET)
                && request.target().startsWith("/contact_card");
        return code.retryable() && !blocked && (code.proof() == Proof.NOT_SENT || status >= 500);
    }
}
