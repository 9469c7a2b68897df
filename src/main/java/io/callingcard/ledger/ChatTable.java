// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.card.PhoneMask;
import io.callingcard.card.PhoneNumbers;
import io.callingcard.ledger.db.Sql;

/**
 * The chats and their names. A chat has several names: a number before the provider has created it, the provider's id
 * afterwards.
 */
record ChatTable(People people) {

    private static final Logger LOG = LoggerFactory.getLogger(ChatTable.class);

    private static final String FIND = "SELECT a.alias, c.chat, c.line, c.person, c.zone FROM callingcard_alias a"
            + " JOIN callingcard_chat c ON c.chat = a.chat WHERE a.alias = ?";
    private static final String NAME =
            "INSERT INTO callingcard_alias (alias, chat) VALUES (?, ?) ON CONFLICT (alias) DO NOTHING";
    private static final String CREATE = "INSERT INTO callingcard_chat"
            + " (chat, provider, line, person, chat_id, zone, zones, first_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (chat) DO NOTHING";
    private static final String LEARN = "UPDATE callingcard_chat SET line = COALESCE(line, ?),"
            + " person = COALESCE(person, ?), chat_id = COALESCE(chat_id, ?), zone = COALESCE(zone, ?),"
            + " zones = COALESCE(zones, ?), outbound_at = COALESCE(?, outbound_at) WHERE chat = ?";
    private static final String OF_PERSON = "SELECT chat FROM callingcard_chat WHERE person = ? ORDER BY chat";
    private static final String PERSON = "SELECT person FROM callingcard_chat WHERE chat = ?";
    private static final String WROTE = "UPDATE callingcard_chat SET outbound_at = ? WHERE chat = ?";
    private static final String SAME =
            " WHERE k.claim_key = ? || '/' || callingcard_claim.flow || '/' || callingcard_claim.step || '/'"
                    + " || callingcard_claim.slot";
    private static final String MOVED = StepKey.IN_CHAT + " AND " + Sql.in("state", StepState.ENDED)
            + " AND NOT EXISTS (SELECT 1 FROM callingcard_claim k" + SAME + ")";
    private static final String DROPPED = StepKey.IN_CHAT + " AND state = " + StepState.NOT_SENT.ordinal()
            + " AND EXISTS (SELECT 1 FROM callingcard_claim k" + SAME + ")";
    private static final String MOVE_NAMES = "UPDATE callingcard_alias SET chat = ? WHERE chat = ?";
    private static final String MOVE_CLAIMS = "UPDATE callingcard_claim SET chat = ?,"
            + " claim_key = ? || '/' || flow || '/' || step || '/' || slot WHERE " + MOVED;
    private static final String DROP_UNSENT = "DELETE FROM callingcard_claim WHERE " + DROPPED;
    private static final String MOVE_ATTEMPTS =
            "UPDATE callingcard_attempt SET claim_key = (SELECT ? || '/' || flow || '/'"
                    + " || step || '/' || slot FROM callingcard_claim c WHERE c.claim_key = callingcard_attempt.claim_key)"
                    + " WHERE claim_key IN (SELECT claim_key FROM callingcard_claim WHERE " + MOVED + ")";
    private static final String MOVE_ARCHIVED =
            MOVE_ATTEMPTS.replace("callingcard_attempt", "callingcard_cold_attempt");
    private static final String DROP_ATTEMPTS = AttemptTable.DELETE + DROPPED + ")";
    private static final String DROP = "DELETE FROM callingcard_chat WHERE chat = ?";
    private static final String TAKE_NAME = "UPDATE callingcard_alias SET chat = ? WHERE alias = ?";
    private static final String NEWEST = "SELECT provider, line, person, chat_id FROM (SELECT provider, line, person,"
            + " chat_id, ROW_NUMBER() OVER (PARTITION BY provider ORDER BY COALESCE(outbound_at, first_at) DESC) AS place"
            + " FROM callingcard_chat) newest WHERE place <= ?";
    private static final String LOSE_ID = "UPDATE callingcard_chat SET chat_id = NULL WHERE chat = ?";

