// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The twin of the WhatsApp gateway: its calls, checks and errors, in the gateway's order. */
public final class WaTwin extends ProviderTwin<WaState, WaCall> {

    /** The device that is logged in at start. */
    public static final String DEVICE = "twin";

    /** The number of that device. */
    public static final String NUMBER = "12025550147";

    private static final String STATICS = "/statics/";

    /** The fields that all messages share. */
    private static final String EACH = "phone! duration:i is_forwarded:b";

    private static final int LONGEST_AUTHORIZATION = 8192;
    private static final Set<String> SETTINGS = Set.of(
            "fresh",
            "login",
            "disconnect",
            "restart",
            "internet",
            "basic_auth",
            "base_path",
            "dialect",
            "auto_download_media",
            "passkeys",
            "unregistered",
            "timelocked",
            "history_delay_ms",
            "webhooks",
            "webhook_secret");

    private final WaDialect usualDialect;

    WaTwin(World world, WaDialect usualDialect) {
        super("wa", world);
        this.usualDialect = usualDialect;
        reset();
    }

    @Override
    WaState newState(World world) {
        return new WaState(world, usualDialect);
    }

    @Override
    Routes<WaCall> calls() {
        Routes<WaCall> calls = Routes.ofAnyCase();
        sends(calls);
        messages(calls);
        users(calls);
        chats(calls);
        groups(calls);
        devices(calls);
        return calls;
    }

    private void sends(Routes<WaCall> calls) {
        WaSends sends = new WaSends(state);
        calls.add("POST", "/send/message", reads(EACH + " message! reply_message_id mentions:l", sends::text));
        calls.add("POST", "/send/contact", reads(EACH + " contact_name! contact_phone!", sends::contact));
        calls.add("POST", "/send/link", reads(EACH + " link! caption!", sends::link));
        calls.add("POST", "/send/location", reads(EACH + " latitude! longitude!", sends::location));
        calls.add("POST", "/send/poll", reads(EACH + " question! options:l! max_answer:i!", sends::poll));
        for (WaMediaKind kind : WaMediaKind.values()) {
            String fields = EACH + " " + kind.word() + "_url! caption view_once:b compress:b hd:b gif_playback:b ptt:b "
                    + "reply_message_id";
            WaBody body = WaBody.of(fields).withFile(kind.word());
            calls.add("POST", "/send/" + kind.word(), new ReadCall(body, call -> sends.media(call, kind)));
        }
        calls.add("POST", "/send/presence", reads("type is_forwarded:b", sends::presence));
        calls.add("POST", "/send/chat-presence", reads("phone! action!", sends::typing));
    }

    private void messages(Routes<WaCall> calls) {
        WaMessages messages = new WaMessages(state);
        calls.add("POST", "/message/{}/reaction", reads("phone! emoji", messages::react));
        calls.add("POST", "/message/{}/update", reads("phone! message!", messages::edit));
        calls.add(
                "POST",
                "/message/{}/revoke",
                reads("phone!", call -> messages.signal(call, "revoke", "Revoke success")));
        calls.add("POST", "/message/{}/delete", reads("phone!", messages::delete));
        calls.add(
                "POST",
                "/message/{}/read",
                reads("phone!", call -> messages.signal(call, "read", "Mark as read success")));
        calls.add("POST", "/message/{}/star", reads("phone!", messages::star));
        calls.add("POST", "/message/{}/unstar", reads("phone!", messages::star));
        calls.add("POST", "/message/{}/forward", reads("phone! duration:i force_reupload:b", messages::forward));
        calls.add("GET", "/message/{}/download", messages::download);
    }

    private void users(Routes<WaCall> calls) {
        WaUsers users = new WaUsers(state);
        calls.add("GET", "/user/check", users::check);
        calls.add("GET", "/user/info", users::info);
        calls.add("GET", "/user/avatar", users::avatar);
        calls.add("POST", "/user/avatar", new FileBody<>("avatar", users::picture));
        calls.add("POST", "/user/pushname", reads("push_name", users::name));
        calls.add("GET", "/user/business-profile", users::business);
        calls.add("GET", "/user/my/contacts", users::contacts);
        calls.add("GET", "/user/my/groups", users::groups);
        calls.add("GET", "/user/my/newsletters", users::newsletters);
        calls.add("GET", "/user/my/privacy", users::privacy);
    }

