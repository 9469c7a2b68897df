// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;

import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.wire.ErrorAnswer;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
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
import static io.callingcard.provider.wire.ErrorAnswer.lost;
import static io.callingcard.provider.wire.ErrorAnswer.refused;
import static java.util.Map.entry;

/** The error codes of Linq, as data. */
final class LinqErrors implements ProviderClient.AnswerReader {

    private static final int UNAVAILABLE_NOW = 4004;

    static final Map<Integer, ErrorAnswer> CODES = Map.ofEntries(
            entry(1001, refused(INVALID_REQUEST, "a required field is missing")),
            entry(1002, refused(INVALID_REQUEST, "a phone number is not E.164")),
            entry(1003, refused(INVALID_REQUEST, "the body is not accepted")),
            entry(1004, refused(INVALID_REQUEST, "the message content is not accepted")),
            entry(1005, refused(INVALID_REQUEST, "a value is not accepted, such as a link in a first message")),
            entry(1006, refused(CONFLICT, "a direct chat cannot be changed")),
            entry(1007, later(RATE_LIMITED, "too many requests")),
            entry(1008, refused(INVALID_REQUEST, "the app message is not accepted")),
            entry(2001, refused(NOT_FOUND, "the chat is unknown; for a first touch give the recipient's number")),
            entry(2002, refused(NOT_FOUND, "the message is unknown")),
            entry(2003, refused(NOT_FOUND, "the attachment is unknown")),
            entry(2004, lineDown(AUTHENTICATION, "the key is wrong; check the option apiKey")),
            entry(2005, lineDown(NOT_PERMITTED, "the account may not do this")),
            entry(2006, lineDown(NOT_PERMITTED, "the sending line is not the account's; check the option from")),
            entry(2007, later(NOT_FOUND, "the attachment is not ready yet")),
            entry(2008, refused(NOT_PERMITTED, "the sandbox may write only to numbers that wrote to it")),
            entry(2009, later(CONFLICT, "the chat is being created by another call")),
            entry(2010, refused(NOT_FOUND, "the webhook subscription is unknown")),
            entry(2011, lineDown(NOT_PERMITTED, "the account does not have this feature")),
            entry(
                    2012,
                    lineDown(
                            NoContactCardException::new,
                            "the line has no active contact card; create one with ensure-card")),
            entry(2013, refused(CONFLICT, "the line left the chat")),
            entry(
                    2014,
                    refused(
                            ContactCardExistsException::new,
                            "the line has a contact card already; use update-card or ensure-card")),
            entry(2015, refused(CONFLICT, "the current state does not allow this, or no line is usable")),
            entry(2016, refused(CONFLICT, "groups cannot do this")),
            entry(2017, refused(NOT_SUPPORTED, "the chat's service cannot do this")),
            entry(2018, refused(NOT_SUPPORTED, "app messages need iMessage")),
            entry(2019, refused(NOT_FOUND, "the phone number is unknown")),
            entry(2020, refused(CONFLICT, "the provider refused")),
            entry(2021, refused(NOT_FOUND, "the payment request is unknown")),
            entry(2022, refused(UNAVAILABLE, "the contact card is stored, but not active yet")),
            entry(2023, refused(CONFLICT, "the mentioned person is not in the group")),
            entry(2024, refused(NOT_PERMITTED, "the recipient opted out; overrideOptout=true sends anyway")),
            entry(2025, refused(CONFLICT, "the provider refused")),
            entry(2026, refused(NOT_PERMITTED, "the recipient is on the block list; see unblock")),
            entry(2027, lineDown(NOT_PERMITTED, "the line may not start new conversations now")),
            entry(2028, refused(NOT_SUPPORTED, "the chat's service cannot show app clips")),
            entry(3001, failed("the provider had an internal error")),
            entry(3002, failed("the provider had an internal error")),
            entry(3003, failed("the provider had an internal error")),
            entry(3004, failed("the provider had an internal error")),
            entry(3005, failed("the provider's network timed out")),
            entry(3006, failed("the provider had an internal error")),
            entry(3007, lost("the provider's delivery attempts are used up")),
            entry(4001, failed("delivery failed; it may still arrive")),
            entry(4002, failed("the line's phone is not available")),
            entry(4003, lost("the provider could not deliver an event")),
            entry(UNAVAILABLE_NOW, later(UNAVAILABLE, "the service is not available now")),
            entry(4005, refused(NOT_SUPPORTED, "the recipient cannot receive this kind of message")),
            entry(4006, lost("the provider timed out while sending")),
            entry(4007, lost("delivery failed")),
            entry(4008, lost("delivery failed")),
            entry(4009, refused(NOT_SUPPORTED, "the line has no RCS; use another one")),
            entry(4010, refused(UNAVAILABLE, "the provider could not run the check; try again later")),
            entry(5001, failed("the file could not be stored, or is too large")),
            entry(5002, failed("the file could not be fetched")),
            entry(5003, failed("the provider could not create an address for the file")),
            entry(5004, refused(INVALID_REQUEST, "the file type is not allowed")),
            entry(5005, refused(INVALID_REQUEST, "the file is too large")),
            entry(5006, refused(INVALID_REQUEST, "the content type does not match the file")),
            entry(5007, refused(INVALID_REQUEST, "the image could not be fetched")));

    private final LinqConfiguration configuration;

    LinqErrors(LinqConfiguration configuration) {
        this.configuration = configuration;
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
                    : Optional.of(ErrorAnswer.unrecognized(LinqConfiguration.SCHEME, request, answer));
        }
        JsonNode success = answer.json().get().path("success");
        return success.isBoolean() && !success.asBoolean() ? Optional.of(refusal(request, answer)) : Optional.empty();
    }

    /** Many calls have an empty answer, and other hosts serve the files. */
    private static boolean mayBeEmpty(WireRequest request, WireResponse answer) {
        return answer.isEmpty() || !request.signed();
    }

    private ProviderException refusal(WireRequest request, WireResponse answer) {
        JsonNode error = answer.json().orElseGet(Json::object).path("error");
        int number = error.path("code").asInt();
        ErrorAnswer known = CODES.get(number);
        ErrorAnswer meaning = known == null
                ? ErrorAnswer.ofStatus(request, answer, "the provider refused")
                : byStatus(known, answer.status());
        if (number == UNAVAILABLE_NOW && isCardWrite(request)) {
            meaning = meaning.withRetryable(false);
        }
        String code = number == 0 ? null : Integer.toString(number);
        return meaning.exception(LinqConfiguration.SCHEME, request, answer, code, error, configuration.getClock());
    }

    /** Lets the status decide where the code proves nothing: a client error proves that nothing was sent. */
    private static ErrorAnswer byStatus(ErrorAnswer known, int status) {
        return known.notSent()
                ? known
                : known.withNotSent(ErrorAnswer.isRefusal(status)).withRetryable(known.retryable() && status >= 500);
    }

    /** Retrying a card write would lengthen the provider's pause. */
    private static boolean isCardWrite(WireRequest request) {
        return !request.method().equals(HttpMethod.GET) && request.target().startsWith("/contact_card");
    }
}
