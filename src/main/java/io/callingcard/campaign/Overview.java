// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.callingcard.campaign.Ending.Assumption;
import io.callingcard.campaign.Figures.LeadCount;
import io.callingcard.ledger.StepFacts;
import io.callingcard.ledger.StepState;
import io.callingcard.ledger.db.Database;
import io.callingcard.provider.wire.Json;

/** What an operator sees first: what needs a person, how much was sent, the lines and the campaigns. */
final class Overview {

    private static final int HOURS = StepFacts.Count.OLDER;

    private final CampaignStore store;
    private final Map<String, Campaign> campaigns;
    private final String channels;
    private final ZoneId zone;
    private final Instant now;

    /**
     * An overview of now.
     *
     * @param channels the providers that have a line here, separated by commas; null for all
     * @param zone     in which today begins
     */
    Overview(CampaignStore store, Map<String, Campaign> campaigns, String channels, ZoneId zone) {
        this.store = store;
        this.campaigns = campaigns;
        this.channels = channels;
        this.zone = zone;
        this.now = store.clock.instant();
    }

    /** Returns the counts, which may be some seconds old: to count a million steps takes a second. */
    static Figures figures(CampaignStore store, ZoneId zone) {
        Instant now = store.clock.instant();
        return store.figures.get(
                Figures.midnight(now, zone),
                () -> store.database.read(connection -> Figures.read(connection, store.ledger.steps(), now, zone)));
    }

    ObjectNode json() {
        String problem = store.database.problem();
        Figures figures = problem == null ? figures(store, zone) : Figures.none(now);
        ObjectNode json = Json.object();
        json.put("at", now.toString());
        counts(json.putObject("counts"), figures);
        Database database = store.database;
        ArrayNode attention = json.putArray("attention");
        if (problem == null) {
            Set<String> paused = database.read(connection -> {
                LineStates lines = LineStates.read(connection, now, campaigns, channels, figures);
                attention(attention, figures, lines);
                lines(connection, json.putArray("lines"), figures, lines);
                return CampaignTable.paused(connection).keySet();
            });
            campaigns(json.putArray("campaigns"), figures, paused);
        } else {
            attention.addObject().put("code", "LEDGER").put("reason", problem);
            json.putArray("lines");
            json.putArray("campaigns");
        }
        return json;
    }

    private static void counts(ObjectNode counts, Figures figures) {
        steps(counts.putObject("hour"), figures, count -> count.hoursAgo() == 0);
        steps(counts.putObject("today"), figures, StepFacts.Count::isToday);
        steps(counts.putObject("all"), figures, count -> true);
        leads(counts, figures, null);
        counts.put("opted_out", figures.optOuts());
    }

    private static void steps(ObjectNode node, Figures figures, Predicate<StepFacts.Count> when) {
        for (StepState state : List.of(StepState.SENT, StepState.IN_DOUBT, StepState.NOT_SENT)) {
            long steps = figures.steps(when.and(count -> count.state() == state));
            node.put(state.name().toLowerCase(Locale.ROOT), steps);
        }
    }

    private static void leads(ObjectNode node, Figures figures, String campaign) {
        node.put("waiting", figures.leads(campaign, LeadCount::isWaiting));
        node.put("in_progress", figures.leads(campaign, LeadCount::isInProgress));
        node.put("set_aside", figures.leads(campaign, LeadCount::isAside));
        node.put("done", figures.leads(campaign, LeadCount::isDone));
    }

    private static void attention(ArrayNode attention, Figures figures, LineStates lines) {
        long doubts = figures.steps(count -> count.state() == StepState.IN_DOUBT);
        add(attention, "IN_DOUBT", doubts, PersonState.IN_DOUBT);
        for (LineStates.State line : lines.all()) {
            if (line.condition() == LineStates.Condition.RESTS || line.condition() == LineStates.Condition.DOWN) {
                ObjectNode node = attention.addObject();
                node.put("code", "LINE_RESTS");
                node.put("line", line.line().shown());
                node.put("reason", line.reason());
                node.put("until", text(line.until()));
            }
        }
        add(attention, "SET_ASIDE", figures.leads(null, LeadCount::isAside), PersonState.SET_ASIDE);
        add(attention, "REFUSED", figures.refused(), null);
    }

    private static void add(ArrayNode attention, String code, long count, PersonState state) {
        if (count > 0) {
            ObjectNode node = attention.addObject().put("code", code).put("count", count);
            if (state != null) {
                node.putObject("link").put("view", "people").put("state", state.word());
            }
        }
    }

    private void lines(Connection connection, ArrayNode array, Figures figures, LineStates lines) throws SQLException {
        for (LineStates.State state : lines.all()) {
            Line line = state.line();
            ObjectNode node = array.addObject();
            node.put("line", line.shown());
            node.put("provider", line.channel());
            node.put("state", state.condition().name());
            node.put("reason", state.reason());
            node.put("until", text(state.until()));
            Predicate<StepFacts.Count> sent = count -> count.state() == StepState.SENT && lines.isOf(line, count);
            ArrayNode hours = node.putArray("sent_per_hour");
            for (int ago = HOURS - 1; ago >= 0; ago--) {
                int hour = ago;
                hours.add(figures.steps(sent.and(count -> count.hoursAgo() == hour)));
            }
            node.put("sent_today", figures.steps(sent.and(StepFacts.Count::isToday)));
            budget(connection, node.putObject("budget").putObject("first_touches"), line, lines);
        }
    }

    /** All campaigns of a line share its budget. The strictest of them decides. */
    private void budget(Connection connection, ObjectNode node, Line line, LineStates lines) throws SQLException {
        long spent = 0;
        int most = Integer.MAX_VALUE;
        for (Campaign campaign : campaigns.values()) {
            for (String account : campaign.accounts()) {
                if (lines.resolved(Line.parse(account)).equals(line)) {
                    Budgets.Limit limit = campaign.firstTouches();
                    Budgets.Spent known = Budgets.spent(connection, account, limit);
                    boolean isToday = known.day() != null
                            && known.day().equals(now.atZone(limit.zone()).toLocalDate());
                    spent = Math.max(spent, isToday ? known.count() : 0);
                    most = Math.min(most, limit.perDay());
                }
            }
        }
        node.put("spent", spent);
        OptionalInt limited = most == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(most);
        node.put("most", limited.isPresent() ? Integer.valueOf(limited.getAsInt()) : null);
    }

    private void campaigns(ArrayNode array, Figures figures, Set<String> paused) {
        for (String name : names(campaigns, figures)) {
            Campaign campaign = campaigns.get(name);
            Ending ending = Ending.of(store, name, campaign, figures);
            ObjectNode node = array.addObject();
            node.put("name", name);
            node.put("line", campaign == null ? null : campaign.getChannel());
            leads(node, figures, name);
            node.put("opted_out", figures.leads(name, LeadCount::isRefused));
            node.put("pace_per_hour", ending.pace());
            node.put("expected_end", text(ending.through()));
            boolean isKnown = ending.through() != null;
            node.put("assumption", (isKnown ? ending.assumption() : Assumption.NONE).name());
            node.put("paused", paused.contains(name));
        }
    }

    /** The campaigns that are defined, and those that leads are left of. */
    static TreeSet<String> names(Map<String, Campaign> campaigns, Figures figures) {
        TreeSet<String> names = new TreeSet<>(campaigns.keySet());
        figures.leads().forEach(count -> names.add(count.campaign()));
        return names;
    }

    static String text(Instant at) {
        return at == null ? null : at.toString();
    }
}