    /**
     * A chat.
     *
     * @param chat the name that its claims have
     * @param line   our number in it, or null
     * @param person as stored, or null
     * @param zone   the recipient's time zone, or UTC if it is not known
     */
    record Chat(String chat, String line, String person, ZoneId zone) {}

    /** Returns the chat with these names. Creates it if there is none. */
    Chat findOrCreate(Connection connection, ChatNames names, long now) throws SQLException {
        List<String> aliases = names.aliases(people);
        Map<String, Chat> known = find(connection, aliases);
        for (String alias : aliases) {
            Chat chat = known.get(alias);
            if (chat != null && hasLineOf(chat, names) && isOf(people.stored(names.address()), chat.person)) {
                if (known.size() < aliases.size() || chat.line == null && names.line() != null) {
                    name(connection, aliases, chat.chat);
                    learn(connection, chat.chat, names, null);
                }
                return chat;
            }
        }
        String chat = aliases.get(0);
        create(connection, chat, names, now);
        name(connection, aliases, chat);
        // If another node was faster, the names belong to the chat that it created.
        return find(connection, aliases)
                .getOrDefault(chat, new Chat(chat, names.line(), people.stored(names.address()), ZoneOffset.UTC));
    }

    /**
     * Returns the chats with a person.
     *
     * @param person as stored, see {@link People#stored}
     */
    List<String> ofPerson(Connection connection, String person) throws SQLException {
        return Sql.query(connection, OF_PERSON, row -> row.getString(1), person);
    }

