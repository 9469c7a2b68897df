// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.NotPermittedException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.wire.Json;
import io.callingcard.wa.model.Contact;
import io.callingcard.wa.model.Device;
import io.callingcard.wa.model.Group;
import io.callingcard.wa.model.Message;

/** Reads the gateway's answers, whose results stand in an envelope. */
final class WaAnswers {

    private WaAnswers() {}

    static JsonNode results(JsonNode answer) {
        return answer.path("results");
    }

    /** The results as a record; null where there are none. */
    static <T> T read(JsonNode answer, Class<T> type) {
        JsonNode results = results(answer);
        return results.isObject() ? Json.read(results, type) : null;
    }

    /** A list, which the gateway sends as null when it is empty. */
    static <T> List<T> list(JsonNode list, Class<T[]> type) {
        return list.isArray() ? Arrays.asList(Json.read(list, type)) : List.of();
    }

    /** The results as a record in the body. */
    static Function<JsonNode, OperationResult> as(Class<? extends Answer> type) {
        return answer -> OperationResult.of(read(answer, type));
    }

    /** The list under {@code data} in the body. */
    static <T> Function<JsonNode, OperationResult> data(Class<T[]> type) {
        return answer -> OperationResult.of(list(results(answer).path("data"), type));
    }

    /** The results as a tree, where their shape is WhatsApp's own. */
    static OperationResult tree(JsonNode answer) {
        return OperationResult.of(results(answer));
    }

    static OperationResult sent(JsonNode answer, Call<WaConfiguration> call) {
        if (answer.isEmpty()) {
            throw new IllegalArgumentException("no JSON"); // the message is in doubt
        }
        return sent(read(answer, Message.Sent.class), call);
    }

    /** Tells the lane the id of the message, so that the search for another one passes over it. */
    static OperationResult sent(Message.Sent sent, Call<WaConfiguration> call) {
        String id = sent == null ? null : sent.messageId();
        if (id != null) {
            call.options().lane().tell(id);
        }
        return OperationResult.of(sent).with(WaConstants.MESSAGE_ID, id);
    }

    static OperationResult registration(JsonNode answer) {
        Contact.Registration registration = read(answer, Contact.Registration.class);
        return OperationResult.of(registration).with(WaConstants.AVAILABLE, registration.isOnWhatsapp());
    }

    static OperationResult group(JsonNode answer) {
        return with(read(answer, Group.class), WaConstants.CHAT_ID, Group::groupId);
    }

    static OperationResult invite(JsonNode answer) {
        return with(read(answer, Group.Invite.class), WaConstants.INVITE_LINK, Group.Invite::inviteLink);
    }

    static OperationResult qrLogin(JsonNode answer) {
        return with(read(answer, Device.QrLogin.class), WaConstants.QR_LINK, Device.QrLogin::qrLink);
    }

    static OperationResult pairCode(JsonNode answer) {
        return with(read(answer, Device.PairCode.class), WaConstants.PAIR_CODE, Device.PairCode::pairCode);
    }

    private static <T> OperationResult with(T body, String header, Function<T, String> value) {
        return OperationResult.of(body).with(header, body == null ? null : value.apply(body));
    }

    static OperationResult participants(JsonNode answer) {
        return OperationResult.of(list(results(answer).path("participants"), Group.Participant[].class));
    }

    static OperationResult devices(JsonNode answer) {
        return OperationResult.of(list(results(answer), Device[].class));
    }

    static OperationResult linkedDevices(JsonNode answer) {
        return OperationResult.of(list(results(answer), Device.Linked[].class));
    }

    static OperationResult passkey(JsonNode answer) {
        Device.Passkey passkey = read(answer, Device.Passkey.class);
        return OperationResult.of(passkey).with(WaConstants.PASSKEY_STATUS, passkey == null ? null : passkey.status());
    }

    static OperationResult status(JsonNode answer) {
        Device.Status status = read(answer, Device.Status.class);
        return OperationResult.of(status)
                .with(WaConstants.CONNECTED, status.isConnected())
                .with(WaConstants.LOGGED_IN, status.isLoggedIn());
    }

    /** The result for each member. If WhatsApp refused all of them, nothing was done. */
    static OperationResult changes(JsonNode answer, Call<WaConfiguration> call) {
        List<Group.Change> changes = list(results(answer), Group.Change[].class);
        if (!changes.isEmpty() && changes.stream().allMatch(Group.Change::isRefused)) {
            throw new NotPermittedException(
                    call.failure(Outcome.NOT_SENT, "WhatsApp refused all of the members", false), null);
        }
        return OperationResult.of(changes);
    }
}
