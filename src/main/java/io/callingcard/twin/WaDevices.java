// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Devices, their logins and their webhooks. */
record WaDevices(WaState state) {

    private static final String INSECURE = "webhook_insecure_skip_verify";
    private static final List<String> WEBHOOK_TEXTS = List.of("webhook_url", "webhook_secret", "webhook_events");

    Reply greet(WaCall call) {
        return WaCall.ok("gowa v9.2.0 \u2014 UI disabled", null);
    }

    Reply info(WaCall call) {
        ObjectNode info = Json.of(
                """
                {"version": "v9.2.0", "os": "GOWA", "base_path": %s, "max_file_size": 50000000,
                 "max_video_size": 100000000, "max_image_size": 20000000, "chatwoot_enabled": false}""",
                state.basePath);
        return WaCall.ok("Fetch app info success", info);
    }

    Reply status(String message, WaState.Slot slot) {
        boolean ready = slot.login == WaState.Login.READY;
        ObjectNode status = Json.object()
                .put("is_connected", ready || slot.login == WaState.Login.UNSCANNED)
                .put("is_logged_in", ready)
                .put("device_id", slot.id)
                .put("jid", slot.jid());
        return WaCall.ok(message, status);
    }

    Reply linked(WaCall call) {
        ArrayNode all = Json.array(state.slots.values().stream().map(slot -> Json.object()
                .put("name", slot.pushName)
                .put("device", slot.id)
                .put("jid", slot.jid())));
        return WaCall.ok("Fetch device success", all);
    }

    Reply list(WaCall call) {
        ArrayNode list = Json.array(state.slots.values().stream().map(WaDevices::json));
        return WaCall.ok("List devices", list.isEmpty() ? Json.STRICT.nullNode() : list);
    }

    Reply read(WaCall call) {
        return WaCall.ok("Device info", json(known(call)));
    }

    /** A slot as the lists show it: without the fields that are empty. */
    private static ObjectNode json(WaState.Slot slot) {
        ObjectNode json = Json.object().put("id", slot.id);
        putUnlessEmpty(json, "phone_number", slot.number);
        putUnlessEmpty(json, "display_name", slot.pushName);
        json.put("state", slot.state());
        putUnlessEmpty(json, "jid", slot.jid());
        return json.put("created_at", slot.createdAt.toString());
    }

    private static void putUnlessEmpty(ObjectNode json, String field, String value) {
        if (!value.isEmpty()) {
            json.put(field, value);
        }
    }

    Reply add(WaCall call) {
        String given = call.text("device_id");
        String id = given.isEmpty() ? state.deviceId() : given;
        WaError.internalWhen(state.slots.containsKey(id), "device " + id + " already exists");
        checkAddress(call);
        WaState.Slot slot = state.add(id);
        ObjectNode added = Json.object()
                .put("id", slot.id)
                .put("display_name", slot.pushName)
                .put("jid", slot.jid())
                .put("state", slot.state())
                .put("created_at", slot.createdAt.toString());
        boolean hasWebhook = Stream.of("webhook_url", "webhook_secret", "webhook_events")
                .anyMatch(field -> !call.text(field).isEmpty());
        if (hasWebhook || call.body().path("webhook_insecure_skip_verify").asBoolean()) {
            store(slot, call);
            added.setAll(slot.webhook);
        }
        return WaCall.ok("Device added", added);
    }

    WaState.Slot known(WaCall call) {
        return Optional.ofNullable(state.slots.get(call.raw(1)))
                .orElseThrow(() -> WaError.internal("device " + call.raw(1) + " not found"));
    }

    /** The device of the path; added if it is new. */
    WaState.Slot made(WaCall call) {
        WaState.Slot slot = state.slots.get(call.raw(1));
        return slot == null ? state.add(call.raw(1)) : slot;
    }

    Reply delete(WaCall call) {
        state.slots.remove(call.raw(1));
        return WaCall.ok("Device removed", null);
    }

