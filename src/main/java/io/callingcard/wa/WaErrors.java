package io.callingcard.wa;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.error.AuthenticationException;
import io.callingcard.provider.error.ConflictException;
import io.callingcard.provider.error.InvalidRequestException;
import io.callingcard.provider.error.NotFoundException;
import io.callingcard.provider.error.NotPermittedException;
import io.callingcard.provider.error.NotSupportedException;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.UnavailableException;
import io.callingcard.provider.wire.ErrorAnswer;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.provider.wire.WireResponse;

/** The errors of the gateway, as data: matched by status, then code, then message. */
final class WaErrors implements ProviderClient.AnswerReader {

    /**
     * One row.
     *
     * @param code  the gateway's code, or empty for an answer that is not its JSON
     * @param words the pattern of its message, or null if any message matches
     */
    private record Row(int status, String code, Pattern words, ErrorAnswer meaning) {

        boolean matches(int itsStatus, String itsCode, String itsWords) {
            return status == itsStatus
                    && code.equals(itsCode)
                    && (words == null || words.matcher(itsWords).find());
        }
    }

    private static final String INTERNAL = "INTERNAL_SERVER_ERROR";
    private static final String LOGIN = "AUTHENTICATION_ERROR";
    private static final String SCAN = "the device is not logged in; log it in with wa:login or wa:login-code";
    private static final String TIMELOCK = "WhatsApp does not let the account write to strangers now; let the person "
            + "write first, or wait for hours";

    /** A failed lookup looks like a number that does not exist, so a later retry makes sense. */
    private static final Duration LOOK_UP_AGAIN = Duration.ofMinutes(2);

    /** The gateway sent the message and failed to record it afterwards. */
    private static final String SUCCEEDED_DESPITE_THE_ERROR = "WhatsApp action succeeded, but";

    private static final List<Row> ROWS = List.of(
            refused(400, "VALIDATION_ERROR", null, InvalidRequestException::new, "a field is not accepted"),
            new Row(
                    400,
                    "INVALID_JID",
                    null,
                    ErrorAnswer.later(
                                    NotOnWhatsAppException::new,
                                    "the number is not on WhatsApp, or could not be looked up")
                            .withRetryAfter(LOOK_UP_AGAIN)),
            refused(
                    400,
                    "DEVICE_ID_REQUIRED",
                    null,
                    DeviceRequiredException::new,
                    "the gateway has no device, or several; set the option deviceId (see wa:list-devices)"),
            refused(400, "BAD_REQUEST", null, InvalidRequestException::new, "the request is not accepted"),
            refused(
                    400,
                    "INVALID_GROUP_ID",
                    null,
                    InvalidRequestException::new,
                    "the group is missing; set the header CamelCardChatId or the option chatId"),
            refused(400, "INVALID_IMAGE_FORMAT", null, InvalidRequestException::new, "the picture is not accepted"),
            refused(400, "ALREADY_LOGGED_IN", null, ConflictException::new, "the device is logged in already"),
            refused(
                    400,
                    "",
                    null,
                    AuthenticationException::new,
                    "the gateway could not read the credentials; check the options username and password"),
            refused(
                    401,
                    "",
                    null,
                    AuthenticationException::new,
                    "the gateway refused the credentials; check the options username and password"),
            refused(401, LOGIN, "not logged in", NotLoggedInException::new, SCAN),
            later(
                    401,
                    LOGIN,
                    null,
                    NotLoggedInException::new,
                    "the device is not connected to WhatsApp; if it stays so, use wa:reconnect"),
            refused(
                    404,
                    "DEVICE_NOT_FOUND",
                    null,
                    DeviceNotFoundException::new,
                    "the gateway has no such device; check the option deviceId (see wa:list-devices)"),
            refused(404, "NOT_FOUND", null, DeviceNotFoundException::new, "the gateway has no such device"),
            refused(404, "", null, NotFoundException::new, "the gateway has no such call; check the option baseUrl"),
            refused(405, "", null, NotFoundException::new, "the gateway has no such call; check the option baseUrl"),
            later(408, "CONTEXT_ERROR", null, UnavailableException::new, "WhatsApp did not answer in time"),
            refused(413, "", null, InvalidRequestException::new, "the file is larger than the gateway takes"),
            refused(429, "WA_REACHOUT_TIMELOCK", null, ReachOutTimelockException::new, TIMELOCK),
            refused(431, "", null, AuthenticationException::new, "the credentials are longer than the gateway takes"),
            refused(500, "INVALID_WA_CLI", null, NotLoggedInException::new, SCAN),
            later(
                    500,
                    "UPLOAD_MEDIA_ERROR",
                    null,
                    UnavailableException::new,
                    "the file could not be uploaded to WhatsApp"),
            refused(
                    500,
                    "QR_CHANNEL_ERROR",
                    null,
                    UnavailableException::new,
                    "the gateway got no QR code from WhatsApp"),
            refused(
                    500,
                    "SESSION_SAVED_ERROR",
                    null,
                    ConflictException::new,
                    "the gateway already has a login for the device"),
            refused(
                    500,
                    INTERNAL,
                    "^Unprocessable Entity|^bind .* from body",
                    InvalidRequestException::new,
                    "the gateway could not read the request"),
            refused(
                    500,
                    INTERNAL,
                    "invalid JID|unknown server|must be a user JID|invalid start_time|invalid end_time",
                    InvalidRequestException::new,
                    "the gateway could not use an address or a time"),
            refused(500, INTERNAL, "server returned error 463", ReachOutTimelockException::new, TIMELOCK),
            refused(500, INTERNAL, "server returned error \\d+", NotPermittedException::new, "WhatsApp refused"),
            refused(
                    500,
                    INTERNAL,
                    "^message with ID .* not found",
                    NotFoundException::new,
                    "the gateway does not know the message"),
            refused(
                    500,
                    INTERNAL,
                    "^device .* already exists",
                    ConflictException::new,
                    "the gateway already has a device with this id"),
            refused(
                    500,
                    INTERNAL,
                    "^device .* not found",
                    DeviceNotFoundException::new,
                    "the gateway has no such device"),
            refused(
                    500,
                    INTERNAL,
                    "ffmpeg not installed",
                    NotSupportedException::new,
                    "the gateway's host lacks ffmpeg"),
            later(
                    500,
                    INTERNAL,
                    "^device (?:is )?not connected|you are not connect",
                    NotLoggedInException::new,
                    "the device is not connected to WhatsApp; if it stays so, use wa:reconnect"),
            refused(500, INTERNAL, "you are not logged in", NotLoggedInException::new, SCAN),
            new Row(
                    500,
                    INTERNAL,
                    null,
                    ErrorAnswer.failed("the gateway had an internal error, before or after sending")),
            later(503, "DEVICE_MANAGER_UNAVAILABLE", null, UnavailableException::new, "the gateway is starting"),
            new Row(504, "GATEWAY_TIMEOUT", null, ErrorAnswer.failed("WhatsApp did not answer the gateway in time")));

