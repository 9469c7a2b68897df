// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Accounts, their profiles and contacts. */
record WaUsers(WaState state) {

    Reply check(WaCall call) {
        call.requireLogin();
        String phone = call.query("phone");
        String address = phone == null ? "" : WaCall.suffixed(phone);
        boolean known = !address.endsWith("@s.whatsapp.net")
                || !state.unregistered.contains(address.replaceFirst("@.*", "").replace("+", ""));
        return WaCall.ok("Success check user", Json.object().put("is_on_whatsapp", known));
    }

    private static String jid(WaCall call) {
        return WaCall.suffixed(call.requiredQuery("phone"));
    }

    Reply info(WaCall call) {
        String jid = jid(call);
        call.requireLogin();
        ObjectNode results = Json.of(
                """
                {"data": [{"name": "Somebody", "status": "Available", "picture_id": "1", "devices": [
                  {"User": %s, "Agent": 0, "Device": "UNKNOWN", "Server": "s.whatsapp.net", "AD": %s}]}],
                 "resolved_phone": %s}""",
                jid.replaceFirst("@.*", ""), jid, jid);
        return WaCall.ok("Success get user info", results);
    }

    /** The only call that checks the login before its fields. */
    Reply avatar(WaCall call) {
        call.requireLogin();
        String jid = jid(call);
        String type = "true".equals(call.query("is_preview")) ? "preview" : "image";
        String url = "https://pps.example.com/" + jid.replaceFirst("@.*", "");
        return WaCall.ok(
                "Success get avatar",
                Json.object().put("url", url).put("id", "1").put("type", type));
    }

    Reply picture(WaCall call) {
        WaError.internalWhen(
                !WaContentType.isForm(call.request) || !WaForm.hasBoundary(call.request),
                "request Content-Type has bad boundary or is not multipart/form-data");
        WaForm.File file = call.form().file();
        WaError.internalWhen(
                file == null || !file.field().equals("avatar"),
                "there is no uploaded file associated with the given key");
        call.requireLogin();
        return WaCall.ok();
    }

    Reply name(WaCall call) {
        call.requireLogin();
        call.slot.pushName = call.text("push_name");
        return WaCall.ok();
    }

    Reply business(WaCall call) {
        String jid = jid(call);
        call.requireLogin();
        return WaCall.ok(
                "Success get business profile", Json.object().put("jid", jid).put("email", "desk@example.com"));
    }

    Reply contacts(WaCall call) {
        return mine(call, call.slot.chats.keySet().stream().map(jid -> Json.object()
                .put("jid", jid)
                .put("name", "Somebody")));
    }

    Reply groups(WaCall call) {
        return mine(call, state.groups.values().stream().map(WaGroups::pascal));
    }

    Reply newsletters(WaCall call) {
        return mine(call, Stream.of());
    }

    /** An empty list is null, as in Go. */
    private static Reply mine(WaCall call, Stream<ObjectNode> items) {
        call.requireLogin();
        ArrayNode list = Json.array(items);
        return WaCall.ok("Success", Json.object().set("data", list.isEmpty() ? null : list));
    }

    Reply privacy(WaCall call) {
        call.requireLogin();
        return WaCall.ok("Success", Json.object().put("group_add", "contacts").put("status", "all"));
    }
}
