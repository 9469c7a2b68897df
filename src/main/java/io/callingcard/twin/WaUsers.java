package io.callingcard.twin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Accounts, their profiles and contacts. */
final class WaUsers {

    private final WaTwin twin;

    WaUsers(WaTwin twin) {
        this.twin = twin;
    }

    void addTo(WaTwin routes) {
        routes.route("GET", "/user/check", this::check);
        routes.route("GET", "/user/info", this::info);
        routes.route("GET", "/user/avatar", this::avatar);
        routes.route("POST", "/user/avatar", this::picture);
        routes.route("POST", "/user/pushname", this::name);
        routes.route("GET", "/user/business-profile", this::business);
        routes.route("GET", "/user/my/contacts", call -> mine(call, data(contacts(call))));
        routes.route("GET", "/user/my/groups", call -> mine(call, data(groups())));
        routes.route("GET", "/user/my/newsletters", call -> mine(call, data(null)));
        routes.route(
                "GET",
                "/user/my/privacy",
                call -> mine(call, Json.object().put("group_add", "contacts").put("status", "all")));
    }

    private Reply check(WaCall call) {
        call.requireLogin();
        String phone = call.query("phone");
        String address = phone == null ? "" : WaCall.suffixed(phone);
        boolean known = !address.endsWith("@s.whatsapp.net")
                || !twin.state()
                        .unregistered
                        .contains(address.replaceFirst("@.*", "").replace("+", ""));
        return WaCall.ok("Success check user", Json.object().put("is_on_whatsapp", known));
    }

    private static String required(WaCall call) {
        String phone = call.query("phone");
        if (phone == null || phone.isEmpty()) {
            throw WaRefusal.invalid("phone: cannot be blank.");
        }
        return WaCall.suffixed(phone);
    }

    private Reply info(WaCall call) {
        String jid = required(call);
        call.requireLogin();
        ObjectNode results = Json.object();
        ObjectNode person = results.putArray("data").addObject();
        person.put("name", "Somebody").put("status", "Available").put("picture_id", "1");
        person.putArray("devices")
                .addObject()
                .put("User", jid.replaceFirst("@.*", ""))
                .put("Agent", 0)
                .put("Device", "UNKNOWN")
                .put("Server", "s.whatsapp.net")
                .put("AD", jid);
        return WaCall.ok("Success get user info", results.put("resolved_phone", jid));
    }

    /** The only call that checks the login before its fields. */
    private Reply avatar(WaCall call) {
        call.requireLogin();
        String jid = required(call);
        return WaCall.ok(
                "Success get avatar",
                Json.object()
                        .put("url", "https://pps.example.com/" + jid.replaceFirst("@.*", ""))
                        .put("id", "1")
                        .put("type", "true".equals(call.query("is_preview")) ? "preview" : "image"));
    }

    private Reply picture(WaCall call) {
        call.requireLogin();
        WaForm.File file = call.isForm() ? WaForm.read(call.request()).file() : null;
        if (file == null || !file.field().equals("avatar")) {
            throw WaRefusal.invalid("avatar: cannot be blank.");
        }
        return WaCall.ok();
    }

    private Reply name(WaCall call) {
        ObjectNode body = call.body();
        WaCall.require(body, "push_name");
        call.requireLogin();
        call.slot().pushName = body.get("push_name").asText();
        return WaCall.ok();
    }

    private Reply business(WaCall call) {
        String jid = required(call);
        call.requireLogin();
        return WaCall.ok(
                "Success get business profile", Json.object().put("jid", jid).put("email", "desk@example.com"));
    }

    private static Reply mine(WaCall call, ObjectNode results) {
        call.requireLogin();
        return WaCall.ok("Success", results);
    }

    private static ObjectNode data(ArrayNode items) {
        ObjectNode results = Json.object();
        results.set("data", items == null || items.isEmpty() ? Json.STRICT.nullNode() : items);
        return results;
    }

    private static ArrayNode contacts(WaCall call) {
        ArrayNode contacts = Json.array();
        call.slot().chats.keySet().forEach(jid -> contacts.addObject()
                .put("jid", jid)
                .put("name", "Somebody"));
        return contacts;
    }

    private ArrayNode groups() {
        ArrayNode groups = Json.array();
        twin.state().groups.values().forEach(group -> groups.add(WaGroups.pascal(group)));
        return groups;
    }
}