    private void chats(Routes<WaCall> calls) {
        WaChats chats = new WaChats(state);
        calls.add("GET", "/chats", chats::chats);
        calls.add("GET", "/chat/{}/messages", chats::messages);
        calls.add("POST", "/chat/{}/disappearing", readsShortly("timer_seconds:u", chats::timer));
        calls.add("POST", "/chat/{}/pin", readsShortly("pinned:b", call -> chats.flag(call, "pinned")));
        calls.add("POST", "/chat/{}/archive", readsShortly("archived:b", call -> chats.flag(call, "archived")));
    }

    private void groups(Routes<WaCall> calls) {
        WaGroups groups = new WaGroups(state);
        calls.add("POST", "/group", reads("title! participants:l!", groups::create));
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
                .forEach((path, change) -> calls.add(
                        "POST",
                        "/group/" + path,
                        reads("group_id! participants:l!", call -> groups.change(call, change))));
        calls.add("GET", "/group/participant-requests", groups::requests);
        Map.of("name", "name!", "topic", "topic", "locked", "locked:b", "announce", "announce:b")
                .forEach((setting, field) -> calls.add(
                        "POST", "/group/" + setting, reads("group_id! " + field, call -> groups.set(call, setting))));
        calls.add("POST", "/group/photo", new ReadCall(WaBody.of("group_id!").withFile("photo"), groups::photo));
        calls.add("POST", "/group/leave", reads("group_id!", groups::leave));
        calls.add("POST", "/group/join-with-link", reads("link!", groups::join));
        calls.add("GET", "/group/info-from-link", groups::preview);
        calls.add("GET", "/group/invite-link", groups::link);
        calls.add(
                "POST", "/newsletter/unfollow", reads("newsletter_id!", call -> groups.accept(call, "newsletter_id")));
        calls.add("GET", "/newsletter/messages", groups::channel);
        calls.add("POST", "/call/reject", reads("caller_jid! call_id!", groups::reject));
    }

    private void devices(Routes<WaCall> calls) {
        WaDevices devices = new WaDevices(state);
        calls.open("GET", "/", devices::greet);
        calls.open("GET", "/app/info", devices::info);
        calls.add("GET", "/app/status", call -> devices.status("Connection status retrieved", call.slot));
        calls.add("GET", "/app/devices", devices::linked);
        calls.add("GET", "/app/login", call -> devices.login(call.slot));
        calls.add("GET", "/app/login-with-code", call -> devices.code(call.slot, call.query("phone")));
        calls.add("GET", "/app/passkey", devices::passkey);
        calls.add("POST", "/app/passkey/response", reads("id", devices::answerPasskey));
        calls.add("POST", "/app/passkey/confirm", devices::confirmPasskey);
        calls.add("GET", "/app/logout", call -> devices.logout(call.slot, "Success logout"));
        calls.add("GET", "/app/reconnect", call -> devices.reconnect(call.slot, "Reconnect success"));
        calls.add("GET", "/ws", call -> Reply.text(426, "Upgrade Required"));
        String webhook = " webhook_secret webhook_events webhook_insecure_skip_verify:b";
        calls.open("GET", "/devices", devices::list);
        calls.open("POST", "/devices", readsShortly("device_id webhook_url" + webhook, devices::add));
        calls.open("GET", "/devices/{}", devices::read);
        calls.open("DELETE", "/devices/{}", devices::delete);
        calls.open("GET", "/devices/{}/status", call -> devices.status("Device status", devices.known(call)));
        calls.open("GET", "/devices/{}/login", call -> devices.login(devices.made(call)));
        calls.open("POST", "/devices/{}/login/code", call -> devices.code(devices.known(call), call.query("phone")));
        calls.open("POST", "/devices/{}/logout", call -> devices.logout(devices.known(call), "Logout requested"));
        calls.open(
                "POST", "/devices/{}/reconnect", call -> devices.reconnect(devices.known(call), "Reconnect requested"));
        calls.open("GET", "/devices/{}/webhook", devices::readWebhook);
        calls.open("PATCH", "/devices/{}/webhook", readsShortly("device_id webhook_url!" + webhook, devices::patch));
    }

