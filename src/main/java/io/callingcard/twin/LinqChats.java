// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Chats and groups, typing and read receipts, voice memos, locations and polls. */
record LinqChats(LinqState state) {

    private static final int USUAL_PAGE = 20;
    private static final int LEAST_GROUP = 3;

    Reply list(LinqCall call) {
        String from = call.query("from");
        String to = call.query("to");
        List<Chat> found = state.chats.values().stream()
                .filter(chat -> !chat.left)
                .filter(chat -> from == null || chat.line.number.equals(from))
                .filter(chat -> to == null || chat.members.contains(to))
                .toList();
        return call.page("chats", found, USUAL_PAGE, LinqShapes::chat);
    }

    Reply read(LinqCall call) {
        return Reply.json(200, LinqShapes.chat(state.chat(call.id(1))));
    }

    private Chat group(LinqCall call) {
        Chat chat = state.chat(call.id(1));
        Refusal.when(!chat.group, 1006, "A direct chat cannot be changed");
        return chat;
    }

    Reply update(LinqCall call) {
        Chat chat = group(call);
        ObjectNode body = call.body();
        String name = chat.name;
        String icon = chat.icon;
        chat.name = body.path("display_name").asText(name);
        chat.icon = body.path("group_chat_icon").asText(icon);
        state.deliver(chat, null, "group", body);
        if (!Objects.equals(name, chat.name)) {
            events().groupUpdated(chat, "name", name, chat.name);
        }
        if (!Objects.equals(icon, chat.icon)) {
            events().groupUpdated(chat, "icon", icon, chat.icon);
        }
        return Reply.json(202, Json.object().put("chat_id", chat.id).put("status", "pending"));
    }

    /** Delivers a signal without content. */
    Reply signal(LinqCall call, String kind) {
        call.requireNoBody();
        state.deliver(state.chat(call.id(1)), null, kind, Json.object());
        return Reply.empty(204);
    }

    Reply leave(LinqCall call) {
        Chat chat = group(call);
        Refusal.when(chat.members.size() < LEAST_GROUP, 1006, "The group is too small to leave");
        chat.left = true;
        state.deliver(chat, null, "group", Json.object().put("left", chat.line.number));
        events().participant(chat, chat.line.number, false);
        return accepted();
    }

    Reply add(LinqCall call) {
        Chat chat = group(call);
        String handle = call.handle("handle");
        chat.members.add(handle);
        state.deliver(chat, null, "group", Json.object().put("added", handle));
        events().participant(chat, handle, true);
        return accepted();
    }

    Reply remove(LinqCall call) {
        Chat chat = group(call);
        String handle = call.handle("handle");
        Refusal.when(!chat.members.contains(handle), 1005, "Not a member");
        Refusal.when(chat.members.size() < LEAST_GROUP, 1006, "Three must be left");
        state.deliver(chat, null, "group", Json.object().put("removed", handle));
        chat.members.remove(handle);
        events().participant(chat, handle, false);
        return accepted();
    }

    Reply voice(LinqCall call) {
        Chat chat = state.chat(call.id(1));
        ObjectNode body = call.body();
        boolean one = body.has("voice_memo_url") != body.has("attachment_id");
        Refusal.when(!one, 1001, "Either voice_memo_url or attachment_id");
        if (body.has("attachment_id")) {
            state.uploaded(body.get("attachment_id").asText());
        }
        state.requireWilling(chat, body);
        boolean notified = !body.has("force_notify") || body.get("force_notify").isBoolean();
        Refusal.when(!notified, 1003, "force_notify must be a boolean");
        String fileId = state.nextId();
        ObjectNode file = Json.of(
                """
                {"id": %s, "filename": "memo.m4a", "mime_type": "audio/mp4", "size_bytes": 0, "url": %s}""",
                fileId, "https://cdn.example.com/" + fileId);
        Chat.Message message =
                state.add(chat, true, Json.array().add(file.deepCopy().put("type", "media")));
        String id = message.id;
        if (events().arrives(message)) {
            state.deliver(chat, id, "voice", body);
        }
        ObjectNode memo = Json.of(
                """
                {"id": %s, "created_at": %s, "from": %s, "status": "queued", "service": %s, "to": %s, "chat": %s,
                 "voice_memo": %s}""",
                id,
                state.now(),
                chat.line.number,
                chat.service,
                chat.members,
                LinqShapes.chat(chat).put("is_active", true),
                file);
        return Reply.json(202, "voice_memo", memo);
    }

    Reply poll(LinqCall call) {
        Chat chat = iMessage(call);
        if (!(call.body().path("poll") instanceof ObjectNode poll)) {
            throw new Refusal(1001, "Missing field poll");
        }
        return state.once(poll.path("idempotency_key").asText(), () -> {
            String id = state.nextId();
            state.deliver(chat, id, "poll", poll);
            ObjectNode envelope = envelope(chat, id, poll);
            state.polls.put(id, envelope);
            events().poll(chat, envelope, chat.line.number);
            return new LinqState.Answered(null, Reply.json(202, envelope.deepCopy()));
        });
    }

    private Chat iMessage(LinqCall call) {
        Chat chat = state.chat(call.id(1));
        Refusal.when(!chat.service.equals("iMessage"), 2017, "Not on this service");
        return chat;
    }