    /** Returns the chats of each provider that we wrote to last. */
    static List<ChatNames> newest(Connection connection, int mostOfProvider) throws SQLException {
        return Sql.query(
                connection,
                NEWEST,
                row -> new ChatNames(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                mostOfProvider);
    }

    /** Returns the person in a chat, as stored; empty if the ledger does not know. */
    Optional<String> person(Connection connection, ChatNames names) throws SQLException {
        for (Chat chat : find(connection, names.aliases(people)).values()) {
            Optional<String> person = Sql.first(connection, PERSON, row -> row.getString(1), chat.chat);
            if (person.isPresent()) {
                return person;
            }
        }
        return Optional.empty();
    }

    /** Two lines to one person are two chats. */
    private static boolean hasLineOf(Chat chat, ChatNames names) {
        return names.line() == null || chat.line == null || chat.line.equals(names.line());
    }

    /** Two persons are two chats. */
    private static boolean isOf(String person, String other) {
        return person == null || other == null || person.equals(other);
    }

    /** Returns the chats that have these names, by name. */
    private static Map<String, Chat> find(Connection connection, List<String> aliases) throws SQLException {
        Map<String, Chat> found = new HashMap<>();
        // PostgreSQL reads whole tables for IN, while it believes that a table that is filling is small.
        String each = String.join(" UNION ALL ", Collections.nCopies(aliases.size(), FIND));
        Sql.query(connection, each, row -> found.put(row.getString(1), chat(row)), aliases.toArray());
        return found;
    }

    private static Chat chat(ResultSet row) throws SQLException {
        return new Chat(row.getString(2), row.getString(3), row.getString(4), zone(row.getString(5)));
    }

    private static ZoneId zone(String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    private void create(Connection connection, String chat, ChatNames names, long now) throws SQLException {
        Sql.later(
                connection,
                CREATE,
                chat,
                names.provider(),
                names.line(),
                people.stored(names.address()),
                storedId(names),
                zoneName(names),
                hiddenZones(names),
                now);
    }

    private static void name(Connection connection, List<String> aliases, String chat) throws SQLException {
        for (String alias : aliases) {
            Sql.later(connection, NAME, alias, chat);
        }
    }

    /** Adds to a chat what is not known of it yet. */
    private void learn(Connection connection, String chat, ChatNames names, Long outboundAt) throws SQLException {
        Sql.later(
                connection,
                LEARN,
                names.line(),
                people.stored(names.address()),
                storedId(names),
                zoneName(names),
                hiddenZones(names),
                outboundAt,
                chat);
    }

    /** Records that we have written to a chat. */
    static void wrote(Connection connection, String chat, long at) throws SQLException {
        Sql.later(connection, WROTE, at, chat);
    }

    /** Records a provider's answer, which may tell that two chats are one. */
    void answered(Connection connection, String chat, ChatNames names, long at) throws SQLException {
        List<String> aliases = names.aliases(people);
        Map<String, Chat> known = aliases.isEmpty() ? Map.of() : find(connection, aliases);
        if (!aliases.isEmpty()
                && aliases.stream()
                        .allMatch(alias -> known.containsKey(alias) && hasAll(known.get(alias), chat, names))) {
            wrote(connection, chat, at);
            return;
        }
        learn(connection, chat, names, at);
        List<String> unknown =
                aliases.stream().filter(alias -> !known.containsKey(alias)).toList();
        name(connection, unknown, chat);
        if (!unknown.isEmpty()) {
            // Another node may have given the names to another chat meanwhile.
            known.putAll(find(connection, unknown));
        }
        for (Map.Entry<String, Chat> named : known.entrySet()) {
            if (!named.getValue().chat.equals(chat) && hasLineOf(named.getValue(), names)) {
                meet(connection, chat, named.getKey(), named.getValue(), names);
            }
        }
    }

    /** Whether a chat is this one, and an answer tells nothing new of it. */
    private static boolean hasAll(Chat known, String chat, ChatNames names) {
        return known.chat.equals(chat)
                && (known.line != null || names.line() == null)
                && (known.person != null || names.address() == null);
    }

    /** An answer for a chat has a name of another one. */
    private void meet(Connection connection, String chat, String alias, Chat other, ChatNames names)
            throws SQLException {
        String person =
                Sql.first(connection, PERSON, row -> row.getString(1), chat).orElse(null);
        if (isOf(person, other.person)) {
            unite(connection, chat, other.chat);
        } else {
            LOG.error(
                    "{} answered with the same chat for {} and {}. They stay two chats; the chat's id now names the"
                            + " second.",
                    names.provider(),
                    PhoneMask.mask(other.person),
                    PhoneMask.mask(person));
            Sql.update(connection, TAKE_NAME, chat, alias);
            Sql.update(connection, LOSE_ID, other.chat);
        }
    }

    private static void unite(Connection connection, String chat, String other) throws SQLException {
        Object[] dropped = {StepKey.first(chat), StepKey.last(chat), chat, other};
        Sql.update(connection, DROP_ATTEMPTS, dropped);
        Sql.update(connection, DROP_UNSENT, dropped);
        Object[] moved = {chat, StepKey.first(other), StepKey.last(other), other, chat};
        Sql.update(connection, MOVE_ATTEMPTS, moved);
        Sql.update(connection, MOVE_ARCHIVED, moved);
        Sql.update(connection, MOVE_CLAIMS, chat, chat, StepKey.first(other), StepKey.last(other), other, chat);
        Sql.update(connection, MOVE_NAMES, chat, other);
        Sql.update(connection, DROP, other);
    }

    /** A hidden number must not show in the name that the provider gave the chat. */
    private String storedId(ChatNames names) {
        String id = people.storedChat(names.chatId());
        return People.isHidden(id) ? null : id;
    }

    /** The time zones of a hidden number, which the number itself cannot tell any more. */
    private String hiddenZones(ChatNames names) {
        return People.isHidden(people.stored(names.address())) ? People.zoneNames(names.address()) : null;
    }

    private static String zoneName(ChatNames names) {
        List<ZoneId> zones = PhoneNumbers.timeZones(names.address());
        return zones.isEmpty() ? null : zones.get(0).getId();
    }
}
