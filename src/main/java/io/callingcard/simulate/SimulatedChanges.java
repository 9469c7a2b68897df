// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes the changes of the ledger to the journal. */
final class SimulatedChanges implements Consumer<Object[]> {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String[] OUTCOMES = {"claimed", "sending", "sent", "in_doubt", "not_sent"};
    private static final int REFUSED = 5;
    private static final String KNOWN =
            "SELECT provider, line, person, chat_id FROM callingcard_chat WHERE chat_id IS NOT NULL AND person IS NOT NULL";

    private static final String WAITING = "SELECT person, campaign, wanted, name, origin,"
            + " json_extract(CAST(body AS TEXT), '$.time_zone') FROM callingcard_lead WHERE state < 2 ORDER BY due_at, lead_key";

    private final SimulatedPhones phones;
    private final BiConsumer<String, ObjectNode> journal;
    private final Set<String> lines = new TreeSet<>();

    SimulatedChanges(SimulatedPhones phones, BiConsumer<String, ObjectNode> journal) {
        this.phones = phones;
        this.journal = journal;
    }

    /** Returns the lines that have sent something. */
    Set<String> lines() {
        return lines;
    }

    /** Adds the chats of a copied ledger to the twins. */
    void known(SimulatedLedger ledger) throws SQLException {
        Connection connection = ledger.connection();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(KNOWN)) {
            while (rows.next()) {
                phones.twins().chat(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4));
            }
        }
    }

    /** Writes the leads that wait in a copied ledger to the journal. The tables must be those of this release. */
    void waiting(SimulatedLedger ledger) throws SQLException {
        Connection connection = ledger.connection();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(WAITING)) {
            while (rows.next()) {
                entered(
                        "waiting",
                        new Entry(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5),
                                rows.getString(6)));
            }
        }
    }

    @Override
    public void accept(Object[] values) {
        switch (text(values, 0)) {
            case "lead" -> lead(values);
            case "ended" ->
                refused(
                        SimulationJournal.event().put("person", text(values, 1)).put("campaign", text(values, 2)),
                        values,
                        3);
            case "refusal" -> refused(SimulationJournal.event().put("field", text(values, 1)), values, 2);
            case "step" -> step(values);
            case "share" -> share(values);
            default -> {
                // The journal has the end of a lead, but not each wait before it.
            }
        }
    }

    private static String text(Object[] values, int index) {
        return values[index] == null ? null : values[index].toString();
    }

    private static ObjectNode put(ObjectNode event, String name, String value) {
        return value == null ? event : event.put(name, value);
    }

    private static void addOrigin(ObjectNode event, String stored) {
        JsonNode origin = origin(stored);
        if (origin.hasNonNull("file")) {
            event.put("origin", origin.get("file").asText());
        } else {
            put(event, "origin", origin.path("source").asText(null));
        }
        if (origin.hasNonNull("line") || origin.hasNonNull("record")) {
            event.put("row", origin.path("line").asInt(origin.path("record").asInt()));
        }
    }

    private static JsonNode origin(String stored) {
        try {
            return stored == null ? MAPPER.createObjectNode() : MAPPER.readTree(stored);
        } catch (IOException e) {
            throw new IllegalStateException("The ledger's origin of a lead is no JSON", e);
        }
    }

    /** The columns of a lead. */
    private record Entry(String person, String campaign, String wanted, String name, String origin, String timeZone) {

        ObjectNode event() {
            ObjectNode event = SimulationJournal.event().put("person", person).put("campaign", campaign);
            put(event, "line", wanted);
            put(event, "name", name);
            put(event, "time_zone", timeZone);
            addOrigin(event, origin);
            return event;
        }
    }

    private void lead(Object[] values) {
        Entry entry = new Entry(
                text(values, 1), text(values, 2), text(values, 3), text(values, 4), text(values, 5), text(values, 8));
        if (Integer.parseInt(text(values, 6)) == REFUSED) {
            journal.accept(
                    "refused",
                    entry.event()
                            .put("field", "phone")
                            .put("reason", "opted_out")
                            .put("sentence", text(values, 7)));
            return;
        }
        entered("lead", entry);
    }

    private void entered(String what, Entry entry) {
        if (entry.wanted != null) {
            int colon = entry.wanted.indexOf(':');
            phones.twins().lines(entry.wanted.substring(0, colon), List.of(entry.wanted.substring(colon + 1)));
        }
        journal.accept(what, entry.event());
        phones.expect(entry.campaign, entry.person);
    }

    /** @param code the index of the code; the sentence and the origin follow it */
    private void refused(ObjectNode event, Object[] values, int code) {
        String reason = text(values, code);
        put(event, "reason", reason == null ? null : reason.toLowerCase(Locale.ROOT));
        put(event, "sentence", text(values, code + 1));
        addOrigin(event, text(values, code + 2));
        journal.accept("refused", event);
    }

    private void step(Object[] values) {
        String flow = text(values, 1);
        String shareOf = text(values, 6);
        ObjectNode event = SimulationJournal.event();
        put(event, "person", text(values, 7));
        event.put("campaign", shareOf == null ? flow : shareOf).put("step", flow + "/" + text(values, 2));
        String window = text(values, 3);
        put(event, "window", "ever".equals(window) ? null : window);
        String line = line(text(values, 8), text(values, 9));
        put(event, "line", line);
        if (line != null) {
            lines.add(line);
        }
        event.put("outcome", OUTCOMES[Integer.parseInt(text(values, 4))]);
        put(event, "reason", text(values, 5));
        journal.accept("step", event);
    }

    private void share(Object[] values) {
        ObjectNode event = SimulationJournal.event();
        put(event, "person", text(values, 5));
        put(event, "flow", text(values, 1));
        event.put("campaign", text(values, 2));
        event.put("due_at", SimulationJournal.time(Instant.ofEpochMilli(Long.parseLong(text(values, 3)))));
        put(event, "ended", text(values, 4));
        journal.accept("share", event);
    }

    private static String line(String provider, String line) {
        return line == null || line.isEmpty() ? provider : provider + ":" + line;
    }
}
