package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Groups, channels and calls. */
final class WaGroups {

    private final WaTwin twin;

    WaGroups(WaTwin twin) {
        this.twin = twin;
    }

    void addTo(WaTwin routes) {
        routes.route("POST", "/group", this::create);
        routes.route("GET", "/group/info", call -> WaCall.ok("Success", pascal(group(call, call.query("group_id")))));
        routes.route("GET", "/group/participants", this::participants);
        routes.route("GET", "/group/participants/export", this::export);
        routes.route("POST", "/group/participants", call -> change(call, this::add));
        routes.route(
                "POST", "/group/participants/remove", call -> change(call, (group, who) -> group.members.remove(who)));
        routes.route(
                "POST", "/group/participants/promote", call -> change(call, (group, who) -> group.admins.add(who)));
        routes.route(
                "POST", "/group/participants/demote", call -> change(call, (group, who) -> group.admins.remove(who)));
        routes.route("GET", "/group/participant-requests", this::requests);
        routes.route(
                "POST",
                "/group/participant-requests/approve",
                call -> change(call, (group, who) -> group.requests.remove(who) && group.members.add(who)));
        routes.route(
                "POST",
                "/group/participant-requests/reject",
                call -> change(call, (group, who) -> group.requests.remove(who)));
        for (String setting : List.of("name", "topic", "locked", "announce")) {
            routes.route("POST", "/group/" + setting, call -> set(call, setting));
        }
        routes.route("POST", "/group/photo", this::photo);
        routes.route("POST", "/group/leave", this::leave);
        routes.route("POST", "/group/join-with-link", this::join);
        routes.route("GET", "/group/info-from-link", this::preview);
        routes.route("GET", "/group/invite-link", this::link);
        routes.route("POST", "/newsletter/unfollow", this::unfollow);
        routes.route("GET", "/newsletter/messages", this::channel);
        routes.route("POST", "/call/reject", this::reject);
    }

    private WaState.Group group(WaCall call, String id) {
        if (id == null || id.isEmpty()) {
            throw new WaRefusal("INVALID_GROUP_ID");
        }
        call.requireLogin();
        return twin.state().group(WaCall.suffixed(id));
    }

    private WaState.Group group(WaCall call, ObjectNode body) {
        return group(call, WaCall.text(body, "group_id"));
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
        if (participant.contains("@")) {
            throw WaRefusal.internal("invalid JID " + participant + "@s.whatsapp.net");
        }
        if (twin.state().unregistered.contains(participant)) {
            throw new WaRefusal("INVALID_JID", "user is not registered");
        }
        return participant;
    }

    private Reply create(WaCall call) {
        ObjectNode body = call.body();
        WaCall.require(body, "title");
        call.requireLogin();
        WaState.Group group = new WaState.Group(
                "12036300000000" + String.format("%04d", twin.state().next()) + "@g.us",
                body.get("title").asText());
        body.path("participants").forEach(who -> group.members.add(registered(who.asText())));
        twin.state().groups.put(group.jid, group);
        twin.deliver(call.slot(), group.jid, null, "group", Json.object().put("name", group.name));
        return WaCall.ok("Success created group", Json.object().put("group_id", group.jid));
    }

    private Reply participants(WaCall call) {
        WaState.Group group = group(call, call.query("group_id"));
        ObjectNode results = Json.object().put("group_id", group.jid).put("name", group.name);
        ArrayNode list = results.putArray("participants");
        group.members.forEach(who -> list.addObject()
                .put("jid", who + "@s.whatsapp.net")
                .put("phone_number", who)
                .put("lid", "")
                .put("display_name", "Somebody")
                .put("is_admin", group.admins.contains(who))
                .put("is_super_admin", false));
        return WaCall.ok("Success", results);
    }