    /** A call whose body is read first, as in the gateway. */
    private static Function<WaCall, Reply> reads(String fields, Function<WaCall, Reply> call) {
        return new ReadCall(WaBody.of(fields), call);
    }

    private static Function<WaCall, Reply> readsShortly(String fields, Function<WaCall, Reply> call) {
        return new ReadCall(WaBody.of(fields).withShortError(), call);
    }

    private record ReadCall(WaBody body, Function<WaCall, Reply> call)
            implements Function<WaCall, Reply>, Routes.WithBody {

        @Override
        public Reply apply(WaCall each) {
            return call.apply(each.with(body));
        }

        @Override
        public int status() {
            return 200;
        }

        @Override
        public ObjectNode content() {
            return body.content();
        }
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

    /** Sets whether the gateway follows its program ({@code v9}, the default) or its documentation ({@code docs}). */
    public synchronized void dialect(String word) {
        state.dialect = WaDialect.of(word);
    }

    /** Sets whether files that people send are downloaded, the default, or named by their address at WhatsApp. */
    public synchronized void downloadMedia(boolean downloads) {
        state.downloadsMedia = downloads;
    }

    /** Asks for the passkey of a device that is logging in. */
    public synchronized void requestPasskey(String device) {
        WaState.Slot slot = state.slots.get(device);
        slot.login = WaState.Login.UNSCANNED;
        slot.passkey = WaState.Passkey.REQUESTED;
    }

    /** Sends a text from a person to a device. Answers the id of the message. */
    public synchronized String receive(String device, String from, String text) {
        return happens(device, WaEventKind.TEXT, Map.of("from", from, "text", text));
    }

    /** Sends a contact card from a person to a device. Answers the id of the message. */
    public synchronized String receiveCard(String device, String from, String name, String vcard) {
        return happens(device, WaEventKind.CONTACT, Map.of("from", from, "name", name, "vcard", vcard));
    }

    /** Sends a person's reaction to a message; an empty one removes it. */
    public synchronized void receiveReaction(String device, String from, String messageId, String reaction) {
        happens(device, WaEventKind.REACTION, Map.of("from", from, "message_id", messageId, "reaction", reaction));
    }

    /** Sends a file from a person to a device. Answers the id of the message. */
    public synchronized String receiveFile(String device, String from, String filename, byte[] bytes) {
        return happens(device, WaEventKind.DOCUMENT, Map.of("from", from, "file_name", filename, "bytes", bytes));
    }

    /** Reports messages as {@code delivered} or {@code read} by a person's phone. */
    public synchronized void acknowledge(String device, String from, List<String> messageIds, String receiptType) {
        happens(device, WaEventKind.RECEIPT, Map.of("from", from, "message_ids", messageIds, "receipt", receiptType));
    }

    /**
     * Lets something happen that the gateway tells in an event.
     *
     * @param kind    a kind of docs/twins.md, for example {@code image}
     * @param details what docs/twins.md lists for the kind
     * @return the id of the message, or an empty text for an event that is no message
     */
    public synchronized String receive(String device, String kind, Map<String, ?> details) {
        return happens(device, WaEventKind.of(kind), details);
    }

    private String happens(String device, WaEventKind kind, Map<String, ?> details) {
        return new WaEvents(state).tell(state.slots.get(device), kind, Json.STRICT.valueToTree(details));
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
        given.path("passkeys").forEach(device -> requestPasskey(known(device.asText())));
        if (given.has("dialect")) {
            dialect(given.get("dialect").asText());
        }
        downloadMedia(given.path("auto_download_media").asBoolean(state.downloadsMedia));
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
    Set<String> settings() {
        return SETTINGS;
    }

    @Override
    Set<String> deeds() {
        return WaEventKind.details();
    }

    @Override
    void receive(JsonNode deed) {
        String device = known(deed.path("device").asText(DEVICE));
        new WaEvents(state).tell(state.slots.get(device), WaEventKind.of(deed), deed.deepCopy());
    }

    private String known(String device) {
        if (!state.slots.containsKey(device)) {
            throw new IllegalArgumentException("no such device");
        }
        return device;
    }

    @Override
    Reply dispatch(ReceivedRequest request, Routes<WaCall> calls) {
        state.written = null;
        String path = request.barePath();
        if (path.equals("/health")) {
            return Reply.text(200, "OK");
        }
        WaForm.check(request);
        String below = path.startsWith(state.basePath) ? path.substring(state.basePath.length()) : null;
        byte[] file =
                below != null && below.startsWith(STATICS) ? state.files.get(Call.decoded(below.substring(1))) : null;
        if (file != null) {
            return Reply.file("application/octet-stream", file);
        }
        checkCredentials(request);
        if (below == null) {
            throw WaError.plain(404, "Not Found");
        }
        String plain = withoutEndingSlash(below);
        boolean isHead = request.method().equals("HEAD");
        Routes.Found<WaCall> found = calls.find(isHead ? "GET" : request.method(), plain);
        WaState.Slot slot = found != null && found.open() ? null : slot(request);
        if (found == null) {
            int status = calls.statusOfUnknown(plain);
            throw WaError.plain(status, status == 405 ? "Method Not Allowed" : "Not Found");
        }
        return found.handler().apply(new WaCall(request, found.ids(), slot, state.dialect));
    }

    private static String withoutEndingSlash(String path) {
        boolean slashed = path.length() > 1 && path.endsWith("/");
        return path.isEmpty() ? "/" : slashed ? path.substring(0, path.length() - 1) : path;
    }

    /** The gateway answers a call that breaks its program, too. */
    @Override
    synchronized Reply answer(ReceivedRequest request) {
        try {
            return super.answer(request);
        } catch (RuntimeException broken) {
            return refused(
                    request,
                    WaError.internal("runtime error: " + broken.getClass().getSimpleName()));
        }
    }

    private void checkCredentials(ReceivedRequest request) {
        if (state.basicAuth == null) {
            return;
        }
        String given = request.header("authorization");
        String word = given == null ? "" : given.replaceFirst(" .*", "");
        if (!word.equalsIgnoreCase("Basic")) {
            throw WaError.plain(401, "Unauthorized");
        }
        if (given.length() > LONGEST_AUTHORIZATION) {
            throw WaError.plain(431, "Request Header Fields Too Large");
        }
        byte[] pair = pair(given.substring(word.length()));
        if (!MessageDigest.isEqual(state.basicAuth.getBytes(StandardCharsets.UTF_8), pair)) {
            throw WaError.plain(401, "Unauthorized");
        }
    }

    /** The user and the password of the header; refuses what is not in their form. */
    private static byte[] pair(String encoded) {
        if (!encoded.matches(" [A-Za-z0-9+/]+=*")) {
            throw WaError.plain(400, "Bad Request");
        }
        try {
            byte[] pair = Base64.getDecoder().decode(encoded.substring(1));
            if (new String(pair, StandardCharsets.UTF_8).contains(":")) {
                return pair;
            }
        } catch (IllegalArgumentException e) {
            // No base64.
        }
        throw WaError.plain(400, "Bad Request");
    }

    private WaState.Slot slot(ReceivedRequest request) {
        String header = request.headers().getOrDefault("x-device-id", "").strip();
        String named = header.isEmpty()
                ? Call.queries(request, "device_id").findFirst().orElse("").strip()
                : Call.decoded(header);
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
    Reply refused(ReceivedRequest request, Refusal given) {
        Refusal refusal = state.dialect.worded(given);
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