    private final WaConfiguration configuration;

    WaErrors(WaConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Nothing happened; a retry fails again. */
    private static Row refused(int status, String code, String words, ErrorAnswer.Thrown thrown, String meaning) {
        return new Row(status, code, pattern(words), ErrorAnswer.refused(thrown, meaning));
    }

    /** Nothing happened; a later retry may succeed. */
    private static Row later(int status, String code, String words, ErrorAnswer.Thrown thrown, String meaning) {
        return new Row(status, code, pattern(words), ErrorAnswer.later(thrown, meaning));
    }

    private static Pattern pattern(String words) {
        return words == null ? null : Pattern.compile(words);
    }

    @Override
    public Optional<ProviderException> failure(WireRequest request, WireResponse answer) {
        if (answer.isSuccess()) {
            boolean itsOwn = request.download() != null || answer.startsAsJson() && answer.mentions("\"SUCCESS\"");
            return itsOwn ? Optional.empty() : notItsOwn(request, answer);
        }
        JsonNode json = answer.json().orElseGet(Json::object);
        return json.path("message").asText().startsWith(SUCCEEDED_DESPITE_THE_ERROR)
                ? Optional.empty()
                : Optional.of(refusal(request, answer, json));
    }

    /** A success status with another body: from an older gateway, or from a proxy. */
    private static Optional<ProviderException> notItsOwn(WireRequest request, WireResponse answer) {
        return answer.json()
                        .filter(json -> json.has("code") && json.has("message"))
                        .isPresent()
                ? Optional.empty()
                : Optional.of(ErrorAnswer.unrecognized(WaConfiguration.SCHEME, request, answer));
    }

    private ProviderException refusal(WireRequest request, WireResponse answer, JsonNode json) {
        String code = json.path("code").asText();
        String words = json.path("message").asText();
        return ROWS.stream()
                .filter(each -> each.matches(answer.status(), code, words))
                .findFirst()
                .map(Row::meaning)
                .orElseGet(() -> ErrorAnswer.ofStatus(answer.status(), "the gateway refused"))
                .exception(
                        WaConfiguration.SCHEME,
                        request,
                        answer,
                        code.isEmpty() ? null : code,
                        json,
                        configuration.getClock());
    }
}
