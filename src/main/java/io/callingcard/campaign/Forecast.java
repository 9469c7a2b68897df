// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.callingcard.campaign.Ending.Assumption;
import io.callingcard.card.PhoneMask;
import io.callingcard.ledger.People;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.wire.Json;

/**
 * What will be sent in the next 24 hours if nothing fails: the shares and follow-ups that are due, and the leads that wait, by
 * the rules of {@link LeadTurns} and {@link DueSweep}. It reads what they read, and changes nothing.
 */
final class Forecast {

    private static final int HOURS = 24;
    private static final int MOST_NEXT = 50;
    private static final long QUARTER_MILLIS = 15 * 60 * 1000;

    /** The offsets of all time zones are whole quarters of an hour, so quiet hours end at a quarter. */
    private static final String DUE =
            "SELECT s.due_at / " + QUARTER_MILLIS + ", s.flow, s.campaign, c.provider, c.line,"
                    + " COALESCE(s.zone, c.zones, c.zone), COUNT(*) FROM callingcard_share s"
                    + " JOIN callingcard_chat c ON c.chat = s.chat WHERE s.ended IS NULL AND s.shares < s.most"
                    + " AND c.outbound_at IS NOT NULL AND s.due_at < ?" + CampaignTable.IS_RUNNING
                    + " GROUP BY 1, 2, 3, 4, 5, 6";

    private static final String NEXT_SHARES = ShareTable.COLUMNS + ", s.flow FROM callingcard_share s"
            + " JOIN callingcard_chat c ON c.chat = s.chat WHERE s.ended IS NULL AND s.shares < s.most"
            + " AND c.outbound_at IS NOT NULL AND c.person IS NOT NULL AND s.due_at < ?"
            + CampaignTable.IS_RUNNING + " ORDER BY s.due_at, s.chat LIMIT "
            + MOST_NEXT;
    private static final String NEXT_LEADS = "SELECT person, campaign, due_at, COALESCE(line, wanted)"
            + " FROM callingcard_lead s WHERE " + LeadState.OPEN + CampaignTable.IS_RUNNING + " AND state = "
            + LeadState.WAITING.ordinal()
            + " ORDER BY due_at, lead_key LIMIT " + MOST_NEXT;

    private final CampaignStore store;
    private final Map<String, Campaign> campaigns;
    private final String channels;
    private final boolean showsNumbers;
    private final Instant now;
    private final Instant begin;
    private final Map<String, long[]> messages = new TreeMap<>();
    private final Set<String> paused = new HashSet<>();

    /** Messages that are due at a moment. */
    private record Demand(Line line, Campaign campaign, boolean isFollowUp, Instant at, long count) {}

    /** What happens to one person. */
    private record Turn(Instant at, String person, String what, String campaign) {}

    Forecast(CampaignStore store, Map<String, Campaign> campaigns, String channels, boolean showsNumbers) {
        this.store = store;
        this.campaigns = campaigns;
        this.channels = channels;
        this.showsNumbers = showsNumbers;
        this.now = store.clock.instant();
        this.begin = now.truncatedTo(ChronoUnit.HOURS);
    }

    ObjectNode json(ZoneId zone) {
        Figures figures = Overview.figures(store, zone);
        Map<String, Ending> endings = new TreeMap<>();
        Overview.names(campaigns, figures)
                .forEach(name -> endings.put(name, Ending.of(store, name, campaigns.get(name), figures)));
        ObjectNode json = Json.object();
        json.put("from", now.toString());
        return store.database.read(connection -> {
            paused.clear();
            paused.addAll(CampaignTable.paused(connection).keySet());
            LineStates lines = LineStates.read(connection, now, campaigns, channels, figures);
            lines.all().forEach(state -> messages.put(state.line().shown(), new long[HOURS]));
            addLeads(connection, figures, endings, lines);
            addShares(connection, lines);
            hours(json.putArray("hours"));
            campaigns(json.putArray("campaigns"), figures, endings);
            next(connection, json.putArray("next"), endings, lines);
            return json;
        });
    }

