package io.callingcard.twin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;

/** The twin of the WhatsApp gateway: its calls, checks and errors, in the gateway's order. */
public final class WaTwin extends ProviderTwin {

    /** The device that is logged in at start. */
    public static final String DEVICE = "twin";

    /** The number of that device. */
    public static final String NUMBER = "12025550147";

    private static final Pattern STATICS = Pattern.compile("/statics/.*");

    private final Routes<WaCall> routes = new Routes<>();
    private final WaEvents events = new WaEvents(this);
    private WaState state;

    WaTwin(TwinClock clock, Journal journal, Vertx vertx) {
        super("wa", clock, journal, vertx);
        reset();
        new WaSends(this).addTo(this);
        new WaMessages(this).addTo(this);
        new WaUsers(this).addTo(this);
        new WaChats(this).addTo(this);
        new WaGroups(this).addTo(this);
        new WaDevices(this).addTo(this);
    }

    @Override
    synchronized void reset() {
        fresh();
        login(DEVICE, NUMBER);
    }

    /** Removes everything, also the device: a gateway that was never used. */
    public synchronized void fresh() {
        super.reset();
        state = new WaState();
    }

    /** Logs a device in with a number; adds the device if it is new. */
    public synchronized void login(String device, String number) {
        WaState.Slot slot = state.slots.get(device);
        slot = slot == null ? state.add(device, now()) : slot;
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
        return events.text(state.slots.get(device), from.replace("+", ""), text);
    }

    /** Sends a contact card from a person to a device. Answers the id of the message. */
    public synchronized String receiveCard(String device, String from, String name, String vcard) {
        return events.card(state.slots.get(device), from.replace("+", ""), name, vcard);
    }

    /** Sends a person's reaction to a message; an empty one removes it. */
    public synchronized void receiveReaction(String device, String from, String messageId, String reaction) {
        events.reaction(state.slots.get(device), from.replace("+", ""), messageId, reaction);
    }

    /** Sends a file from a person to a device. Answers the id of the message. */
    public synchronized String receiveFile(String device, String from, String filename, byte[] bytes) {
        return events.file(state.slots.get(device), from.replace("+", ""), filename, bytes);
    }

    /** Reports messages as {@code delivered} or {@code read} by a person's phone. */
    public synchronized void acknowledge(String device, String from, List<String> messageIds, String receiptType) {
        events.ack(state.slots.get(device), from.replace("+", ""), messageIds, receiptType);
    }

    /** Asks to join a group on behalf of a number. */
    public synchronized void askToJoin(String group, String number) {
        state.group(group).requests.add(number.replace("+", ""));
    }

    /** The fields are listed in docs/twins.md. */
    @Override
    synchronized void control(JsonNode given) {
        if (given.path("fresh").asBoolean()) {
            fresh();
        }
        given.path("login")
                .properties()
                .forEach(each -> login(each.getKey(), each.getValue().asText()));
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
        given.path("webhooks").forEach(address -> state.webhooks.add(address.asText()));
        pace(Duration.ofMillis(given.path("second_ms").asLong(pace().toMillis())));
        given.path("receive").forEach(this::receive);
    }

    private void receive(JsonNode deed) {
        String device = known(deed.path("device").asText(DEVICE));
        String from = deed.path("from").asText();
        if (deed.has("vcard")) {
            receiveCard(
                    device, from, deed.path("name").asText(), deed.get("vcard").asText());
        } else if (deed.has("reaction")) {
            receiveReaction(
                    device,
                    from,
                    deed.path("message_id").asText(),
                    deed.get("reaction").asText());
        } else if (deed.has("receipt")) {
            acknowledge(
                    device,
                    from,
                    List.of(deed.path("message_id").asText()),
                    deed.get("receipt").asText());
        } else {
            receive(device, from, deed.path("text").asText());
        }
    }

    private String known(String device) {
        if (!state.slots.containsKey(device)) {
            throw new IllegalArgumentException("no such device");
        }
        return device;
    }

    /** Adds a call for one device; braces in the path stand for an id. */
    void route(String method, String path, Function<WaCall, Reply> handler) {
        routes.add(method, path, false, handler);
    }

