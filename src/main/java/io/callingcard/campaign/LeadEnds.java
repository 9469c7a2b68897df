// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.callingcard.campaign.LeadReason.Why;
import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;

/** What becomes of a lead that was taken: it ends, waits for its next try, or is set aside. */
final class LeadEnds {

    private static final int WAITING = LeadState.WAITING.ordinal();
    private static final int DONE = LeadState.DONE.ordinal();
    private static final int ASIDE = LeadState.ASIDE.ordinal();
    private static final int DONE_WITH_DOUBTS = LeadState.DONE_WITH_DOUBTS.ordinal();
    private static final int REFUSED = LeadState.REFUSED_OPT_OUT.ordinal();
    private static final Why SKIPPED = new Why(LeadReason.STEP_SKIPPED, "a step in doubt was skipped");
    private static final String SETTLE = "UPDATE callingcard_lead SET state = ?, body = CASE WHEN ? IN (" + DONE
            + ", " + DONE_WITH_DOUBTS + ", " + REFUSED
            + ") THEN NULL ELSE body END, due_at = ?, attempts = attempts - ?, reason = ?, code = ?, token = NULL"
            + " WHERE lead_key = ? AND token = ?";

    private final Database database;
    private final Clock clock;
    private final OptOuts optOuts;
    private final LeadTurns turns;
    private final String renew;

    LeadEnds(Database database, Clock clock, OptOuts optOuts, LeadTurns turns) {
        this.database = database;
        this.clock = clock;
        this.optOuts = optOuts;
        this.turns = turns;
        renew = database.sql("UPDATE callingcard_lead SET lease_until = {now} + ? WHERE lead_key = ? AND token = ?");
    }

    void renew(List<TakenLead> all, Duration lease) {
        List<Object[]> rows = all.stream()
                .map(taken -> new Object[] {lease.toMillis(), taken.key(), taken.token()})
                .toList();
        database.write(connection -> Sql.batch(connection, renew, rows));
    }

    /**
     * Ends a lead and drops its data. The ledger knows the person's chats and steps.
     *
     * @param isDoubtful whether a step was skipped that may have been sent
     */
    CompletionStage<?> done(TakenLead taken, boolean isDoubtful) {
        return database.submit(connection -> done(connection, taken, isDoubtful));
    }

    private int done(Connection connection, TakenLead taken, boolean isDoubtful) throws SQLException {
        return isDoubtful
                ? settle(connection, taken, DONE_WITH_DOUBTS, clock.instant(), true, SKIPPED)
                : settle(connection, taken, DONE, clock.instant(), true, null);
    }

    /** Lets the line of a lead rest, and the lead wait for its next try. Completes with the time of that. */
    CompletionStage<Instant> rest(TakenLead taken, Rests.Terms terms, Why why) {
        return database.submit(connection -> {
            long now = clock.millis();
            Instant till = Rests.add(connection, taken.line().toString(), terms, why.words(), now);
            settle(connection, taken, WAITING, till, false, why);
            turns.lookAtRests(connection);
            return till;
        });
    }

    /** The line of a lead works again. */
    CompletionStage<?> endRest(TakenLead taken) {
        return database.submit(connection -> {
            Rests.end(connection, taken.line().toString());
            turns.lookAtRests(connection);
            return null;
        });
    }

    /**
     * Lets a lead wait.
     *
     * @param isAttempt false if this was no attempt, because the provider asked us to wait or a step is in doubt
     */
    CompletionStage<?> retry(TakenLead taken, Duration wait, boolean isAttempt, Why why) {
        return settle(taken, WAITING, wait, isAttempt, why);
    }

    /** Stops retrying a lead until a person replays it. */
    CompletionStage<?> setAside(TakenLead taken, Why why) {
        return settle(taken, ASIDE, Duration.ZERO, true, why);
    }

    /** Ends a lead, because the person opted out before all steps were sent. */
    CompletionStage<?> refuse(TakenLead taken, OptOuts.OptOut optOut) {
        return settle(taken, REFUSED, Duration.ZERO, true, optedOut(optOut));
    }

    /** Ends a lead whose route found that the person opted out after the first steps. */
    CompletionStage<?> refuseOrEnd(TakenLead taken, boolean isDoubtful) {
        return refuseOr(taken, connection -> done(connection, taken, isDoubtful));
    }

    /** Ends a lead whose message was held back by an opt-out. After an opt-in it is tried again. */
    CompletionStage<?> refuseOrRetry(TakenLead taken, Why why) {
        return refuseOr(taken, connection -> settle(connection, taken, WAITING, clock.instant(), false, why));
    }

    private CompletionStage<?> refuseOr(TakenLead taken, Sql.Work<Integer> otherwise) {
        return database.submit(connection -> {
            Optional<OptOuts.OptOut> optOut =
                    optOuts.find(connection, taken.lead().phone());
            return optOut.isPresent()
                    ? settle(connection, taken, REFUSED, clock.instant(), true, optedOut(optOut.get()))
                    : otherwise.on(connection);
        });
    }

    private static Why optedOut(OptOuts.OptOut optOut) {
        return new Why(LeadReason.OPTED_OUT, optOut.reason());
    }

    private CompletionStage<?> settle(TakenLead taken, int state, Duration wait, boolean isAttempt, Why why) {
        return database.submit(
                connection -> settle(connection, taken, state, clock.instant().plus(wait), isAttempt, why));
    }

    private static int settle(
            Connection connection, TakenLead taken, int state, Instant dueAt, boolean isAttempt, Why why)
            throws SQLException {
        return Sql.update(
                connection,
                SETTLE,
                state,
                state,
                dueAt.toEpochMilli(),
                isAttempt ? 0 : 1,
                why == null ? null : Sql.shortened(LeadTable.LONGEST_REASON, why.words()),
                why == null ? null : why.code().name(),
                taken.key(),
                taken.token());
    }
}