    private void hours(ArrayNode array) {
        for (int hour = 0; hour < HOURS; hour++) {
            for (Map.Entry<String, long[]> line : messages.entrySet()) {
                array.addObject()
                        .put("at", begin.plus(Duration.ofHours(hour)).toString())
                        .put("line", line.getKey())
                        .put("messages", line.getValue()[hour]);
            }
        }
    }

    private void campaigns(ArrayNode array, Figures figures, Map<String, Ending> endings) {
        endings.forEach((name, ending) -> {
            Campaign campaign = campaigns.get(name);
            ObjectNode node = array.addObject();
            node.put("name", name);
            node.put("waiting", figures.leads(name, Figures.LeadCount::isWaiting));
            node.put("paused", paused.contains(name));
            node.put("through", paused.contains(name) ? null : Overview.text(ending.through()));
            node.put("assumption", ending.assumption().name());
            node.put("pace_per_hour", ending.pace());
            if (campaign != null && ending.assumption() == Assumption.PLAN) {
                Budgets.Limit limit = campaign.firstTouches();
                node.put("lines", campaign.accounts().size());
                node.put("per_line_and_day", limit.perDay() == Integer.MAX_VALUE ? null : limit.perDay());
                node.put("gap_seconds", limit.gap().toSeconds());
            }
        });
    }

    private void add(Line line, Instant at, long count) {
        long hour = Duration.between(begin, at).toHours();
        if (hour >= 0 && hour < HOURS) {
            messages.computeIfAbsent(line.shown(), missing -> new long[HOURS])[(int) hour] += count;
        }
    }

    private void addLeads(Connection connection, Figures figures, Map<String, Ending> endings, LineStates lines)
            throws SQLException {
        for (Map.Entry<String, Ending> each : endings.entrySet()) {
            Campaign campaign = campaigns.get(each.getKey());
            long waiting = figures.leads(each.getKey(), Figures.LeadCount::isWaiting);
            if (campaign == null || waiting == 0 || paused.contains(each.getKey())) {
                continue;
            }
            List<String> accounts = campaign.accounts();
            for (int i = 0; i < accounts.size(); i++) {
                long part = waiting / accounts.size() + (i < waiting % accounts.size() ? 1 : 0);
                addLeads(
                        connection,
                        campaign,
                        accounts.get(i),
                        part,
                        each.getValue().pace() / (double) accounts.size(),
                        lines);
            }
        }
    }

    /** Adds the leads of a campaign on one line. A lead has a message for each step. */
    private void addLeads(
            Connection connection, Campaign campaign, String account, long leads, double pace, LineStates lines)
            throws SQLException {
        Line line = lines.resolved(Line.parse(account));
        Instant free = lines.free(line, false, now);
        int steps = 1
                + (campaign.getCard() == Campaign.CardStep.NONE ? 0 : 1)
                + (campaign.getFollowUp() != null && !campaign.isFollowUpLater() ? 1 : 0);
        Budgets.Limit limit = campaign.firstTouches();
        if (limit.isSet()) {
            spread(new Capacity(connection, account, limit), free, leads, (at, count) -> add(line, at, count * steps));
        } else if (pace > 0) {
            double left = leads;
            for (int hour = 0; hour < HOURS && left > 0; hour++) {
                double part = Math.min(left, pace);
                left -= part;
                add(line, free.plus(Duration.ofHours(hour)), Math.round(part * steps));
            }
        } else {
            add(line, free, leads * steps);
        }
    }

    /** Takes what is sent at a moment. */
    private interface Sink {
        void send(Instant at, long count);
    }

    /** What a line may still do, as {@link Budgets} keeps it. */
    private final class Capacity {

        private final Budgets.Limit limit;
        private Instant next;
        private long left;

        Capacity(Connection connection, String account, Budgets.Limit limit) throws SQLException {
            this.limit = limit;
            Budgets.Spent spent = Budgets.spent(connection, account, limit);
            boolean isToday = spent.day() != null
                    && !spent.day().isBefore(now.atZone(limit.zone()).toLocalDate());
            next = Budgets.next(spent, limit, now.toEpochMilli());
            left = isToday && spent.count() < limit.perDay() ? limit.perDay() - spent.count() : limit.perDay();
        }