    Reply login(WaState.Slot slot) {
        startLogin(slot);
        WaError.AUTHENTICATION_ERROR.when(!state.internet, "reconnect error");
        String path = "statics/qrcode/scan-qr-" + state.next() + ".png";
        state.files.put(path, new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        ObjectNode code = Json.object().put("device_id", slot.id).put("qr_link", "http://localhost:3000/" + path);
        return WaCall.ok("Login success", code.put("qr_duration", 30));
    }

    Reply code(WaState.Slot slot, String phone) {
        String number = phone == null ? "" : phone;
        WaError.invalidWhen(number.isEmpty(), "phone_number(): cannot be blank");
        WaError.invalidWhen(
                !number.matches("\\+?\\d{1,15}"), "phone_number(" + number + "): must be in a valid format");
        startLogin(slot);
        WaError.internalWhen(
                !state.internet,
                "failed to dial whatsapp web websocket: dial tcp: lookup web.whatsapp.com: no such host");
        return WaCall.ok("Login with code success", Json.object().put("pair_code", "ABCD-1234"));
    }

    /** The state of a login that WhatsApp secures with a passkey. */
    Reply passkey(WaCall call) {
        WaState.Slot slot = call.slot;
        ObjectNode status = Json.object();
        status.putNull("challenge");
        status.put("code", slot.passkey == WaState.Passkey.CONFIRMATION ? "ABCD-1234" : "")
                .put("device_id", slot.id)
                .put("skip_handoff_ux", false)
                .put("status", slot.passkey.word());
        if (slot.passkey == WaState.Passkey.REQUESTED) {
            status.putObject("challenge").put("challenge", "dHdpbg").put("rpId", "whatsapp.com");
        }
        return WaCall.ok("Passkey pairing status", status);
    }

    /** Takes the browser's answer to the challenge. */
    Reply answerPasskey(WaCall call) {
        WaError.INVALID_WA_CLI.when(call.slot.login == WaState.Login.NONE);
        call.slot.passkey = WaState.Passkey.CONFIRMATION;
        return WaCall.ok("Passkey response submitted", null);
    }

    Reply confirmPasskey(WaCall call) {
        WaError.INVALID_WA_CLI.when(call.slot.login == WaState.Login.NONE);
        call.slot.passkey = WaState.Passkey.NONE;
        return WaCall.ok("Passkey pairing confirmed", null);
    }

    private void startLogin(WaState.Slot slot) {
        WaError.ALREADY_LOGGED_IN.when(slot.login == WaState.Login.READY);
        slot.login = state.internet ? WaState.Login.UNSCANNED : WaState.Login.OFFLINE;
    }

    /** @param words how this path says it */
    Reply logout(WaState.Slot slot, String words) {
        slot.login = WaState.Login.NONE;
        slot.number = "";
        return WaCall.ok(words, Json.object().put("device_id", slot.id));
    }

    /** @param words how this path says it */
    Reply reconnect(WaState.Slot slot, String words) {
        WaError.internalWhen(slot.number.isEmpty(), "device " + slot.id + " is not logged in (session deleted)");
        WaError.AUTHENTICATION_ERROR.when(!state.internet, "reconnect error");
        slot.login = WaState.Login.READY;
        return WaCall.ok(words, null);
    }

    Reply readWebhook(WaCall call) {
        return WaCall.ok("Device webhook retrieved", webhook(owner(call)));
    }

    /** All keys, also those that were never set. */
    private static ObjectNode webhook(WaState.Slot slot) {
        ObjectNode json = Json.object().put("device_id", slot.id);
        for (String field : WEBHOOK_TEXTS) {
            json.put(field, slot.webhook.path(field).asText());
        }
        return json.put(INSECURE, slot.webhook.path(INSECURE).asBoolean());
    }

    /** The device of the path. The webhook calls refuse an unknown one with an error of their own. */
    private WaState.Slot owner(WaCall call) {
        return Optional.ofNullable(state.slots.get(call.raw(1))).orElseThrow(() -> WaError.NOT_FOUND.refusal());
    }

    Reply patch(WaCall call) {
        WaError.BAD_REQUEST.when(!call.body().has("webhook_url"), "webhook_url is required");
        WaState.Slot slot = owner(call);
        checkAddress(call);
        store(slot, call);
        return WaCall.ok("Device webhook updated", webhook(slot));
    }

    private void checkAddress(WaCall call) {
        String address = call.text("webhook_url");
        if (!address.isEmpty()) {
            state.callable(address);
        }
    }

    private static void store(WaState.Slot slot, WaCall call) {
        for (String field : WEBHOOK_TEXTS) {
            slot.webhook.put(field, call.text(field));
        }
        slot.webhook.put(INSECURE, call.body().path(INSECURE).asBoolean());
    }
}
