package io.callingcard.twin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The twin of the WhatsApp gateway: its calls, checks and errors, in the gateway's order. */
public final class WaTwin extends ProviderTwin<WaState, WaCall> {

    /** The device that is logged in at start. */
    public static final String DEVICE = "twin";

    /** The number of that device. */
    public static final String NUMBER = "12025550147";

    private static final String STATICS = "/statics/";

    WaTwin(World world) {
        super("wa", world);
        reset();
    }

    @Override
    WaState newState(World world) {
        return new WaState(world);
    }

    @Override
    Routes<WaCall> calls() {
        Routes<WaCall> calls = new Routes<>("", "");

        WaSends sends = new WaSends(state);
        calls.add("POST", "/send/message", sends::text);
        calls.add("POST", "/send/contact", sends::contact);
        calls.add("POST", "/send/link", sends::link);
        calls.add("POST", "/send/location", sends::location);
        calls.add("POST", "/send/poll", sends::poll);
        for (String kind : List.of("image", "file", "video", "audio", "sticker")) {
            calls.add("POST", "/send/" + kind, call -> sends.media(call, kind));
        }
        calls.add("POST", "/send/presence", sends::presence);
        calls.add("POST", "/send/chat-presence", sends::typing);

        WaMessages messages = new WaMessages(state);
        calls.add("POST", "/message/{}/reaction", messages::react);
        calls.add("POST", "/message/{}/update", messages::edit);
        calls.add("POST", "/message/{}/revoke", call -> messages.signal(call, "revoke", "Revoke success"));
        calls.add("POST", "/message/{}/delete", messages::delete);
        calls.add("POST", "/message/{}/read", call -> messages.signal(call, "read", "Mark as read success"));
        calls.add("POST", "/message/{}/star", messages::star);
        calls.add("POST", "/message/{}/unstar", messages::star);
        calls.add("POST", "/message/{}/forward", messages::forward);
        calls.add("GET", "/message/{}/download", messages::download);

        WaUsers users = new WaUsers(state);
        calls.add("GET", "/user/check", users::check);
        calls.add("GET", "/user/info", users::info);
        calls.add("GET", "/user/avatar", users::avatar);
        calls.add("POST", "/user/avatar", users::picture);
        calls.add("POST", "/user/pushname", users::name);
        calls.add("GET", "/user/business-profile", users::business);
        calls.add("GET", "/user/my/contacts", users::contacts);
        calls.add("GET", "/user/my/groups", users::groups);
        calls.add("GET", "/user/my/newsletters", users::newsletters);
        calls.add("GET", "/user/my/privacy", users::privacy);

        WaChats chats = new WaChats(state);
        calls.add("GET", "/chats", chats::chats);
        calls.add("GET", "/chat/{}/messages", chats::messages);
        calls.add("POST", "/chat/{}/disappearing", chats::timer);
        calls.add("POST", "/chat/{}/pin", call -> chats.flag(call, "pinned"));
        calls.add("POST", "/chat/{}/archive", call -> chats.flag(call, "archived"));

        WaGroups groups = new WaGroups(state);
        calls.add("POST", "/group", groups::create);
        calls.add("GET", "/group/info", groups::info);
        calls.add("GET", "/group/participants", groups::participants);
        calls.add("GET", "/group/participants/export", groups::export);
        Map.<String, BiConsumer<WaState.Group, String>>of(
                        "participants", (group, person) -> group.members.add(person),
                        "participants/remove", (group, person) -> group.members.remove(person),
                        "participants/promote", (group, person) -> group.admins.add(person),
                        "participants/demote", (group, person) -> group.admins.remove(person),
                        "participant-requests/approve", WaGroups::approve,
                        "participant-requests/reject", (group, person) -> group.requests.remove(person))
                .forEach((path, change) -> calls.add("POST", "/group/" + path, call -> groups.change(call, change)));
        calls.add("GET", "/group/participant-requests", groups::requests);
        for (String setting : List.of("name", "topic", "locked", "announce")) {
            calls.add("POST", "/group/" + setting, call -> groups.set(call, setting));
        }
        calls.add("POST", "/group/photo", groups::photo);
        calls.add("POST", "/group/leave", groups::leave);
        calls.add("POST", "/group/join-with-link", groups::join);
        calls.add("GET", "/group/info-from-link", groups::preview);
        calls.add("GET", "/group/invite-link", groups::link);
        calls.add("POST", "/newsletter/unfollow", call -> groups.accept(call, "newsletter_id"));
        calls.add("GET", "/newsletter/messages", groups::channel);
        calls.add("POST", "/call/reject", call -> groups.accept(call, "caller_jid", "call_id"));

        WaDevices devices = new WaDevices(state);
        calls.open("GET", "/app/info", devices::info);
        calls.add("GET", "/app/status", call -> devices.status("Connection status retrieved", call.slot));
        calls.add("GET", "/app/devices", devices::linked);
        calls.add("GET", "/app/login", call -> devices.login(call.slot));
        calls.add("GET", "/app/login-with-code", call -> devices.code(call.slot, call.query("phone")));
        calls.add("GET", "/app/logout", call -> devices.logout(call.slot));
        calls.add("GET", "/app/reconnect", call -> devices.reconnect(call.slot));
        calls.open("GET", "/devices", devices::list);
        calls.open("POST", "/devices", devices::add);
        calls.open("GET", "/devices/{}", devices::read);
        calls.open("DELETE", "/devices/{}", devices::delete);
        calls.open("GET", "/devices/{}/status", call -> devices.status("Device status", devices.known(call)));
        calls.open("GET", "/devices/{}/login", call -> devices.login(devices.made(call)));
        calls.open("POST", "/devices/{}/login/code", call -> devices.code(devices.known(call), call.query("phone")));
        calls.open("POST", "/devices/{}/logout", call -> devices.logout(devices.known(call)));
        calls.open("POST", "/devices/{}/reconnect", call -> devices.reconnect(devices.known(call)));
        calls.open("GET", "/devices/{}/webhook", devices::readWebhook);
        calls.open("PATCH", "/devices/{}/webhook", devices::patch);
        return calls;
    }