        /** Takes one first message, not before a moment. Returns when it leaves. */
        private Instant take(Instant from) {
            Instant at = from.isAfter(next) ? from : next;
            if (!dayOf(at, limit).equals(dayOf(next, limit))) {
                left = limit.perDay();
            }
            if (left == 0) {
                at = limit.tomorrow(at.toEpochMilli());
                left = limit.perDay();
            }
            left--;
            next = at.plus(limit.gap());
            if (!dayOf(next, limit).equals(dayOf(at, limit))) {
                left = limit.perDay();
            }
            return at;
        }
    }

    /** Sends as soon as the budget allows, from a moment on. */
    private void spread(Capacity capacity, Instant from, long count, Sink sink) {
        Budgets.Limit limit = capacity.limit;
        // A gap shorter than a second makes many at a time, so that the loop stays short.
        long step = Math.max(1_000, limit.gap().toMillis());
        long atOnce = limit.gap().isZero()
                ? Long.MAX_VALUE
                : Math.max(1, step / limit.gap().toMillis());
        Instant end = begin.plus(Duration.ofHours(HOURS));
        long todo = limit.perDay() <= 0 ? 0 : count;
        Instant at = from.isAfter(capacity.next) ? from : capacity.next;
        while (todo > 0 && at.isBefore(end)) {
            if (capacity.left == 0) {
                at = limit.tomorrow(at.toEpochMilli());
                capacity.left = limit.perDay();
                continue;
            }
            long some = Math.min(todo, Math.min(atOnce, capacity.left));
            sink.send(at, some);
            todo -= some;
            capacity.left -= some;
            Instant later = limit.gap().isZero() ? at : at.plusMillis(step);
            if (!dayOf(later, limit).equals(dayOf(at, limit))) {
                capacity.left = limit.perDay();
            }
            at = later;
        }
        capacity.next = at;
    }

    private static LocalDate dayOf(Instant at, Budgets.Limit limit) {
        return at.atZone(limit.zone()).toLocalDate();
    }

    private void addShares(Connection connection, LineStates lines) throws SQLException {
        List<Demand> demands = new ArrayList<>();
        long end = begin.plus(Duration.ofHours(HOURS)).toEpochMilli();
        Sql.query(
                connection,
                DUE,
                row -> {
                    Campaign campaign = campaigns.get(row.getString(3));
                    return campaign == null
                            ? null
                            : demands.add(demand(
                                    Instant.ofEpochMilli(row.getLong(1) * QUARTER_MILLIS),
                                    row.getString(2).equals(FollowUps.flow(row.getString(3))),
                                    campaign,
                                    lines.resolved(Line.of(row.getString(4), row.getString(5))),
                                    row.getString(6),
                                    row.getLong(7),
                                    lines));
                },
                end);
        demands.sort(Comparator.comparing(Demand::at));
        Map<String, Capacity> capacities = new HashMap<>();
        for (Demand demand : demands) {
            Budgets.Limit limit = demand.isFollowUp()
                    ? demand.campaign().followUps()
                    : demand.campaign().shares();
            if (limit.isSet()) {
                String key = demand.line() + " " + limit.kind();
                if (!capacities.containsKey(key)) {
                    capacities.put(key, new Capacity(connection, demand.line().toString(), limit));
                }
                spread(capacities.get(key), demand.at(), demand.count(), (at, count) -> add(demand.line(), at, count));
            } else {
                add(demand.line(), demand.at(), demand.count());
            }
        }
    }

    private Demand demand(
            Instant due, boolean isFollowUp, Campaign campaign, Line line, String zones, long count, LineStates lines) {
        Instant free = lines.free(line, true, now);
        Instant moment = due.isAfter(free) ? due : free;
        List<ZoneId> possible = zones == null
                ? List.of()
                : Arrays.stream(zones.split(" "))
                        .flatMap(zone -> Lead.zoneOf(zone).stream())
                        .toList();
        return new Demand(line, campaign, isFollowUp, campaign.quietHours().end(moment, possible), count);
    }

