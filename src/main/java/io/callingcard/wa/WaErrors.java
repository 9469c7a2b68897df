// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

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
import static io.callingcard.provider.error.ProviderException.ErrorKind.UNAVAILABLE;
import static io.callingcard.provider.wire.ErrorAnswer.failed;
import static io.callingcard.provider.wire.ErrorAnswer.later;
import static io.callingcard.provider.wire.ErrorAnswer.lineDown;
import static io.callingcard.provider.wire.ErrorAnswer.refused;

/** The errors of the gateway, as data: matched by status, then code, then message. */
final class WaErrors implements ProviderClient.AnswerReader {

    /**
     * One row.
     *
     * @param code  the gateway's code, or empty for an answer that is not its JSON
     * @param words the pattern of its message, or empty if any message matches
     */
    private record Row(int status, String code, Pattern words, ErrorAnswer meaning) {

        boolean matches(int itsStatus, String itsCode, String itsWords) {
            return status == itsStatus
                    && code.equals(itsCode)
                    && words.matcher(itsWords).find();
        }
    }

    private static final String LOGIN = "AUTHENTICATION_ERROR";
    private static final String SCAN = "the device is not logged in; log it in with wa:login or wa:login-code";
    private static final String RECONNECT =
            "the device is not connected to WhatsApp; if it was never logged in, log it in "
                    + "with wa:login or wa:login-code; otherwise wait, or use wa:reconnect";
    private static final String NO_WAY = "the gateway cannot reach WhatsApp; check its internet connection, its proxy "
            + "(WHATSAPP_PROXY) and its clock";
    private static final String NO_NAME =
            "the device is not logged in, or does not know the account's name yet; log it in "
                    + "with wa:login or wa:login-code, or set the name with wa:set-name";
    private static final String TIMELOCK = "WhatsApp does not let the account write to strangers now; let the person "
            + "write first, or wait for hours";

    /** A failed lookup looks like a number that does not exist, so a later retry makes sense. */
    private static final Duration LOOK_UP_AGAIN = Duration.ofMinutes(2);

    /** The gateway sent the message and failed to record it afterwards. */
    private static final String SUCCEEDED_DESPITE_THE_ERROR = "WhatsApp action succeeded, but";

