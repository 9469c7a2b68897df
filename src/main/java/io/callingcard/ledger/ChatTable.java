package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The chats, and their names. A chat has several: a number before the provider has made it, the provider's id after;
 * all of them are one chat.
 */
record ChatTable(People people) {

    private static final String FIND = "SELECT a.alias, c.chat, c.line, c.zone FROM callingcard_alias a"
            + " JOIN callingcard_chat c ON c.chat = a.chat WHERE a.alias IN (?, ?, ?)";
    private static final String NAME =
            "INSERT INTO callingcard_alias (alias, chat) VALUES (?, ?) ON CONFLICT (alias) DO NOTHING";
    private static final String MAKE = "INSERT INTO callingcard_chat"
            + " (chat, provider, line, person, chat_id, zone, zones, first_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (chat) DO NOTHING";
    private static final String LEARN = "UPDATE callingcard_chat SET line = COALESCE(line, ?),"
            + " person = COALESCE(person, ?), chat_id = COALESCE(chat_id, ?), zone = COALESCE(zone, ?),"
            + " zones = COALESCE(zones, ?), outbound_at = COALESCE(?, outbound_at) WHERE chat = ?";
    private static final String SAME =
            " WHERE k.claim_key = ? || '/' || callingcard_claim.flow || '/' || callingcard_claim.step || '/'"
                    + " || callingcard_claim.slot";
    private static final String MOVE_NAMES = "UPDATE callingcard_alias SET chat = ? WHERE chat = ?";
    private static final String MOVE_CLAIMS = "UPDATE callingcard_claim SET chat = ?,"
            + " claim_key = ? || '/' || flow || '/' || step || '/' || slot WHERE " + StepKey.IN_CHAT + " AND state > 1"
            + " AND NOT EXISTS (SELECT 1 FROM callingcard_claim k" + SAME + ")";
    private static final String DROP_UNSENT = "DELETE FROM callingcard_claim WHERE " + StepKey.IN_CHAT + " AND state = "
            + StepState.NOT_SENT.ordinal() + " AND EXISTS (SELECT 1 FROM callingcard_claim k" + SAME + ")";
    private static final String DROP = "DELETE FROM callingcard_chat WHERE chat = ?";

    /**
     * A chat.
     *
     * @param chat the name that its claims have
     * @param line our number in it, or null
     * @param zone where its people are, as far as that is known
     */
    record Chat(String chat, String line, ZoneId zone) {}

    /** The chat of these names; it is made when there is none. */
    Chat of(Connection connection, ChatNames names, long now) throws SQLException {
        List<String> aliases = names.aliases(people);
        Map<String, Chat> known = find(connection, aliases);
        for (String alias : aliases) {
            Chat chat = known.get(alias);
            if (chat != null && isOf(chat, names)) {
                if (known.size() < aliases.size() || chat.line == null && names.line() != null) {
                    name(connection, aliases, chat.chat);
                    learn(connection, chat.chat, names, null);
                }
                return chat;
            }
        }
        String chat = aliases.get(0);
        make(connection, chat, names, now);
        name(connection, aliases, chat);
        // Another node may have been faster: then the names are those that it gave.
        return find(connection, aliases).getOrDefault(chat, new Chat(chat, names.line(), zone(null)));
    }

