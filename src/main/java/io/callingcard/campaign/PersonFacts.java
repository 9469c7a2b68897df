// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.callingcard.ledger.People;
import io.callingcard.ledger.StepFacts;
import io.callingcard.ledger.StepState;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.wire.Json;

/**
 * What the tables know of one person.
 *
 * @param person  as stored
 * @param leads   the newest first
 * @param chats   the one that was used last first
 * @param optOut  null if the person has not opted out, as far as is known: of a hidden number only its leads tell
 */
record PersonFacts(String person, List<LeadRow> leads, List<Chat> chats, OptOuts.OptOut optOut) {

    /** When the last thing happened to a lead, by which lists are ordered. A later due time is no event. */
    static final String LEAD_AT = "CASE WHEN " + LeadState.OPEN + " THEN added_at ELSE due_at END";

    /** When we last wrote to a chat, or when it began, by which lists are ordered. */
    static final String CHAT_AT = "COALESCE(outbound_at, first_at)";

    private static final String LEADS = "SELECT person, lead_key, campaign, wanted, line, state, " + LEAD_AT
            + ", name, body, due_at, reason FROM callingcard_lead WHERE person IN (%s)";
    private static final String CHATS = "SELECT person, chat, provider, line, first_at, outbound_at"
            + " FROM callingcard_chat WHERE person IN (%s)";

    /**
     * A lead.
     *
     * @param wanted the line that it asks for, or null
     * @param line   the line that has begun with it, or null
     * @param at     when it was added; when it ended, if it has ended
     */
    record LeadRow(
            String person,
            String key,
            String campaign,
            String wanted,
            String line,
            LeadState state,
            Instant at,
            String name,
            Instant dueAt,
            String reason) {

        private static LeadRow read(ResultSet row) throws SQLException {
            return new LeadRow(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    LeadState.values()[row.getInt(6)],
                    Sql.instant(row, 7),
                    row.getString(8) == null ? nameIn(row.getBytes(9)) : row.getString(8),
                    Sql.instant(row, 10),
                    row.getString(11));
        }

        /** An earlier release kept the name in the lead only. */
        private static String nameIn(byte[] body) {
            return body == null
                    ? null
                    : Json.read(body).map(lead -> Json.text(lead, "name")).orElse(null);
        }

        boolean hasBegun() {
            return state == LeadState.TAKEN || state == LeadState.WAITING && line != null;
        }

        @Override
        public String toString() {
            return "LeadRow[" + campaign + " " + state + "]";
        }
    }

    /** A chat with its steps. */
    record Chat(
            String person,
            String name,
            String provider,
            String line,
            Instant firstAt,
            Instant outboundAt,
            List<StepFacts.OfChat> steps) {

        Instant at() {
            return outboundAt == null ? firstAt : outboundAt;
        }

        private Chat with(List<StepFacts.OfChat> known) {
            return new Chat(person, name, provider, line, firstAt, outboundAt, known);
        }

        @Override
        public String toString() {
            return "Chat[" + provider + "]";
        }
    }

    /** Something that happened. The code is for programs. */
    record Event(Instant at, String code) {}

    /** Returns the facts of people, in the order of the people. Those that are not known are left out. */
    static List<PersonFacts> of(Connection connection, CampaignStore store, Collection<String> people)
            throws SQLException {
        if (people.isEmpty()) {
            return List.of();
        }
        String places = String.join(", ", Collections.nCopies(people.size(), "?"));
        Object[] values = people.toArray();
        Map<String, List<LeadRow>> leads = new LinkedHashMap<>();
        Sql.query(connection, String.format(LEADS, places), LeadRow::read, values)
                .forEach(lead -> leads.computeIfAbsent(lead.person(), missing -> new ArrayList<>())
                        .add(lead));
        List<Chat> found = Sql.query(
                connection,
                String.format(CHATS, places),
                row -> new Chat(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        Sql.instant(row, 5),
                        Sql.instant(row, 6),
                        List.of()),
                values);
        Map<String, List<StepFacts.OfChat>> steps = store.ledger
                .steps()
                .of(connection, found.stream().map(Chat::name).toList());
        Map<String, List<Chat>> chats = new LinkedHashMap<>();
        found.forEach(chat -> chats.computeIfAbsent(chat.person(), missing -> new ArrayList<>())
                .add(chat.with(steps.getOrDefault(chat.name(), List.of()))));
        List<String> shown =
                people.stream().filter(person -> !People.isHidden(person)).toList();
        Map<String, OptOuts.OptOut> optOuts = store.optOuts.find(connection, shown);
        List<PersonFacts> facts = new ArrayList<>();
        for (String person : people) {
            if (leads.containsKey(person) || chats.containsKey(person)) {
                List<LeadRow> own = leads.getOrDefault(person, new ArrayList<>());
                own.sort(Comparator.comparing(LeadRow::at).reversed());
                List<Chat> theirs = chats.getOrDefault(person, new ArrayList<>());
                theirs.sort(Comparator.comparing(Chat::at).reversed());
                facts.add(new PersonFacts(person, own, theirs, optOuts.get(person)));
            }
        }
        return facts;
    }

