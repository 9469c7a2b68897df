package io.callingcard.twin;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Devices, their logins and their webhooks. */
final class WaDevices {

    private final WaTwin twin;

    WaDevices(WaTwin twin) {
        this.twin = twin;
    }

    void addTo(WaTwin routes) {
        routes.openRoute("GET", "/app/info", this::info);
        routes.route("GET", "/app/status", this::status);
        routes.route("GET", "/app/devices", this::linked);
        routes.route("GET", "/app/login", call -> login(call.slot()));
        routes.route("GET", "/app/login-with-code", call -> code(call.slot(), call.query("phone")));
        routes.route("GET", "/app/logout", call -> logout(call.slot()));
        routes.route("GET", "/app/reconnect", call -> reconnect(call.slot()));
        routes.openRoute("GET", "/devices", this::list);
        routes.openRoute("POST", "/devices", this::add);
        routes.openRoute("GET", "/devices/{}", call -> WaCall.ok("Device info", json(known(call))));
        routes.openRoute("GET", "/devices/{}/status", call -> WaCall.ok("Device status", statusOf(known(call))));
        routes.openRoute("DELETE", "/devices/{}", this::delete);
        routes.openRoute("GET", "/devices/{}/login", call -> login(made(call)));
        routes.openRoute("POST", "/devices/{}/login/code", call -> code(known(call), call.query("phone")));
        routes.openRoute("POST", "/devices/{}/logout", call -> logout(known(call)));
        routes.openRoute("POST", "/devices/{}/reconnect", call -> reconnect(known(call)));
        routes.openRoute("GET", "/devices/{}/webhook", call -> WaCall.ok("Device webhook", webhook(call).webhook));
        routes.openRoute("PATCH", "/devices/{}/webhook", this::patch);
    }

    private Reply info(WaCall call) {
        return WaCall.ok(
                "Success",
                Json.object()
                        .put("version", "v9.2.0")
                        .put("os", "twin")
                        .put("base_path", twin.state().basePath)
                        .put("max_file_size", 50_000_000)
                        .put("max_video_size", 100_000_000)
                        .put("max_image_size", 20_000_000)
                        .put("chatwoot_enabled", false));
    }

    private static ObjectNode statusOf(WaState.Slot slot) {
        boolean ready = slot.login == WaState.Login.READY;
        return Json.object()
                .put("is_connected", ready || slot.login == WaState.Login.UNSCANNED)
                .put("is_logged_in", ready || slot.login == WaState.Login.OFFLINE && !slot.number.isEmpty())
                .put("device_id", slot.id)
                .put("jid", slot.jid());
    }

    private Reply status(WaCall call) {
        return WaCall.ok("Connection status retrieved", statusOf(call.slot()));
    }

    private Reply linked(WaCall call) {
        ArrayNode list = Json.array();
        list.addObject()
                .put("name", call.slot().pushName)
                .put("device", call.slot().id)
                .put("jid", call.slot().jid());
        return WaCall.ok("Fetch device success", list);
    }

    private Reply list(WaCall call) {
        ArrayNode list = Json.array();
        twin.state().slots.values().forEach(slot -> list.add(json(slot)));
        return WaCall.ok("List devices", list.isEmpty() ? Json.STRICT.nullNode() : list);
    }

    private static ObjectNode json(WaState.Slot slot) {
        return Json.object()
                .put("id", slot.id)
                .put("phone_number", slot.number)
                .put("display_name", slot.pushName)
                .put("state", slot.state())
                .put("jid", slot.jid())
                .put("created_at", slot.createdAt.toString());
    }

    private Reply add(WaCall call) {
        ObjectNode body = call.body();
        String given = WaCall.text(body, "device_id");
        String id = given.isEmpty()
                ? UUID.nameUUIDFromBytes(new byte[] {(byte) twin.state().next()})
                        .toString()
                : given;
        if (twin.state().slots.containsKey(id)) {
            throw WaRefusal.internal("device " + id + " already exists");
        }
        WaState.Slot slot = twin.state().add(id, twin.now());
        if (!WaCall.text(body, "webhook_url").isEmpty()) {
            store(slot, body);
        }
        return WaCall.ok("Device added", json(slot));
    }

    private WaState.Slot known(WaCall call) {
        return Optional.ofNullable(twin.state().slots.get(call.raw(1)))
                .orElseThrow(() -> WaRefusal.internal("device " + call.raw(1) + " not found"));
    }

    private WaState.Slot made(WaCall call) {
        WaState.Slot slot = twin.state().slots.get(call.raw(1));
        return slot == null ? twin.state().add(call.raw(1), twin.now()) : slot;
    }

    private Reply delete(WaCall call) {
        twin.state().slots.remove(call.raw(1));
        return WaCall.ok();
    }

    private Reply login(WaState.Slot slot) {
        requireLoggedOut(slot);
        slot.login = twin.state().internet ? WaState.Login.UNSCANNED : WaState.Login.OFFLINE;
        String path = "statics/qrcode/scan-qr-" + twin.state().next() + ".png";
        twin.state().files.put(path, new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        return WaCall.ok(
                "Login success",
                Json.object()
                        .put("device_id", slot.id)
                        .put("qr_link", "http://localhost:3000/" + path)
                        .put("qr_duration", 30));
    }

    private Reply code(WaState.Slot slot, String phone) {
        if (phone == null || phone.isEmpty()) {
            throw WaRefusal.invalid("phone: cannot be blank.");
        }
        requireLoggedOut(slot);
        slot.login = twin.state().internet ? WaState.Login.UNSCANNED : WaState.Login.OFFLINE;
        return WaCall.ok("Login with code success", Json.object().put("pair_code", "ABCD-1234"));
    }

    private static void requireLoggedOut(WaState.Slot slot) {
        if (slot.login == WaState.Login.READY) {
            throw new WaRefusal("ALREADY_LOGGED_IN");
        }
    }

    private Reply logout(WaState.Slot slot) {
        slot.login = WaState.Login.NONE;
        slot.number = "";
        return WaCall.ok();
    }

    private Reply reconnect(WaState.Slot slot) {
        if (!twin.state().internet) {
            throw new WaRefusal("AUTHENTICATION_ERROR", "reconnect error");
        }
        if (slot.login == WaState.Login.OFFLINE && !slot.number.isEmpty()) {
            slot.login = WaState.Login.READY;
        }
        return WaCall.ok();
    }

    private WaState.Slot webhook(WaCall call) {
        return Optional.ofNullable(twin.state().slots.get(call.raw(1))).orElseThrow(() -> new WaRefusal("NOT_FOUND"));
    }

    private Reply patch(WaCall call) {
        WaState.Slot slot = webhook(call);
        ObjectNode body = call.body();
        if (!body.has("webhook_url")) {
            throw new WaRefusal("BAD_REQUEST", "webhook_url is required");
        }
        store(slot, body);
        return WaCall.ok("Device webhook updated", slot.webhook);
    }

    private static void store(WaState.Slot slot, ObjectNode body) {
        slot.webhook.removeAll();
        for (String field :
                List.of("webhook_url", "webhook_secret", "webhook_events", "webhook_insecure_skip_verify")) {
            if (body.has(field)) {
                slot.webhook.set(field, body.get(field));
            }
        }
    }
}
