// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.callingcard.ledger.Decision;
import io.callingcard.ledger.StepState;
import io.callingcard.provider.error.Outcome;

/**
 * What the tables say about the steps of the one chat.
 *
 * @param chatId the provider's id of the chat, or null
 */
record Steps(Map<String, Step> all, String chatId) {

    private static final String CLAIMS =
            "SELECT claim_key, step, state, decision, attempts FROM callingcard_claim ORDER BY claim_key";
    private static final String ATTEMPTS =
            "SELECT claim_key, number, begun_at, outcome, resent, reason FROM callingcard_attempt ORDER BY claim_key, number";

    /** A row of a claim, with its attempts. */
    record Step(String key, StepState state, Decision decision, int claims, List<Try> tries) {

        long begun() {
            return tries.stream().filter(Try::begun).count();
        }

        /** How many attempts it was decided to send again, although they may have arrived. */
        long resent() {
            return tries.stream().filter(Try::resent).count();
        }

        boolean isInDoubt() {
            return tries.stream().anyMatch(each -> each.outcome() == Outcome.IN_DOUBT);
        }

        boolean isUndecided() {
            return decision == null && state != StepState.SENT && state != StepState.NOT_SENT;
        }

        @Override
        public String toString() {
            return state + (decision == null ? "" : "/" + decision) + tries;
        }
    }

    /** A row of an attempt. */
    record Try(int number, boolean begun, Outcome outcome, boolean resent, String reason) {

        @Override
        public String toString() {
            return number + (begun ? "" : " never begun") + ":" + (outcome == null ? "under way" : outcome)
                    + (resent ? " resent" : "") + (reason == null ? "" : " (" + reason + ")");
        }
    }

    static Steps read(Connection connection) throws SQLException {
        Map<String, List<Try>> tries = new LinkedHashMap<>();
        Map<String, Step> steps = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(ATTEMPTS)) {
                while (row.next()) {
                    int number = row.getInt(4);
                    Outcome outcome = row.wasNull() ? null : Outcome.values()[number];
                    tries.computeIfAbsent(row.getString(1), key -> new ArrayList<>())
                            .add(new Try(
                                    row.getInt(2), row.getLong(3) > 0, outcome, row.getInt(5) == 1, row.getString(6)));
                }
            }
            try (ResultSet row = statement.executeQuery(CLAIMS)) {
                while (row.next()) {
                    int number = row.getInt(4);
                    Decision decision = row.wasNull() ? null : Decision.values()[number];
                    String key = row.getString(1);
                    Step step = new Step(
                            key,
                            StepState.values()[row.getInt(3)],
                            decision,
                            row.getInt(5),
                            tries.getOrDefault(key, List.of()));
                    steps.put(row.getString(2), step);
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT MAX(chat_id) FROM callingcard_chat")) {
                row.next();
                return new Steps(steps, row.getString(1));
            }
        }
    }

    long begun() {
        return all.values().stream().mapToLong(Step::begun).sum();
    }

    long begun(String step) {
        return all.containsKey(step) ? all.get(step).begun() : 0;
    }

    boolean isRepeat() {
        return begun() > 0;
    }

    /** Ends all leases, as if their time were over. */
    static void expire(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE callingcard_claim SET lease_until = 0");
        }
    }

    @Override
    public String toString() {
        return all.toString();
    }
}