    private Chat direct(LinqCall call) {
        Chat chat = iMessage(call);
        Refusal.when(chat.group, 2016, "Not in groups");
        return chat;
    }

    /** The poll in its present state, with its message. */
    private ObjectNode envelope(Chat chat, String id, ObjectNode poll) {
        ObjectNode envelope = Json.of(
                """
                {"chat_id": %s, "message_id": %s, "created_at": %s, "updated_at": %s, "reactions": [],
                 "poll": {"total_voters": 0, "options": []}}""",
                chat.id, id, state.now(), state.now());
        poll.path("options").forEach(option -> addOption(chat, envelope, option));
        return envelope;
    }

    private LinqEvents events() {
        return new LinqEvents(state);
    }

    private ObjectNode addOption(Chat chat, ObjectNode envelope, JsonNode given) {
        ObjectNode option = Json.of(
                """
                {"option_id": %s, "text": %s, "can_be_edited": true, "creator_handle": %s, "voters": []}""",
                state.nextId(),
                given.isTextual() ? given.asText() : Json.text(given, "text"),
                LinqShapes.handle(chat, chat.line.number, true));
        envelope.withArray("/poll/options").add(option);
        return option;
    }

    private ObjectNode knownPoll(LinqCall call) {
        return ChatState.known(state.polls, call.id(1), 2002, "No such message");
    }

    Reply readPoll(LinqCall call) {
        return Reply.json(200, knownPoll(call).deepCopy());
    }

    Reply addOptions(LinqCall call) {
        ObjectNode envelope = knownPoll(call);
        Chat chat = state.chat(envelope.path("chat_id").asText());
        ArrayNode added = Json.array();
        call.body().path("options").forEach(option -> added.add(addOption(chat, envelope, option)));
        events().optionsAdded(chat, envelope, added);
        return Reply.json(200, envelope.deepCopy());
    }

    Reply vote(LinqCall call) {
        ObjectNode envelope = knownPoll(call);
        Chat chat = state.chat(envelope.path("chat_id").asText());
        boolean added = !Json.text(call.body(), "operation").equals("remove");
        vote(chat, envelope, chat.line.number, call.required("option_id"), added);
        return Reply.json(200, envelope.deepCopy());
    }

    /** Gives a vote, or takes it back. A person has one vote for each option. */
    void vote(Chat chat, ObjectNode envelope, String from, String option, boolean added) {
        ObjectNode chosen = (ObjectNode)
                StreamSupport.stream(envelope.withArray("/poll/options").spliterator(), false)
                        .filter(each -> Json.text(each, "option_id").equals(option))
                        .findFirst()
                        .orElseThrow(() -> new Refusal(1005, "No such option"));
        ArrayNode others = Json.array();
        chosen.path("voters").forEach(voter -> {
            if (!Json.text(voter, "handle").equals(from)) {
                others.add(voter);
            }
        });
        if (added) {
            others.addObject().put("handle", from).put("voted_at", state.now().toString());
        }
        chosen.set("voters", others);
        ((ObjectNode) envelope.get("poll")).put("total_voters", votersOf(envelope));
        events().vote(chat, envelope, from, option, added);
    }

    private static int votersOf(ObjectNode envelope) {
        Set<String> voters = new HashSet<>();
        for (JsonNode option : envelope.at("/poll/options")) {
            option.path("voters").forEach(voter -> voters.add(Json.text(voter, "handle")));
        }
        return voters.size();
    }

    Reply location(LinqCall call) {
        Chat chat = direct(call);
        ArrayNode features = Json.array();
        chat.members.forEach(member -> features.addAll(feature(member)));
        return Reply.json(
                200,
                Json.of(
                        """
                        {"success": true, "data": {"type": "FeatureCollection", "features": %s}}""",
                        features));
    }

    /** Where a person is; none if they do not share it. */
    private List<ObjectNode> feature(String member) {
        LinqState.Place place = state.places.get(member);
        return place == null
                ? List.of()
                : List.of(Json.of(
                        """
                        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [%s, %s]},
                         "properties": {"handle": %s, "updated_at": %s}}""",
                        place.longitude(), place.latitude(), member, place.since()));
    }

    Reply askLocation(LinqCall call) {
        Chat chat = direct(call);
        Refusal.when(state.places.containsKey(chat.members.get(0)), 2015, "The recipient shares already");
        state.deliver(chat, null, "location_request", Json.object());
        return Reply.json(202, Json.object().put("success", true).put("message", "Location requested"));
    }

    Reply stopLocation(LinqCall call) {
        Chat chat = state.chat(call.id(1));
        stopLocation(chat, call.handle("handle"));
        return Reply.json(202, Json.object().put("success", true).put("message", "Stop requested"));
    }

    /** The documentation names the status for a person who does not share, but no code. */
    void stopLocation(Chat chat, String person) {
        LinqState.Place place = state.places.remove(person);
        Refusal.when(place == null, 2015, 404, "The contact does not share a location");
        events().location(chat, person, place.since(), false);
    }

    Reply background(LinqCall call, ObjectNode background) {
        Chat chat = iMessage(call);
        state.deliver(chat, null, background == null ? "background_removed" : "background", Json.object());
        events().background(chat, background);
        return accepted();
    }

    static Reply accepted() {
        ObjectNode answer = Json.object().put("status", "accepted").put("message", "Accepted");
        return Reply.json(202, answer.put("trace_id", "0".repeat(32)));
    }
}