    /** The chats with a person, as it is written down. */
    List<String> ofPerson(Connection connection, String person) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT chat FROM callingcard_chat WHERE person = ? ORDER BY chat")) {
            statement.setString(1, person);
            List<String> chats = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    chats.add(found.getString(1));
                }
            }
            return chats;
        }
    }

    /** Who is in a chat, as it is written down; nothing where nobody told. */
    Optional<String> person(Connection connection, ChatNames names) throws SQLException {
        for (Chat chat : find(connection, names.aliases(people)).values()) {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT person FROM callingcard_chat WHERE chat = ?")) {
                statement.setString(1, chat.chat);
                try (ResultSet found = statement.executeQuery()) {
                    if (found.next() && found.getString(1) != null) {
                        return Optional.of(found.getString(1));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Two lines to one person are two chats. */
    private static boolean isOf(Chat chat, ChatNames names) {
        return names.line() == null || chat.line == null || chat.line.equals(names.line());
    }

    /** The chats that have these names, by name. */
    private static Map<String, Chat> find(Connection connection, List<String> aliases) throws SQLException {
        Map<String, Chat> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            for (int i = 0; i < 3; i++) {
                statement.setString(i + 1, aliases.get(Math.min(i, aliases.size() - 1)));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            rows.getString(1), new Chat(rows.getString(2), rows.getString(3), zone(rows.getString(4))));
                }
            }
        }
        return found;
    }

    private static ZoneId zone(String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    private void make(Connection connection, String chat, ChatNames names, long now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MAKE)) {
            statement.setString(1, chat);
            statement.setString(2, names.provider());
            statement.setString(3, names.line());
            statement.setString(4, people.stored(names.address()));
            statement.setString(5, storedId(names));
            statement.setString(6, zoneName(names));
            statement.setString(7, hiddenZones(names));
            statement.setLong(8, now);
            statement.executeUpdate();
        }
    }

    private static void name(Connection connection, List<String> aliases, String chat) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NAME)) {
            for (String alias : aliases) {
                statement.setString(1, alias);
                statement.setString(2, chat);
                statement.executeUpdate();
            }
        }
    }

    /**
     * Keeps what an answer said of a chat. Should it have had another name by which it was taken for another chat, they
     * are one from now on.
     *
     * @param outbound when something was sent there, or null
     */
    void learn(Connection connection, String chat, ChatNames names, Long outbound) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LEARN)) {
            statement.setString(1, names.line());
            statement.setString(2, people.stored(names.address()));
            statement.setString(3, storedId(names));
            statement.setString(4, zoneName(names));
            statement.setString(5, hiddenZones(names));
            if (outbound == null) {
                statement.setNull(6, Types.BIGINT);
            } else {
                statement.setLong(6, outbound);
            }
            statement.setString(7, chat);
            statement.executeUpdate();
        }
    }

    /** We have written there. */
    static void wrote(Connection connection, String chat, long at) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE callingcard_chat SET outbound_at = ? WHERE chat = ?")) {
            statement.setLong(1, at);
            statement.setString(2, chat);
            statement.executeUpdate();
        }
    }

    /** As {@link #learn}, of an answer: it may tell that two chats are one. */
    void answered(Connection connection, String chat, ChatNames names, long at) throws SQLException {
        List<String> aliases = names.aliases(people);
        learn(connection, chat, names, at);
        if (aliases.isEmpty()) {
            return;
        }
        name(connection, aliases, chat);
        for (Chat other : find(connection, aliases).values()) {
            if (!other.chat.equals(chat) && isOf(other, names)) {
                unite(connection, chat, other.chat);
            }
        }
    }

    private static void unite(Connection connection, String chat, String other) throws SQLException {
        update(connection, DROP_UNSENT, chat + "/", chat + "0", chat, other);
        update(connection, MOVE_CLAIMS, chat, chat, other + "/", other + "0", other, chat);
        update(connection, MOVE_NAMES, chat, other);
        update(connection, DROP, other);
    }

    private static void update(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    /** A number that is hidden must not show in the name that the provider gave the chat. */
    private String storedId(ChatNames names) {
        String id = people.storedChat(names.chatId());
        return People.isHidden(id) ? null : id;
    }

    /** All that a number may be in, where the number itself is not written down. */
    private String hiddenZones(ChatNames names) {
        return People.isHidden(people.stored(names.address())) ? People.zoneNames(names.address()) : null;
    }

    private static String zoneName(ChatNames names) {
        List<ZoneId> zones = People.zones(names.address());
        return zones.isEmpty() ? null : zones.get(0).getId();
    }
}
