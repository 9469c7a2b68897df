package io.callingcard.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * What happens once: a step of a flow, in a chat, in a window of time. Claims that are no step of a flow, because
 * somebody uses the ledger as any idempotent repository, have a name alone.
 *
 * @param name what tells it from all others, shortened where it is long
 * @param flow null for a claim that has a name alone
 */
record StepKey(String name, String flow, String step, String chat, String slot) {

    private static final int LONGEST = 400;
    private static final int LONGEST_WORD = 100;

    static StepKey named(String name) {
        return new StepKey(Shortened.to(LONGEST, name), null, null, null, null);
    }

    /**
     * Finds the steps of a chat, which the primary key has together: an index of its own would double what a claim
     * writes. Its three values are set by {@link #inChat}.
     */
    static final String IN_CHAT = "(claim_key > ? AND claim_key < ? AND chat = ?)";

    static void inChat(PreparedStatement statement, int index, String chat) throws SQLException {
        statement.setString(index, chat + "/");
        statement.setString(index + 1, chat + "0");
        statement.setString(index + 2, chat);
    }

    /** A step, of which flow and step are given as {@code flow/step}. */
    static StepKey of(String flowAndStep, String chat, String slot) {
        String flow = flow(flowAndStep);
        String step = step(flowAndStep);
        return new StepKey(Shortened.to(LONGEST, String.join("/", chat, flow, step, slot)), flow, step, chat, slot);
    }

    static String flow(String flowAndStep) {
        int slash = flowAndStep.indexOf('/');
        return Shortened.to(LONGEST_WORD, slash < 0 ? "-" : flowAndStep.substring(0, slash));
    }

    static String step(String flowAndStep) {
        return Shortened.to(LONGEST_WORD, flowAndStep.substring(flowAndStep.indexOf('/') + 1));
    }
}