    @Override
    synchronized void reset() {
        fresh();
        login(DEVICE, NUMBER);
    }

    /** Removes everything, also the device: a gateway that was never used. */
    public synchronized void fresh() {
        super.reset();
    }

    /** Logs a device in with a number; adds the device if it is new. */
    public synchronized void login(String device, String number) {
        WaState.Slot slot = state.slots.get(device);
        slot = slot == null ? state.add(device) : slot;
        slot.login = WaState.Login.READY;
        slot.number = number.replace("+", "");
    }

    /** Breaks the connection of a device to WhatsApp. */
    public synchronized void disconnect(String device) {
        state.slots.get(device).login = WaState.Login.OFFLINE;
    }

    /** Restarts the gateway: devices without a login become disconnected ones. */
    public synchronized void restart() {
        state.slots.values().stream()
                .filter(slot -> slot.login == WaState.Login.NONE)
                .forEach(slot -> slot.login = WaState.Login.OFFLINE);
    }

    /** Sets whether logins can reach WhatsApp; the default is yes. */
    public synchronized void internet(boolean there) {
        state.internet = there;
    }

    /** Sets the required credentials, {@code user:password}; null, the default, for none. */
    public synchronized void basicAuth(String credentials) {
        state.basicAuth = credentials;
    }

    /** Sets the path that all calls start with; the default is empty. */
    public synchronized void basePath(String path) {
        state.basePath = path;
    }

    /** Removes a number from WhatsApp. */
    public synchronized void unregister(String number) {
        state.unregistered.add(number.replace("+", ""));
    }

    /** Forbids the account to write to a number first. */
    public synchronized void timelock(String number) {
        state.timelocked.add(number.replace("+", ""));
    }

    /** Sets how long a message takes to appear in the history; the default is zero. */
    public synchronized void historyDelay(Duration delay) {
        state.historyDelay = delay;
    }

    /** Sets the addresses, and the secret, for the events of devices without their own webhook. */
    public synchronized void webhooks(List<String> addresses, String secret) {
        state.webhooks.clear();
        state.webhooks.addAll(addresses);
        state.webhookSecret = secret;
    }

    /** Sends a text from a person to a device. Answers the id of the message. */
    public synchronized String receive(String device, String from, String text) {
        return events().text(state.slots.get(device), from.replace("+", ""), text);
    }

    /** Sends a contact card from a person to a device. Answers the id of the message. */
    public synchronized String receiveCard(String device, String from, String name, String vcard) {
        return events().card(state.slots.get(device), from.replace("+", ""), name, vcard);
    }

    /** Sends a person's reaction to a message; an empty one removes it. */
    public synchronized void receiveReaction(String device, String from, String messageId, String reaction) {
        events().reaction(state.slots.get(device), from.replace("+", ""), messageId, reaction);
    }

    /** Sends a file from a person to a device. Answers the id of the message. */
    public synchronized String receiveFile(String device, String from, String filename, byte[] bytes) {
        return events().file(state.slots.get(device), from.replace("+", ""), filename, bytes);
    }

    /** Reports messages as {@code delivered} or {@code read} by a person's phone. */
    public synchronized void acknowledge(String device, String from, List<String> messageIds, String receiptType) {
        events().ack(state.slots.get(device), from.replace("+", ""), messageIds, receiptType);
    }

    /** Asks to join a group on behalf of a number. */
    public synchronized void askToJoin(String group, String number) {
        state.group(group).requests.add(number.replace("+", ""));
    }