    boolean hasOptedOut() {
        return optOut != null
                || People.isHidden(person) && !leads.isEmpty() && leads.get(0).state() == LeadState.REFUSED_OPT_OUT;
    }

    boolean hasLead(LeadState state) {
        return leads.stream().anyMatch(lead -> lead.state() == state);
    }

    boolean hasBegun() {
        return leads.stream().anyMatch(LeadRow::hasBegun);
    }

    boolean wasWrittenTo() {
        return chats.stream().anyMatch(chat -> chat.outboundAt() != null)
                || steps(StepState.SENT) > 0
                || chats.isEmpty() && (hasLead(LeadState.DONE) || hasLead(LeadState.DONE_WITH_DOUBTS));
    }

    /** Returns how many steps are in a state. */
    long steps(StepState state) {
        return chats.stream()
                .flatMap(chat -> chat.steps().stream())
                .filter(steps -> steps.state() == state)
                .mapToLong(StepFacts.OfChat::steps)
                .sum();
    }

    /** Returns the time that the person has in a list, the newest first: of the newest lead, or of our last message. */
    long rank() {
        return Stream.concat(leads.stream().map(LeadRow::at), chats.stream().map(Chat::at))
                .mapToLong(Instant::toEpochMilli)
                .max()
                .orElse(0);
    }

    /** Returns the last thing that happened. */
    Event last() {
        Stream<Event> ofLeads = leads.stream().map(lead -> new Event(lead.at(), code(lead)));
        Stream<Event> ofChats = chats.stream().flatMap(PersonFacts::events);
        Stream<Event> ofConsent = optOut == null ? Stream.empty() : Stream.of(new Event(optOut.at(), "OPTED_OUT"));
        return Stream.of(ofLeads, ofChats, ofConsent)
                .flatMap(each -> each)
                // A lead ends with its last message: the end is the later one.
                .reduce((one, other) -> other.at().isAfter(one.at()) ? other : one)
                .orElseThrow();
    }

    private static String code(LeadRow lead) {
        return switch (lead.state()) {
            case WAITING, TAKEN -> "LEAD_ADDED";
            case DONE, DONE_WITH_DOUBTS -> "LEAD_DONE";
            case ASIDE -> "LEAD_SET_ASIDE";
            case REFUSED_OPT_OUT -> "LEAD_REFUSED";
        };
    }

    private static Stream<Event> events(Chat chat) {
        Stream<Event> steps = chat.steps().stream()
                .filter(step -> step.last() != null)
                .map(step -> new Event(step.last(), "STEP_" + step.state()));
        Event chatEvent = chat.outboundAt() == null
                ? new Event(chat.firstAt(), "CHAT_BEGAN")
                : new Event(chat.outboundAt(), "WROTE");
        return Stream.concat(steps, Stream.of(chatEvent));
    }

    /** Returns the name that the newest lead with a name gives; empty if none does. */
    Optional<String> name() {
        return leads.stream().map(LeadRow::name).filter(Objects::nonNull).findFirst();
    }

    /** Returns the line that was used last, or else the one that the newest lead asks for; empty if none is known. */
    Optional<Line> line(Map<String, Campaign> campaigns) {
        if (!chats.isEmpty()) {
            return Optional.of(Line.of(chats.get(0).provider(), chats.get(0).line()));
        }
        LeadRow lead = leads.get(0);
        if (lead.line() != null || lead.wanted() != null) {
            return Optional.of(Line.parse(lead.line() == null ? lead.wanted() : lead.line()));
        }
        return Optional.ofNullable(campaigns.get(lead.campaign()))
                .map(campaign -> Line.of(campaign.getChannel(), null));
    }

    /** Leaves out numbers and names. */
    @Override
    public String toString() {
        return "PersonFacts[" + leads.size() + " leads, " + chats.size() + " chats]";
    }
}
