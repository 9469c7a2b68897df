package io.callingcard.twin;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Devices, their logins and their webhooks. */
record WaDevices(WaState state) {

    private static final String[] WEBHOOK_FIELDS = {
        "webhook_url", "webhook_secret", "webhook_events", "webhook_insecure_skip_verify"
    };

    Reply info(WaCall call) {
        ObjectNode info = Json.of(
                """
                {"version": "v9.2.0", "os": "twin", "base_path": %s, "max_file_size": 50000000,
                 "max_video_size": 100000000, "max_image_size": 20000000, "chatwoot_enabled": false}""",
                state.basePath);
        return WaCall.ok("Success", info);
    }

    Reply status(String message, WaState.Slot slot) {
        boolean ready = slot.login == WaState.Login.READY;
        ObjectNode status = Json.object()
                .put("is_connected", ready || slot.login == WaState.Login.UNSCANNED)
                .put("is_logged_in", ready || slot.login == WaState.Login.OFFLINE && !slot.number.isEmpty())
                .put("device_id", slot.id)
                .put("jid", slot.jid());
        return WaCall.ok(message, status);
    }

    Reply linked(WaCall call) {
        WaState.Slot slot = call.slot;
        ObjectNode device =
                Json.object().put("name", slot.pushName).put("device", slot.id).put("jid", slot.jid());
        return WaCall.ok("Fetch device success", Json.array().add(device));
    }

    Reply list(WaCall call) {
        ArrayNode list = Json.array(state.slots.values().stream().map(WaDevices::json));
        return WaCall.ok("List devices", list.isEmpty() ? Json.STRICT.nullNode() : list);
    }

    Reply read(WaCall call) {
        return WaCall.ok("Device info", json(known(call)));
    }

    private static ObjectNode json(WaState.Slot slot) {
        return Json.of(
                """
                {"id": %s, "phone_number": %s, "display_name": %s, "state": %s, "jid": %s, "created_at": %s}""",
                slot.id, slot.number, slot.pushName, slot.state(), slot.jid(), slot.createdAt);
    }

    Reply add(WaCall call) {
        String given = call.text("device_id");
        String id = given.isEmpty() ? state.deviceId() : given;
        WaError.internalWhen(state.slots.containsKey(id), "device " + id + " already exists");
        checkAddress(call);
        WaState.Slot slot = state.add(id);
        if (!call.text("webhook_url").isEmpty()) {
            store(slot, call);
        }
        return WaCall.ok("Device added", json(slot));
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
        return WaCall.ok();
    }

    Reply login(WaState.Slot slot) {
        startLogin(slot);
        String path = "statics/qrcode/scan-qr-" + state.next() + ".png";
        state.files.put(path, new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        ObjectNode code = Json.object().put("device_id", slot.id).put("qr_link", "http://localhost:3000/" + path);
        return WaCall.ok("Login success", code.put("qr_duration", 30));
    }

    Reply code(WaState.Slot slot, String phone) {
        WaError.invalidWhen(phone == null || phone.isEmpty(), "phone: cannot be blank.");
        startLogin(slot);
        return WaCall.ok("Login with code success", Json.object().put("pair_code", "ABCD-1234"));
    }

    private void startLogin(WaState.Slot slot) {
        WaError.ALREADY_LOGGED_IN.when(slot.login == WaState.Login.READY);
        slot.login = state.internet ? WaState.Login.UNSCANNED : WaState.Login.OFFLINE;
    }

    Reply logout(WaState.Slot slot) {
        slot.login = WaState.Login.NONE;
        slot.number = "";
        return WaCall.ok();
    }

    Reply reconnect(WaState.Slot slot) {
        WaError.AUTHENTICATION_ERROR.when(!state.internet, "reconnect error");
        if (slot.login == WaState.Login.OFFLINE && !slot.number.isEmpty()) {
            slot.login = WaState.Login.READY;
        }
        return WaCall.ok();
    }

    Reply readWebhook(WaCall call) {
        return WaCall.ok("Device webhook", owner(call).webhook);
    }

    /** The device of the path. The webhook calls refuse an unknown one with an error of their own. */
    private WaState.Slot owner(WaCall call) {
        return Optional.ofNullable(state.slots.get(call.raw(1))).orElseThrow(() -> WaError.NOT_FOUND.refusal());
    }

    Reply patch(WaCall call) {
        WaState.Slot slot = owner(call);
        WaError.BAD_REQUEST.when(!call.body().has("webhook_url"), "webhook_url is required");
        checkAddress(call);
        store(slot, call);
        return WaCall.ok("Device webhook updated", slot.webhook);
    }

    private void checkAddress(WaCall call) {
        String address = call.text("webhook_url");
        if (!address.isEmpty()) {
            state.callable(address);
        }
    }

    private static void store(WaState.Slot slot, WaCall call) {
        slot.webhook.removeAll();
        Json.copy(call.body(), slot.webhook, WEBHOOK_FIELDS);
    }
}
