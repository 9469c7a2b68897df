package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Groups, channels and calls. */
record WaGroups(WaState state) {

    private WaState.Group group(WaCall call, String id) {
        WaError.INVALID_GROUP_ID.when(id == null || id.isEmpty());
        call.requireLogin();
        return state.group(WaCall.suffixed(id));
    }

    private WaState.Group groupOfQuery(WaCall call) {
        return group(call, call.query("group_id"));
    }

    private WaState.Group groupOfBody(WaCall call) {
        return group(call, call.text("group_id"));
    }

    static ObjectNode pascal(WaState.Group group) {
        ObjectNode json = Json.object().put("JID", group.jid).put("Name", group.name);
        ArrayNode members = json.putArray("Participants");
        group.members.forEach(who ->
                members.addObject().put("JID", who + "@s.whatsapp.net").put("IsAdmin", group.admins.contains(who)));
        json.setAll(group.settings);
        return json;
    }

    /** Participants are bare digits. As in the gateway, a second suffix makes an address invalid. */
    private String registered(String participant) {
        WaError.internalWhen(participant.contains("@"), "invalid JID " + participant + "@s.whatsapp.net");
        WaError.INVALID_JID.when(state.unregistered.contains(participant), "user is not registered");
        return participant;
    }

    Reply create(WaCall call) {
        call.require("title");
        call.requireLogin();
        WaState.Group group = new WaState.Group(state.groupId(), call.text("title"));
        call.body().path("participants").forEach(who -> group.members.add(registered(who.asText())));
        state.groups.put(group.jid, group);
        state.deliver(call.slot, group.jid, null, "group", Json.object().put("name", group.name));
        return WaCall.ok("Success created group", Json.object().put("group_id", group.jid));
    }

    Reply participants(WaCall call) {
        WaState.Group group = groupOfQuery(call);
        Stream<ObjectNode> people = group.members.stream()
                .map(who -> Json.of(
                        """
                        {"jid": %s, "phone_number": %s, "lid": "", "display_name": "Somebody", "is_admin": %s,
                         "is_super_admin": false}""",
                        who + "@s.whatsapp.net", who, group.admins.contains(who)));
        ObjectNode results = Json.object().put("group_id", group.jid).put("name", group.name);
        return WaCall.ok("Success", results.set("participants", Json.array(people)));
    }

    Reply export(WaCall call) {
        WaState.Group group = groupOfQuery(call);
        StringBuilder csv = new StringBuilder("phone_number\n");
        group.members.forEach(who -> csv.append(who).append('\n'));
        return Reply.file("text/csv", csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Changes a group for each participant of the body. */
    Reply change(WaCall call, BiConsumer<WaState.Group, String> change) {
        JsonNode participants = call.body().path("participants");
        WaError.invalidWhen(participants.isEmpty(), "participants: cannot be blank.");
        WaState.Group group = groupOfBody(call);
        ArrayNode results = Json.array();
        for (JsonNode who : participants) {
            boolean added = state.timelocked.contains(who.asText());
            String status = added ? "error" : "success";
            if (!added) {
                change.accept(group, registered(who.asText()));
            }
            results.addObject()
                    .put("participant", who.asText())
                    .put("status", status)
                    .put("message", status);
        }
        return WaCall.ok("Success", results);
    }

    /** Adds a person that asked to join. */
    static void approve(WaState.Group group, String who) {
        if (group.requests.remove(who)) {
            group.members.add(who);
        }
    }

    Reply requests(WaCall call) {
        WaState.Group group = groupOfQuery(call);
        Stream<ObjectNode> asking =
                group.requests.stream().map(who -> Json.object().put("jid", who + "@s.whatsapp.net"));
        return WaCall.ok("Success", Json.object().set("data", Json.array(asking)));
    }

    Reply set(WaCall call, String setting) {
        WaState.Group group = groupOfBody(call);
        if (setting.equals("name")) {
            String name = call.text("name");
            WaError.invalidWhen(name.isEmpty() || name.length() > 25, "name: the length must be between 1 and 25.");
            group.name = name;
        }
        group.settings.set(setting, call.body().path(setting));
        return WaCall.ok();
    }

    Reply photo(WaCall call) {
        WaForm form = WaForm.read(call.request);
        WaState.Group group = group(call, WaCall.text(form.fields(), "group_id"));
        WaError.INVALID_IMAGE_FORMAT.when(
                form.file() == null || !form.file().field().equals("photo"));
        group.settings.put("photo", form.file().size());
        return WaCall.ok();
    }

    Reply leave(WaCall call) {
        WaState.Group group = groupOfBody(call);
        state.groups.remove(group.jid);
        return WaCall.ok();
    }

    private WaState.Group linked(WaCall call, String link) {
        call.requireLogin();
        return state.groups.values().stream()
                .filter(group -> link.equals(group.link))
                .findFirst()
                .orElseThrow(() -> WaError.internal("that group invite link is not valid"));
    }

    Reply info(WaCall call) {
        return WaCall.ok("Success", pascal(groupOfQuery(call)));
    }

    Reply join(WaCall call) {
        call.require("link");
        WaState.Group group = linked(call, call.text("link"));
        return WaCall.ok("Success join group", Json.object().put("group_id", group.jid));
    }

    Reply preview(WaCall call) {
        WaState.Group group = linked(call, call.requiredQuery("link"));
        return WaCall.ok("Success", Json.object().put("group_id", group.jid).put("name", group.name));
    }

    Reply link(WaCall call) {
        WaState.Group group = groupOfQuery(call);
        if (group.link == null || "true".equals(call.query("reset"))) {
            group.link = "https://chat.whatsapp.com/" + state.next();
        }
        return WaCall.ok("Success", Json.object().put("invite_link", group.link).put("group_id", group.jid));
    }

    /** Accepts a call that changes nothing here. */
    Reply accept(WaCall call, String... fields) {
        call.require(fields);
        call.requireLogin();
        return WaCall.ok();
    }

    Reply channel(WaCall call) {
        call.requiredQuery("newsletter_id");
        call.requireLogin();
        ObjectNode results = Json.object();
        results.putArray("data").addObject().put("server_id", 1).put("text", "News");
        return WaCall.ok("Success", results);
    }
}
