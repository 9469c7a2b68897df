// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Groups, channels and calls. */
record WaGroups(WaState state) {

    private static final int LONGEST_NAME = 25;
    private static final Set<String> PHOTOS = Set.of("image/jpeg", "image/jpg", "image/png", "image/webp");

    private WaState.Group group(WaCall call, String id) {
        call.requireLogin();
        return state.group(WaCall.suffixed(id));
    }

    /** The group of the calls that have an error of their own for a missing one. */
    private WaState.Group listedGroup(WaCall call) {
        String id = call.query("group_id");
        WaError.INVALID_GROUP_ID.when(id == null || id.isEmpty());
        return group(call, id);
    }

    private WaState.Group groupOfQuery(WaCall call) {
        return group(call, call.requiredQuery("group_id"));
    }

    private WaState.Group groupOfBody(WaCall call, String... otherFields) {
        call.require(
                Stream.concat(Stream.of("group_id"), Stream.of(otherFields)).toArray(String[]::new));
        return group(call, call.text("group_id"));
    }

    /** Refuses a missing list of members, and an empty member. */
    private static void requireMembers(WaCall call, String field) {
        JsonNode participants = call.body().path("participants");
        String blank = call.text(field).isEmpty() ? field + ": cannot be blank" : "";
        if (participants.isEmpty()) {
            String none = "participants: cannot be blank";
            throw WaError.invalid(Stream.of(blank, none)
                            .filter(each -> !each.isEmpty())
                            .sorted()
                            .collect(Collectors.joining("; "))
                    + ".");
        }
        String empty = IntStream.range(0, participants.size())
                .filter(i -> participants.get(i).asText().isEmpty())
                .mapToObj(i -> i + ": cannot be blank.")
                .collect(Collectors.joining("; "));
        String members = empty.isEmpty() ? "" : "participants: (" + empty + ")";
        String all = Stream.of(blank, members)
                .filter(each -> !each.isEmpty())
                .sorted()
                .collect(Collectors.joining("; "));
        WaError.invalidWhen(!all.isEmpty(), all + ".");
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
        requireMembers(call, "title");
        call.requireLogin();
        WaState.Group group = new WaState.Group(state.groupId(), call.text("title"));
        call.body().path("participants").forEach(who -> group.members.add(registered(who.asText())));
        state.groups.put(group.jid, group);
        state.deliver(call.slot, group.jid, null, "group", Json.object().put("name", group.name));
        return WaCall.ok("Success created group", Json.object().put("group_id", group.jid));
    }

    Reply participants(WaCall call) {
        WaState.Group group = listedGroup(call);
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
        WaState.Group group = listedGroup(call);
        StringBuilder csv = new StringBuilder("phone_number\n");
        group.members.forEach(who -> csv.append(who).append('\n'));
        return Reply.file("text/csv", csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Changes a group for each participant of the body. */
    Reply change(WaCall call, BiConsumer<WaState.Group, String> change) {
        requireMembers(call, "group_id");
        JsonNode participants = call.body().path("participants");
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
        WaState.Group group = listedGroup(call);
        Stream<ObjectNode> asking =
                group.requests.stream().map(who -> Json.object().put("jid", who + "@s.whatsapp.net"));
        return WaCall.ok("Success", Json.object().set("data", Json.array(asking)));
    }

    Reply set(WaCall call, String setting) {
        boolean renames = setting.equals("name");
        String name = call.text("name");
        if (renames) {
            call.require("group_id", "name");
            // The gateway counts bytes.
            WaError.invalidWhen(
                    name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME,
                    "name: the length must be between 1 and " + LONGEST_NAME + ".");
        }
        WaState.Group group = groupOfBody(call);
        group.name = renames ? name : group.name;
        group.settings.set(setting, call.body().path(setting));
        return WaCall.ok();
    }

    Reply photo(WaCall call) {
        WaForm.File file = call.form().file();
        boolean given = file != null && file.field().equals("photo");
        call.require("group_id");
        WaError.INVALID_IMAGE_FORMAT.when(
                given && !PHOTOS.contains(file.contentType()),
                "Image validation failed: unsupported image format: " + (given ? file.contentType() : "")
                        + " (supported: JPEG, PNG, WebP)");
        WaState.Group group = groupOfBody(call);
        // Without a picture the gateway removes the present one.
        group.settings.put("photo", given ? file.size() : 0);
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
        String reset = call.query("reset");
        boolean anew = WaBody.flag(reset == null ? "" : reset, "reset", "query");
        WaState.Group group = groupOfQuery(call);
        if (group.link == null || anew) {
            group.link = "https://chat.whatsapp.com/" + state.next();
        }
        return WaCall.ok("Success", Json.object().put("invite_link", group.link).put("group_id", group.jid));
    }

    /** Declines a call of WhatsApp. Unlike other calls, this one counts spaces as blank. */
    Reply reject(WaCall call) {
        for (String field : List.of("caller_jid", "call_id")) {
            call.body().put(field, call.text(field).strip());
        }
        return accept(call, "caller_jid", "call_id");
    }

    /** Accepts a call that changes nothing here. */
    Reply accept(WaCall call, String... fields) {
        call.require(fields);
        call.requireLogin();
        return WaCall.ok();
    }

    Reply channel(WaCall call) {
        String before = call.query("before");
        String count = call.query("count");
        long earliest = WaBody.number(before == null ? "" : before, "before", "query");
        long most = WaBody.number(count == null ? "" : count, "count", "query");
        String id = call.requiredQuery("newsletter_id");
        WaError.invalidWhen(earliest < 0, "before: must be no less than 0.");
        WaError.invalidWhen(most > 100, "count: must be no greater than 100.");
        WaError.invalidWhen(most < 0, "count: must be no less than 1.");
        WaError.invalidWhen(!id.endsWith("@newsletter"), "newsletter_id: must end with @newsletter.");
        call.requireLogin();
        ObjectNode results = Json.object();
        results.putArray("data").addObject().put("server_id", 1).put("text", "News");
        return WaCall.ok("Success", results);
    }
}