    /** Adds a call that needs no device. */
    void openRoute(String method, String path, Function<WaCall, Reply> handler) {
        routes.add(method, path, true, handler);
    }

    WaState state() {
        return state;
    }

    WaEvents events() {
        return events;
    }

    @Override
    synchronized Reply answer(ReceivedRequest request) {
        state.written = null;
        try {
            return dispatch(request);
        } catch (WaRefusal refusal) {
            return refusal.reply();
        }
    }

    private Reply dispatch(ReceivedRequest request) {
        String path = request.path().replaceAll("\\?.*", "");
        if (path.equals("/health")) {
            return Reply.text(200, "OK");
        }
        String below = path.startsWith(state.basePath) ? path.substring(state.basePath.length()) : null;
        if (below != null && STATICS.matcher(below).matches()) {
            return statics(below);
        }
        checkCredentials(request);
        if (below == null) {
            throw WaRefusal.text(404, "Not Found");
        }
        Routes.Found<WaCall> found = routes.find(request.method(), below);
        boolean open = found == null ? below.startsWith("/devices") : found.open();
        WaState.Slot slot = open ? null : slot(request);
        if (found == null) {
            throw routes.knows(below) ? WaRefusal.text(405, "Method Not Allowed") : WaRefusal.text(404, "Not Found");
        }
        return found.handler().apply(new WaCall(request, found.ids(), slot));
    }

    private Reply statics(String path) {
        byte[] bytes = state.files.get(URLDecoder.decode(path.substring(1), StandardCharsets.UTF_8));
        if (bytes == null) {
            throw WaRefusal.text(404, "Not Found");
        }
        return Reply.file("application/octet-stream", bytes);
    }

    private void checkCredentials(ReceivedRequest request) {
        if (state.basicAuth == null) {
            return;
        }
        String given = request.header("authorization");
        if (given != null && !given.matches("Basic [A-Za-z0-9+/]+=*")) {
            throw WaRefusal.text(400, "Bad Request");
        }
        byte[] expected = ("Basic "
                        + Base64.getEncoder().encodeToString(state.basicAuth.getBytes(StandardCharsets.UTF_8)))
                .getBytes(StandardCharsets.UTF_8);
        if (given == null || !MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
            throw WaRefusal.text(401, "Unauthorized");
        }
    }

    private WaState.Slot slot(ReceivedRequest request) {
        String header = request.header("x-device-id");
        String named = header == null || header.isEmpty()
                ? WaCall.query(request, "device_id")
                : URLDecoder.decode(header, StandardCharsets.UTF_8);
        if (named == null || named.isEmpty()) {
            if (state.slots.size() != 1) {
                throw new WaRefusal("DEVICE_ID_REQUIRED");
            }
            return state.slots.values().iterator().next();
        }
        WaState.Slot slot = state.slot(named);
        if (slot == null) {
            WaRefusal usual = new WaRefusal("DEVICE_NOT_FOUND");
            throw new WaRefusal(
                    404, "DEVICE_NOT_FOUND", usual.getMessage(), Json.object().put("device_id", named));
        }
        return slot;
    }

    /** A gateway that times out adds no row, although WhatsApp may have delivered. */
    @Override
    synchronized Reply error(ReceivedRequest request, Fault fault) {
        boolean timedOut = "GATEWAY_TIMEOUT".equals(fault.code());
        if (timedOut && fault.kind() == Fault.Kind.ERROR_AFTER_DELIVERY && state.written != null) {
            state.slots.values().forEach(slot -> slot.rows.remove(state.written.id));
        }
        return WaRefusal.of(fault).reply();
    }

    /** Delivers to every other member of the chat. */
    void deliver(WaState.Slot slot, String chat, String messageId, String kind, JsonNode content) {
        Collection<String> people =
                chat.endsWith("@g.us") ? state.group(chat).members : List.of(chat.replace("@s.whatsapp.net", ""));
        List<String> phones = people.stream()
                .map(person -> person.contains("@") ? person : "+" + person)
                .toList();
        deliver("+" + slot.number, phones, chat, messageId, kind, content);
    }
}