    private static final List<Row> ROWS = List.of(
            row(400, "VALIDATION_ERROR", refused(INVALID_REQUEST, "a field is not accepted")),
            row(
                    400,
                    "INVALID_JID",
                    later(NotOnWhatsAppException::new, "the number is not on WhatsApp, or could not be looked up")
                            .withRetryAfter(LOOK_UP_AGAIN)),
            row(
                    400,
                    "DEVICE_ID_REQUIRED",
                    lineDown(
                            DeviceRequiredException::new,
                            "the gateway has no device, or several; set the option deviceId (see wa:list-devices)")),
            row(400, "BAD_REQUEST", refused(INVALID_REQUEST, "the request is not accepted")),
            row(
                    400,
                    "INVALID_GROUP_ID",
                    refused(
                            INVALID_REQUEST,
                            "the group is missing; set the header CamelCardChatId or the option chatId")),
            row(400, "INVALID_IMAGE_FORMAT", refused(INVALID_REQUEST, "the picture is not accepted")),
            row(400, "ALREADY_LOGGED_IN", refused(CONFLICT, "the device is logged in already")),
            row(
                    400,
                    "",
                    lineDown(
                            AUTHENTICATION,
                            "the gateway could not read the credentials; check the options username and password")),
            row(
                    401,
                    "",
                    lineDown(
                            AUTHENTICATION,
                            "the gateway refused the credentials; check the options username and password")),
            row(401, LOGIN, "not logged in", lineDown(NotLoggedInException::new, SCAN)),
            row(
                    401,
                    LOGIN,
                    "^reconnect error",
                    later(NotLoggedInException::new, NO_WAY).withOfLine()),
            row(401, LOGIN, later(NotLoggedInException::new, RECONNECT).withOfLine()),
            row(
                    404,
                    "DEVICE_NOT_FOUND",
                    lineDown(
                            DeviceNotFoundException::new,
                            "the gateway has no such device; check the option deviceId (see wa:list-devices)")),
            row(404, "NOT_FOUND", lineDown(DeviceNotFoundException::new, "the gateway has no such device")),
            row(404, "", lineDown(NOT_FOUND, "the gateway has no such call; check the option baseUrl")),
            row(405, "", lineDown(NOT_FOUND, "the gateway has no such call; check the option baseUrl")),
            row(408, "CONTEXT_ERROR", later(UNAVAILABLE, "WhatsApp did not answer in time")),
            row(413, "", refused(INVALID_REQUEST, "the file is larger than the gateway takes")),
            row(429, "WA_REACHOUT_TIMELOCK", lineDown(ReachOutTimelockException::new, TIMELOCK)),
            row(431, "", lineDown(AUTHENTICATION, "the credentials are longer than the gateway takes")),
            row(500, "INVALID_WA_CLI", lineDown(NotLoggedInException::new, SCAN)),
            row(500, "UPLOAD_MEDIA_ERROR", later(UNAVAILABLE, "the file could not be uploaded to WhatsApp")),
            row(500, "QR_CHANNEL_ERROR", refused(UNAVAILABLE, "the gateway got no QR code from WhatsApp")),
            row(500, "SESSION_SAVED_ERROR", refused(CONFLICT, "the gateway already has a login for the device")),
            internal(
                    "^Unprocessable Entity|^bind (?:.* )?from (?:body|query)|^request Content-Type has bad boundary"
                            + "|^there is no uploaded file",
                    refused(INVALID_REQUEST, "the gateway could not read the request")),
            internal(
                    "invalid JID|unknown server|must be a user JID|invalid start_time|invalid end_time",
                    refused(INVALID_REQUEST, "the gateway could not use an address or a time")),
            internal("server returned error 463", lineDown(ReachOutTimelockException::new, TIMELOCK)),
            internal("server returned error \\d+", refused(NOT_PERMITTED, "WhatsApp refused the call")),
            internal("^message with ID .* not found", refused(NOT_FOUND, "the gateway does not know the message")),
            internal("^device .* already exists", refused(CONFLICT, "the gateway already has a device with this id")),
            internal("^device .* not found", lineDown(DeviceNotFoundException::new, "the gateway has no such device")),
            internal("ffmpeg not installed", refused(NOT_SUPPORTED, "the gateway's host lacks ffmpeg")),
            internal(
                    "^device (?:is )?not connected|you are not connect",
                    later(NotLoggedInException::new, RECONNECT).withOfLine()),
            internal(
                    "failed to dial whatsapp web",
                    later(NotLoggedInException::new, NO_WAY).withOfLine()),
            internal("is not logged in \\(session deleted\\)", lineDown(NotLoggedInException::new, SCAN)),
            internal("^can't send presence without PushName set", lineDown(NotLoggedInException::new, NO_NAME)),
            internal("you are not logged in", lineDown(NotLoggedInException::new, SCAN)),
            internal("", failed("the gateway had an internal error, before or after sending")),
            row(503, "DEVICE_MANAGER_UNAVAILABLE", later(UNAVAILABLE, "the gateway is starting")),
            row(504, "GATEWAY_TIMEOUT", failed("WhatsApp did not answer the gateway in time")));

    private final WaConfiguration configuration;

    WaErrors(WaConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Whether the table has a row for a code. */
    static boolean knows(String code) {
        return ROWS.stream().anyMatch(row -> row.code().equals(code));
    }

    /** Returns all answers of the table. */
    static List<ErrorAnswer> answers() {
        return ROWS.stream().map(Row::meaning).toList();
    }

    private static Row row(int status, String code, ErrorAnswer meaning) {
        return row(status, code, "", meaning);
    }

    private static Row row(int status, String code, String words, ErrorAnswer meaning) {
        return new Row(status, code, Pattern.compile(words), meaning);
    }

    /** A row for the code that the gateway uses for most of its failures, so that only the words tell them apart. */
    private static Row internal(String words, ErrorAnswer meaning) {
        return row(500, "INTERNAL_SERVER_ERROR", words, meaning);
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
                .orElseGet(() -> ErrorAnswer.ofStatus(request, answer, "the gateway refused"))
                .withMore(QuotableReason.of(words).map(said -> "the gateway said: " + said))
                .exception(
                        WaConfiguration.SCHEME,
                        request,
                        answer,
                        code.isEmpty() ? null : code,
                        json,
                        configuration.getClock());
    }
}
