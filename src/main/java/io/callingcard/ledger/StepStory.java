// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Map;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;
import io.callingcard.ledger.story.StoryCode;
import io.callingcard.ledger.story.StoryDraft;
import io.callingcard.ledger.story.StoryEntry;

/** Tells the steps in a person's chats: each attempt, how doubts were settled, and what is open. */
final class StepStory {

    private final String steps;

    StepStory(Database database) {
        steps = database.sql("SELECT k.claim_key, k.flow, k.step, k.slot, " + LedgerReport.STATE
                + " AS known, k.decision, k.claimed_at, k.settled_at, k.settled_by, k.settled_actor,"
                + " k.lease_until - {now} FROM callingcard_claim k WHERE "
                + StepKey.IN_CHAT.replace("claim_key", "k.claim_key").replace("chat =", "k.chat =")
                + " AND k.flow IS NOT NULL ORDER BY k.claim_key");
    }

    /**
     * A step, as its row says.
     *
     * @param lease how long the lease of its process still lasts, by the clock of the database
     */
    private record Step(
            String key,
            String name,
            Object window,
            StepState state,
            Decision decision,
            Instant claimedAt,
            Instant settledAt,
            SettledBy settledBy,
            String actor,
            Duration lease) {

        private static Step read(ResultSet row) throws SQLException {
            String slot = row.getString(4);
            return new Step(
                    row.getString(1),
                    row.getString(2) + "/" + row.getString(3),
                    window(slot),
                    StepState.of(row.getInt(5)),
                    Decision.read(row, 6),
                    Sql.instant(row, 7),
                    Sql.instant(row, 8),
                    SettledBy.read(row, 9),
                    row.getString(10),
                    Duration.ofMillis(row.getLong(11)));
        }

        /** A day, or what else the slot is; null for steps that happen once for good. */
        private static Object window(String slot) {
            if (slot == null || slot.equals(Window.EVER)) {
                return null;
            }
            try {
                return LocalDate.parse(slot);
            } catch (DateTimeParseException e) {
                return slot;
            }
        }

        private boolean isInProgress() {
            return StepState.IN_PROGRESS.contains(state);
        }

        private Instant endedAt() {
            return settledAt == null ? claimedAt : settledAt;
        }

        private StoryEntry entry(Instant at, StoryCode code) {
            return StoryEntry.of(at, code).with("step", name).with("window", window);
        }
    }

    void tell(Connection connection, String chat, StoryDraft story) throws SQLException {
        Map<String, StepHistory> histories = AttemptTable.ofChat(connection, chat);
        Sql.query(connection, steps, Step::read, StepKey.first(chat), StepKey.last(chat), chat).stream()
                .sorted(Comparator.comparing(Step::claimedAt))
                .forEach(step -> tell(step, histories.getOrDefault(step.key(), StepHistory.EMPTY), story));
    }

    private static void tell(Step step, StepHistory history, StoryDraft story) {
        history.attempts().forEach(attempt -> tell(step, history, attempt, story));
        StoryCode end = end(step, history);
        if (end != null) {
            story.add(withActor(step.entry(step.endedAt(), end), step.actor()));
        }
        StoryCode next = StepCode.next(step.state(), step.decision());
        if (next != null) {
            Instant until = next == StepCode.IN_PROGRESS ? story.now().plus(step.lease()) : null;
            story.addNext(step.entry(until, next).with("key", step.key()));
        }
    }

    private static void tell(Step step, StepHistory history, Attempt attempt, StoryDraft story) {
        boolean isInProgress = attempt.settlement() == null && step.isInProgress();
        StoryCode code = StepCode.of(attempt.beforeSettlement(), isInProgress);
        story.add(entry(step, attempt.endedAt() == null ? attempt.begunAt() : attempt.endedAt(), code, attempt));
        if (attempt.settlement() != null) {
            StoryCode settled = StepCode.settled(attempt, step.decision());
            story.add(withActor(
                    entry(step, attempt.settlement().at(), settled, attempt),
                    attempt.settlement().actor()));
        }
        if (history.isAnsweredRepeat(attempt)) {
            story.add(step.entry(attempt.endedAt(), StepCode.KEY_ANSWERED));
        }
    }

    private static StoryEntry withActor(StoryEntry entry, String actor) {
        return entry.with("actor", Actor.of(actor)).with("actor_name", actor);
    }

    private static StoryEntry entry(Step step, Instant at, StoryCode code, Attempt attempt) {
        Attempt.Report report = attempt.report();
        return step.entry(at, code)
                .with("attempt", attempt.number())
                .with("provider", attempt.sending().provider())
                .with("operation", attempt.sending().operation())
                .with("reason", report.reason())
                .with("code", report.code())
                .with("status", report.status() == 0 ? null : report.status())
                .with("trace", report.traceId())
                .with("message", report.messageId());
    }

    /** How a step ended, if its attempts do not tell; else null. */
    private static StoryCode end(Step step, StepHistory history) {
        if (step.state() == StepState.NOT_SENT && step.decision() == Decision.SKIP) {
            return StepCode.GIVEN_UP;
        }
        if (!history.attempts().isEmpty()) {
            return null;
        }
        return switch (step.state()) {
            case SENT -> step.settledBy() == SettledBy.PERSON ? StepCode.PERSON_SAID_SENT : StepCode.DONE;
            case NOT_SENT -> step.settledBy() == null ? StepCode.RELEASED : StepCode.NEVER_BEGUN;
            case CLAIMED, SENDING, IN_DOUBT -> null;
        };
    }
}