    @Override
    void set(JsonNode given) {
        if (given.path("fresh").asBoolean()) {
            fresh();
        }
        Json.each(given, "login", this::login);
        given.path("disconnect").forEach(device -> disconnect(known(device.asText())));
        if (given.path("restart").asBoolean()) {
            restart();
        }
        internet(given.path("internet").asBoolean(state.internet));
        basicAuth(given.path("basic_auth").asText(state.basicAuth));
        basePath(given.path("base_path").asText(state.basePath));
        given.path("unregistered").forEach(number -> unregister(number.asText()));
        given.path("timelocked").forEach(number -> timelock(number.asText()));
        historyDelay(Duration.ofMillis(given.path("history_delay_ms").asLong(state.historyDelay.toMillis())));
        state.webhookSecret = given.path("webhook_secret").asText(state.webhookSecret);
        given.path("webhooks").forEach(address -> state.webhooks.add(state.callable(address.asText())));
    }

    @Override
    void receive(JsonNode deed) {
        String device = known(deed.path("device").asText(DEVICE));
        String from = Json.text(deed, "from");
        String messageId = Json.text(deed, "message_id");
        if (deed.has("vcard")) {
            receiveCard(device, from, Json.text(deed, "name"), Json.text(deed, "vcard"));
        } else if (deed.has("reaction")) {
            receiveReaction(device, from, messageId, Json.text(deed, "reaction"));
        } else if (deed.has("receipt")) {
            acknowledge(device, from, List.of(messageId), Json.text(deed, "receipt"));
        } else {
            receive(device, from, Json.text(deed, "text"));
        }
    }

    private String known(String device) {
        if (!state.slots.containsKey(device)) {
            throw new IllegalArgumentException("no such device");
        }
        return device;
    }

    private WaEvents events() {
        return new WaEvents(state);
    }

    @Override
    Reply dispatch(ReceivedRequest request, Routes<WaCall> calls) {
        state.written = null;
        String path = request.barePath();
        if (path.equals("/health")) {
            return Reply.text(200, "OK");
        }
        String below = path.startsWith(state.basePath) ? path.substring(state.basePath.length()) : null;
        if (below != null && below.startsWith(STATICS)) {
            return statics(below);
        }
        checkCredentials(request);
        if (below == null) {
            throw WaError.plain(404, "Not Found");
        }
        Routes.Found<WaCall> found = calls.find(request.method(), below);
        boolean open = found == null ? below.startsWith("/devices") : found.open();
        WaState.Slot slot = open ? null : slot(request);
        if (found == null) {
            int status = calls.statusOfUnknown(below);
            throw WaError.plain(status, status == 405 ? "Method Not Allowed" : "Not Found");
        }
        return found.handler().apply(new WaCall(request, found.ids(), slot));
    }

    private Reply statics(String path) {
        byte[] bytes = state.files.get(URLDecoder.decode(path.substring(1), StandardCharsets.UTF_8));
        if (bytes == null) {
            throw WaError.plain(404, "Not Found");
        }
        return Reply.file("application/octet-stream", bytes);
    }

    private void checkCredentials(ReceivedRequest request) {
        if (state.basicAuth == null) {
            return;
        }
        String given = request.header("authorization");
        if (given != null && !given.matches("Basic [A-Za-z0-9+/]+=*")) {
            throw WaError.plain(400, "Bad Request");
        }
        byte[] expected = ("Basic "
                        + Base64.getEncoder().encodeToString(state.basicAuth.getBytes(StandardCharsets.UTF_8)))
                .getBytes(StandardCharsets.UTF_8);
        if (given == null || !MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
            throw WaError.plain(401, "Unauthorized");
        }
    }

    private WaState.Slot slot(ReceivedRequest request) {
        String header = request.header("x-device-id");
        String named = header == null || header.isEmpty()
                ? Call.queries(request, "device_id").findFirst().orElse("")
                : URLDecoder.decode(header, StandardCharsets.UTF_8);
        if (!named.isEmpty()) {
            return Optional.ofNullable(state.slot(named))
                    .orElseThrow(() -> WaError.DEVICE_NOT_FOUND.refusal(Map.of("device_id", named)));
        }
        WaError.DEVICE_ID_REQUIRED.when(state.slots.size() != 1);
        return state.slots.values().iterator().next();
    }

    /** A gateway that times out adds no row, although WhatsApp may have delivered. */
    @Override
    synchronized Reply error(ReceivedRequest request, Fault fault) {
        boolean timedOut = "GATEWAY_TIMEOUT".equals(fault.code());
        if (timedOut && fault.kind() == Fault.Kind.ERROR_AFTER_DELIVERY && state.written != null) {
            state.slots.values().forEach(slot -> slot.rows.remove(state.written.id));
        }
        return refused(request, WaError.of(fault));
    }

    @Override
    Reply refused(ReceivedRequest request, Refusal refusal) {
        if (refusal.code() == null) {
            Reply reply = Reply.text(refusal.status(), refusal.getMessage());
            return refusal.status() == 401
                    ? reply.with("www-authenticate", "Basic realm=\"Restricted\", charset=\"UTF-8\"")
                            .with("cache-control", "no-store")
                    : reply;
        }
        ObjectNode body = Json.object().put("code", refusal.code()).put("message", refusal.getMessage());
        body.setAll(Json.STRICT.<ObjectNode>valueToTree(refusal.fields()));
        return Reply.json(refusal.status(), body);
    }
}
