// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Everything that the gateway and WhatsApp store. */
final class WaState extends ProviderState {

    /** The state of a device's login. */
    enum Login {
        /** No login object: no login was started, or it ended. */
        NONE,
        /** A login object without a connection. */
        OFFLINE,
        /** Connected; the QR code is not scanned yet. */
        UNSCANNED,
        READY
    }

    /** How far a login with a passkey is. */
    enum Passkey {
        NONE,
        /** WhatsApp asks for the passkey. */
        REQUESTED,
        /** The passkey was given; a code waits to be compared. */
        CONFIRMATION;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A device of the gateway. */
    static final class Slot {
        final String id;
        final Instant createdAt;
        final Map<String, Row> rows;
        final Map<String, ObjectNode> chats = new LinkedHashMap<>();
        final ObjectNode webhook = Json.object();
        Login login = Login.NONE;
        Passkey passkey = Passkey.NONE;
        String number = "";
        String pushName = "";

        Slot(String id, Instant createdAt, int memory) {
            this.rows = new Newest<>(memory);
            this.id = id;
            this.createdAt = createdAt;
        }

        String jid() {
            return number.isEmpty() ? "" : number + "@s.whatsapp.net";
        }

        /** The state in the words of {@code GET /devices}. */
        String state() {
            return switch (login) {
                case NONE, OFFLINE -> "disconnected";
                case UNSCANNED -> "connected";
                case READY -> "logged_in";
            };
        }
    }

    /** A row of a slot's history. */
    static final class Row {
        final String id;
        final String chat;
        final String sender;
        final boolean fromMe;
        final Instant at;
        final Instant visibleAt;
        final String mediaType;
        String content;
        String path;
        String filename;

        Row(
                String id,
                String chat,
                String sender,
                boolean fromMe,
                String content,
                String mediaType,
                Instant at,
                Instant visibleAt) {
            this.id = id;
            this.chat = chat;
            this.sender = sender;
            this.fromMe = fromMe;
            this.content = content;
            this.mediaType = mediaType;
            this.at = at;
            this.visibleAt = visibleAt;
        }
    }

    /** A group. */
    static final class Group {
        final String jid;
        final Set<String> members = new LinkedHashSet<>();
        final Set<String> admins = new HashSet<>();
        final Set<String> requests = new LinkedHashSet<>();
        final ObjectNode settings = Json.object();
        String name;
        String link;

        Group(String jid, String name) {
            this.jid = jid;
            this.name = name;
        }
    }

    final Map<String, Slot> slots = new LinkedHashMap<>();
    final Map<String, Group> groups = new LinkedHashMap<>();
    final Map<String, byte[]> files = new HashMap<>();
    final Set<String> unregistered = new HashSet<>();
    final Set<String> timelocked = new HashSet<>();
    final List<String> webhooks = new ArrayList<>();
    String webhookSecret = "secret";
    String basicAuth;
    String basePath = "";
    WaDialect dialect;
    boolean downloadsMedia = true;
    boolean internet = true;
    Duration historyDelay = Duration.ZERO;
    /** The row that the last call added; an injected time-out removes it. */
    Row written;

    WaState(World world, WaDialect dialect) {
        super("wa", world);
        this.dialect = dialect;
    }

    String messageId() {
        // The program's library makes 22 characters; the provider's page shows 32.
        return "3EB0" + nextHex(dialect == WaDialect.DOCS ? 28 : 18).toUpperCase(Locale.ROOT);
    }

    String receivedId() {
        return "3A" + nextHex(14).toUpperCase(Locale.ROOT);
    }

    String groupId() {
        return String.format("120363%012d@g.us", nextUuid().getLeastSignificantBits() >>> 32);
    }

    String deviceId() {
        return nextUuid().toString();
    }

    Slot add(String id) {
        Slot slot = new Slot(id, now(), memory().others());
        slots.put(id, slot);
        return slot;
    }

    /** The group; an unknown one is an internal error. */
    Group group(String jid) {
        return Optional.ofNullable(groups.get(jid))
                .orElseThrow(() -> WaError.internal("failed to get group members: the group does not exist"));
    }

    /** The slot with this id, or linked to this JID with or without its device part; null if there is none. */
    Slot slot(String named) {
        String jid = named.replaceFirst(":\\d+@", "@");
        return slots.values().stream()
                .filter(slot -> slot.id.equals(named)
                        || !slot.number.isEmpty() && slot.jid().equals(jid))
                .findFirst()
                .orElse(null);
    }

    /** Delivers to every other member of the chat. */
    void deliver(Slot slot, String chat, String messageId, String kind, JsonNode content) {
        Collection<String> people =
                chat.endsWith("@g.us") ? group(chat).members : List.of(chat.replace("@s.whatsapp.net", ""));
        List<String> phones = people.stream()
                .map(person -> person.contains("@") ? person : "+" + person)
                .toList();
        deliver("+" + slot.number, phones, chat, messageId, kind, content);
    }

    /** Adds an own message to the history, where it appears after the set delay. */
    void write(Slot slot, String id, String chat, String content, String mediaType) {
        String sender = slot.number + ":12@s.whatsapp.net";
        written = new Row(id, chat, sender, true, content, mediaType, now(), now().plus(historyDelay));
        slot.rows.put(id, written);
    }

    /** Refuses a number that is not on WhatsApp, or that the account may not write to first. */
    void requireReachable(String address, String chat) {
        String user = chat.substring(0, chat.indexOf('@'));
        WaError.INVALID_JID.when(
                address.contains("@s.whatsapp.net") && unregistered.contains(user),
                "Phone " + address + " is not on whatsapp");
        if (chat.endsWith("@g.us")) {
            group(chat);
        }
        WaError.WA_REACHOUT_TIMELOCK.when(timelocked.contains(user));
    }
}