    private Reply export(WaCall call) {
        WaState.Group group = group(call, call.query("group_id"));
        StringBuilder csv = new StringBuilder("phone_number\n");
        group.members.forEach(who -> csv.append(who).append('\n'));
        return Reply.file("text/csv", csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Reply change(WaCall call, BiFunction<WaState.Group, String, Boolean> change) {
        ObjectNode body = call.body();
        if (body.path("participants").isEmpty()) {
            throw WaRefusal.invalid("participants: cannot be blank.");
        }
        WaState.Group group = group(call, body);
        ArrayNode results = Json.array();
        for (JsonNode who : body.path("participants")) {
            boolean added = twin.state().timelocked.contains(who.asText());
            String status = added ? "error" : "success";
            if (!added) {
                change.apply(group, registered(who.asText()));
            }
            results.addObject()
                    .put("participant", who.asText())
                    .put("status", status)
                    .put("message", status);
        }
        return WaCall.ok("Success", results);
    }

    private Boolean add(WaState.Group group, String who) {
        return group.members.add(who);
    }

    private Reply requests(WaCall call) {
        WaState.Group group = group(call, call.query("group_id"));
        ArrayNode list = Json.array();
        group.requests.forEach(who -> list.addObject().put("jid", who + "@s.whatsapp.net"));
        return WaCall.ok("Success", Json.object().set("data", list));
    }

    private Reply set(WaCall call, String setting) {
        ObjectNode body = call.body();
        WaState.Group group = group(call, body);
        if (setting.equals("name")) {
            String name = WaCall.text(body, "name");
            if (name.isEmpty() || name.length() > 25) {
                throw WaRefusal.invalid("name: the length must be between 1 and 25.");
            }
            group.name = name;
        }
        group.settings.set(setting, body.path(setting));
        return WaCall.ok();
    }

    private Reply photo(WaCall call) {
        WaForm form = WaForm.read(call.request());
        WaState.Group group = group(call, form.fields());
        if (form.file() == null || !form.file().field().equals("photo")) {
            throw new WaRefusal("INVALID_IMAGE_FORMAT");
        }
        group.settings.put("photo", form.file().size());
        return WaCall.ok();
    }

    private Reply leave(WaCall call) {
        WaState.Group group = group(call, call.body());
        twin.state().groups.remove(group.jid);
        return WaCall.ok();
    }

    private WaState.Group linked(WaCall call, String link) {
        if (link == null || link.isEmpty()) {
            throw WaRefusal.invalid("link: cannot be blank.");
        }
        call.requireLogin();
        return twin.state().groups.values().stream()
                .filter(group -> link.equals(group.link))
                .findFirst()
                .orElseThrow(() -> WaRefusal.internal("that group invite link is not valid"));
    }

    private Reply join(WaCall call) {
        WaState.Group group = linked(call, WaCall.text(call.body(), "link"));
        return WaCall.ok("Success join group", Json.object().put("group_id", group.jid));
    }

    private Reply preview(WaCall call) {
        WaState.Group group = linked(call, call.query("link"));
        return WaCall.ok("Success", Json.object().put("group_id", group.jid).put("name", group.name));
    }

    private Reply link(WaCall call) {
        WaState.Group group = group(call, call.query("group_id"));
        if (group.link == null || "true".equals(call.query("reset"))) {
            group.link = "https://chat.whatsapp.com/" + twin.state().next();
        }
        return WaCall.ok("Success", Json.object().put("invite_link", group.link).put("group_id", group.jid));
    }

    private Reply unfollow(WaCall call) {
        WaCall.require(call.body(), "newsletter_id");
        call.requireLogin();
        return WaCall.ok();
    }

    private Reply channel(WaCall call) {
        if (call.query("newsletter_id") == null) {
            throw WaRefusal.invalid("newsletter_id: cannot be blank.");
        }
        call.requireLogin();
        ObjectNode results = Json.object();
        results.putArray("data").addObject().put("server_id", 1).put("text", "News");
        return WaCall.ok("Success", results);
    }

    private Reply reject(WaCall call) {
        WaCall.require(call.body(), "caller_jid", "call_id");
        call.requireLogin();
        return WaCall.ok();
    }
}
