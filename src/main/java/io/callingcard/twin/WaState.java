package io.callingcard.twin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Everything that the gateway and WhatsApp store. Ids are counted, so that every run has the same ids. */
final class WaState {

    /** The state of a device's login, with the gateway's error message. */
    enum Login {
        /** No login object: no login was started, or it ended. */
        NONE("your WhatsApp CLI is invalid or empty"),
        /** A login object without a connection. */
        OFFLINE("you are not connect to services server, please reconnect"),
        /** Connected; the QR code is not scanned yet. */
        UNSCANNED("you are not logged in"),
        READY("");

        final String words;

        Login(String words) {
            this.words = words;
        }
    }

    /** A device of the gateway. */
    static final class Slot {
        final String id;
        final Instant createdAt;
        final Map<String, Row> rows = new LinkedHashMap<>();
        final Map<String, ObjectNode> chats = new LinkedHashMap<>();
        final ObjectNode webhook = Json.object();
        Login login = Login.NONE;
        String number = "";
        String pushName = "";

        Slot(String id, Instant createdAt) {
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
    boolean internet = true;
    Duration historyDelay = Duration.ZERO;
    /** The row that the last call added; an injected time-out removes it. */
    Row written;

    private long counter;

    long next() {
        return ++counter;
    }

    String messageId() {
        return String.format("3EB0%018X", next());
    }

    Slot add(String id, Instant now) {
        Slot slot = new Slot(id, now);
        slots.put(id, slot);
        return slot;
    }

    /** The group; an unknown one is an internal error. */
    Group group(String jid) {
        return Optional.ofNullable(groups.get(jid))
                .orElseThrow(() -> WaRefusal.internal("failed to get group members: the group does not exist"));
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
}