    private void next(Connection connection, ArrayNode array, Map<String, Ending> endings, LineStates lines)
            throws SQLException {
        List<Turn> turns = new ArrayList<>(nextLeads(connection, endings, lines));
        turns.addAll(nextShares(connection));
        turns.sort(Comparator.comparing(Turn::at));
        turns.stream().limit(MOST_NEXT).forEach(turn -> {
            ObjectNode node = array.addObject();
            node.put("at", turn.at().toString());
            node.put("number", shown(turn.person(), showsNumbers));
            node.put("id", store.ledger.seal(turn.person()));
            node.put("what", turn.what());
            node.put("campaign", turn.campaign());
        });
    }

    /** Returns a person as a list may show it. */
    static String shown(String person, boolean showsNumbers) {
        if (People.isHidden(person)) {
            return PhoneMask.mask("");
        }
        return showsNumbers ? person : PhoneMask.mask(person);
    }

    /** A lead that waits. The line is null if any line of its campaign may take it. */
    private record Waiting(String person, String campaign, Instant due, String line) {}

    /** A lead behind others waits as long as they take. */
    private List<Turn> nextLeads(Connection connection, Map<String, Ending> endings, LineStates lines)
            throws SQLException {
        List<Waiting> waiting = Sql.query(
                connection,
                NEXT_LEADS,
                row -> new Waiting(row.getString(1), row.getString(2), Sql.instant(row, 3), row.getString(4)));
        Map<String, Integer> ahead = new HashMap<>();
        Map<String, Capacity> capacities = new HashMap<>();
        List<Turn> turns = new ArrayList<>();
        for (Waiting lead : waiting) {
            Campaign campaign = campaigns.get(lead.campaign());
            Instant turn = lead.due();
            if (campaign != null && endings.containsKey(lead.campaign())) {
                List<String> accounts = lead.line() == null ? campaign.accounts() : List.of(lead.line());
                Instant free = lines.free(Line.parse(accounts.get(0)), false, now);
                Instant from = lead.due().isAfter(free) ? lead.due() : free;
                if (campaign.firstTouches().isSet() && campaign.firstTouches().perDay() > 0) {
                    turn = capacity(connection, capacities, lead.campaign(), campaign, accounts)
                            .take(from);
                } else {
                    int place = ahead.merge(lead.campaign(), 1, Integer::sum) - 1;
                    Instant inTurn =
                            free.plus(interval(endings.get(lead.campaign())).multipliedBy(place));
                    turn = from.isAfter(inTurn) ? from : inTurn;
                }
            }
            turns.add(new Turn(turn, lead.person(), "lead", lead.campaign()));
        }
        return turns;
    }

    /** Returns what the first line that is free may still do for a campaign. */
    private Capacity capacity(
            Connection connection, Map<String, Capacity> known, String name, Campaign campaign, List<String> accounts)
            throws SQLException {
        Capacity first = null;
        for (String account : accounts) {
            String key = name + " " + account;
            if (!known.containsKey(key)) {
                known.put(key, new Capacity(connection, account, campaign.firstTouches()));
            }
            Capacity each = known.get(key);
            first = first == null || each.next.isBefore(first.next) ? each : first;
        }
        return first;
    }

    /** The time between two leads of a campaign without a budget. */
    private static Duration interval(Ending ending) {
        return ending.pace() == 0 ? Duration.ZERO : Duration.ofHours(1).dividedBy(ending.pace());
    }

    private List<Turn> nextShares(Connection connection) throws SQLException {
        Holds holds = new Holds(store.ledger.steps(), connection, now);
        long end = begin.plus(Duration.ofHours(HOURS)).toEpochMilli();
        Map<ShareTable.Due, String> due = new LinkedHashMap<>();
        Sql.query(connection, NEXT_SHARES, row -> due.put(ShareTable.Due.read(row), row.getString(15)), end);
        List<Turn> turns = new ArrayList<>();
        for (Map.Entry<ShareTable.Due, String> each : due.entrySet()) {
            ShareTable.Due share = each.getKey();
            Campaign campaign = campaigns.get(share.campaign());
            boolean isFollowUp = each.getValue().equals(FollowUps.flow(share.campaign()));
            if (campaign != null) {
                holds.until(each.getValue(), share, campaign, isFollowUp ? campaign.followUps() : campaign.shares())
                        .ifPresent(at -> turns.add(new Turn(
                                at, share.names().address(), isFollowUp ? "follow-up" : "share", share.campaign())));
            }
        }
        return turns;
    }
}
