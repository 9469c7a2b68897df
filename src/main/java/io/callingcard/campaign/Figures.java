// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;

import io.callingcard.ledger.StepFacts;
import io.callingcard.ledger.db.Sql;

/**
 * Counts of all steps and leads at a moment.
 *
 * @param steps   as the ledger counts them
 * @param leads   by campaign, line and state
 * @param refused how many records were refused and not corrected
 * @param optOuts how many people opted out
 */
record Figures(Instant at, List<StepFacts.Count> steps, List<LeadCount> leads, long refused, long optOuts) {

    private static final String LEADS = "SELECT campaign, COALESCE(line, wanted), state, CASE WHEN line IS NULL THEN 0"
            + " ELSE 1 END, CASE WHEN due_at >= ? THEN 1 ELSE 0 END, COUNT(*) FROM callingcard_lead"
            + " GROUP BY 1, 2, 3, 4, 5";
    private static final String REFUSED = "SELECT COUNT(*) FROM callingcard_refusal";
    private static final String OPT_OUTS = "SELECT COUNT(*) FROM callingcard_opt_out";

    /**
     * How many leads of a campaign are in a state.
     *
     * @param line     the line that has begun with them, or that they ask for; or null
     * @param isRecent whether they ended in the last hour; means nothing of those that are open
     */
    record LeadCount(String campaign, String line, LeadState state, boolean hasLine, boolean isRecent, long leads) {

        boolean isWaiting() {
            return state == LeadState.WAITING && !hasLine;
        }

        boolean isInProgress() {
            return state == LeadState.TAKEN || state == LeadState.WAITING && hasLine;
        }

        boolean isDone() {
            return state == LeadState.DONE || state == LeadState.DONE_WITH_DOUBTS;
        }

        boolean isDoneRecently() {
            return isDone() && isRecent;
        }

        boolean isAside() {
            return state == LeadState.ASIDE;
        }

        boolean isRefused() {
            return state == LeadState.REFUSED_OPT_OUT;
        }
    }

    static Figures none(Instant now) {
        return new Figures(now, List.of(), List.of(), 0, 0);
    }

    static Figures read(Connection connection, StepFacts steps, Instant now, ZoneId zone) throws SQLException {
        List<LeadCount> leads = Sql.query(
                connection,
                LEADS,
                row -> new LeadCount(
                        row.getString(1),
                        row.getString(2),
                        LeadState.values()[row.getInt(3)],
                        row.getInt(4) == 1,
                        row.getInt(5) == 1,
                        row.getLong(6)),
                now.minus(Duration.ofHours(1)).toEpochMilli());
        return new Figures(
                now,
                steps.counts(connection, now, midnight(now, zone)),
                leads,
                Sql.number(connection, REFUSED),
                Sql.number(connection, OPT_OUTS));
    }

    static Instant midnight(Instant now, ZoneId zone) {
        return now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    }

    /** Returns how many leads are of a kind, of one campaign or of all for null. */
    long leads(String campaign, Predicate<LeadCount> kind) {
        return leads.stream()
                .filter(count -> campaign == null || campaign.equals(count.campaign()))
                .filter(kind)
                .mapToLong(LeadCount::leads)
                .sum();
    }

    long steps(Predicate<StepFacts.Count> kind) {
        return steps.stream().filter(kind).mapToLong(StepFacts.Count::steps).sum();
    }
}
