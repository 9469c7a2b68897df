// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.callingcard.ledger.StepFacts;
import io.callingcard.ledger.StepFacts.MaybeSent;
import io.callingcard.ledger.story.StoryEntry;

/**
 * Tells what holds back what is due, by the rules of {@link LeadTurns} and {@link DueSweep}. Reads what they read, and
 * changes nothing.
 */
final class Holds {

    private static final Instant NEVER = Instant.MAX;

    private final StepFacts steps;
    private final Connection connection;
    private final Instant now;
    private final Map<String, Rests.Rest> rests;
    private final Map<String, Pauses.Pause> pauses;
    private final Map<String, Instant> campaigns;

    Holds(StepFacts steps, Connection connection, Instant now) throws SQLException {
        this.steps = steps;
        this.connection = connection;
        this.now = now;
        rests = byLine(Rests.all(connection), Rests.Rest::line);
        pauses = byLine(Pauses.all(connection, now.toEpochMilli()), Pauses.Pause::line);
        campaigns = CampaignTable.paused(connection);
    }

    private static <T> Map<String, T> byLine(List<T> all, Function<T, String> line) {
        return all.stream().collect(Collectors.toMap(line, each -> each));
    }

    /** Returns what holds back a new lead on a line. */
    List<StoryEntry> ofNewLead(String line, Campaign campaign) throws SQLException {
        List<StoryEntry> ofLine = ofLine(line);
        return ofLine.isEmpty() ? ofBudget(line, campaign.firstTouches(), now) : ofLine;
    }

    /** Whether a person paused the campaign. */
    boolean isPaused(String campaign) {
        return campaigns.containsKey(campaign);
    }

    /** Returns what holds back a lead that the line has begun with. */
    List<StoryEntry> ofLine(String line) {
        Pauses.Pause pause = pauses.get(line);
        return pause != null && pause.isOfLeads() ? List.of(entry(pause)) : ofRest(line);
    }

    private List<StoryEntry> ofRest(String line) {
        Rests.Rest rest = rests.get(line);
        return rest == null || !rest.till().isAfter(now)
                ? List.of()
                : List.of(entry(Hold.LINE_RESTS, line, rest.till()).with("reason", rest.reason()));
    }

    private static StoryEntry entry(Pauses.Pause pause) {
        return entry(Hold.LINE_PAUSED, pause.line(), pause.till()).with("reason", pause.reason());
    }

    /** Returns what holds back a share or a follow-up, one after the other. */
    List<StoryEntry> ofShare(String flow, ShareTable.Due due, Campaign campaign, Budgets.Limit limit)
            throws SQLException {
        String line = due.line().toString();
        List<StoryEntry> holds = new ArrayList<>(ofRest(line));
        addMaybeSent(holds, flow, due);
        Pauses.Pause pause = pauses.get(line);
        if (pause != null) {
            holds.add(entry(pause));
        }
        Instant moment = max(Instant.ofEpochMilli(due.dueAt()), end(holds));
        addQuietHours(holds, due, campaign, moment);
        List<StoryEntry> ofBudget = ofBudget(line, limit, max(moment, end(holds)));
        holds.addAll(ofBudget);
        if (!ofBudget.isEmpty() && end(ofBudget) != NEVER) {
            addQuietHours(holds, due, campaign, end(holds));
        }
        return holds;
    }

    /** Returns when a share or a follow-up has its turn; empty if that cannot be told. */
    Optional<Instant> until(String flow, ShareTable.Due due, Campaign campaign, Budgets.Limit limit)
            throws SQLException {
        Instant dueAt = Instant.ofEpochMilli(due.dueAt());
        Instant end = max(dueAt, end(ofShare(flow, due, campaign, limit)));
        return end.equals(NEVER) ? Optional.empty() : Optional.of(end);
    }

    private void addMaybeSent(List<StoryEntry> holds, String flow, ShareTable.Due due) throws SQLException {
        MaybeSent earlier =
                steps.maybeSent(connection, flow, List.of(due.chat())).get(due.chat());
        if (due.waitsFor(earlier, now)) {
            holds.add(StoryEntry.of(
                    due.endsWith(earlier) ? null : earlier.at().plus(due.every()), Hold.SHARE_MAYBE_SENT));
        }
    }

    private void addQuietHours(List<StoryEntry> holds, ShareTable.Due due, Campaign campaign, Instant moment) {
        QuietHours hours = campaign.quietHours();
        Instant morning = hours.end(moment, due.possibleZones());
        if (morning.isAfter(moment)) {
            holds.add(StoryEntry.of(morning, Hold.QUIET_HOURS)
                    .with("from", hours.from())
                    .with("to", hours.to()));
        }
    }

    private List<StoryEntry> ofBudget(String line, Budgets.Limit limit, Instant moment) throws SQLException {
        if (!limit.isSet()) {
            return List.of();
        }
        if (limit.perDay() <= 0) {
            return List.of(entry(Hold.NO_BUDGET, line, null).with("budget", limit.kind()));
        }
        Budgets.Spent spent = Budgets.spent(connection, line, limit);
        Instant next = Budgets.next(spent, limit, moment.toEpochMilli());
        if (!next.isAfter(moment)) {
            return List.of();
        }
        boolean isUsedUp = Budgets.isUsedUp(spent, limit, moment.toEpochMilli());
        return List.of(entry(isUsedUp ? Hold.BUDGET_USED_UP : Hold.GAP, line, next)
                .with("budget", limit.kind())
                .with("most", isUsedUp ? limit.perDay() : null)
                .with("minutes", isUsedUp ? null : limit.gap().toMinutes())
                .with("budget_zone", limit.zone().getId()));
    }

    static StoryEntry entry(Hold hold, String line, Instant until) {
        return StoryEntry.of(until, hold).with("line", Line.parse(line).shown());
    }

    /** Returns until when the last of them holds; now if there is none. */
    Instant end(List<StoryEntry> holds) {
        Instant end = now;
        for (StoryEntry hold : holds) {
            end = max(end, hold.at() == null ? NEVER : hold.at());
        }
        return end;
    }

    private static Instant max(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
