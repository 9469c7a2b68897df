// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulation;

import java.util.regex.Pattern;

/** A place in a send or a settlement where something goes wrong. */
enum Point {
    CRASH_BEFORE_CLAIM(Work.CLAIM, Moment.STATEMENT, Mishap.CRASH),
    CRASH_BEFORE_COMMIT_OF_CLAIM(Work.CLAIM, Moment.BEFORE_COMMIT, Mishap.CRASH),
    CRASH_AFTER_CLAIM(Work.CLAIM, Moment.AFTER_COMMIT, Mishap.CRASH),
    CRASH_BEFORE_PERMIT(Work.PERMIT, Moment.STATEMENT, Mishap.CRASH),
    CRASH_BEFORE_COMMIT_OF_PERMIT(Work.PERMIT, Moment.BEFORE_COMMIT, Mishap.CRASH),
    CRASH_BEFORE_FIRST_BYTE(Work.PERMIT, Moment.AFTER_COMMIT, Mishap.CRASH),
    CRASH_BEFORE_RETRY_OF_CLIENT(Work.RENEWAL, Moment.STATEMENT, Mishap.CRASH),
    CRASH_AFTER_ANSWER(Work.RECORD, Moment.STATEMENT, Mishap.CRASH),
    CRASH_BEFORE_COMMIT_OF_RECORD(Work.RECORD, Moment.BEFORE_COMMIT, Mishap.CRASH),
    CRASH_AFTER_RECORD(Work.RECORD, Moment.AFTER_COMMIT, Mishap.CRASH),
    CRASH_BEFORE_FINISH(Work.FINISH, Moment.STATEMENT, Mishap.CRASH),
    CRASH_BEFORE_COMMIT_OF_FINISH(Work.FINISH, Moment.BEFORE_COMMIT, Mishap.CRASH),
    CRASH_AFTER_FINISH(Work.FINISH, Moment.AFTER_COMMIT, Mishap.CRASH),
    CRASH_BETWEEN_STEPS(Work.CONSENT, Moment.STATEMENT, Mishap.CRASH),
    CRASH_BEFORE_COMPLETE(Work.COMPLETE, Moment.STATEMENT, Mishap.CRASH),
    CRASH_BEFORE_SETTLE(Work.SETTLE, Moment.STATEMENT, Mishap.CRASH),
    CRASH_BEFORE_COMMIT_OF_SETTLE(Work.SETTLE, Moment.BEFORE_COMMIT, Mishap.CRASH),
    CRASH_AFTER_SETTLE(Work.SETTLE, Moment.AFTER_COMMIT, Mishap.CRASH),
    ERROR_AT_CONNECT(Work.ANY, Moment.CONNECT, Mishap.ERROR),
    ERROR_AT_CLAIM(Work.CLAIM, Moment.STATEMENT, Mishap.ERROR),
    ERROR_BEFORE_COMMIT_OF_CLAIM(Work.CLAIM, Moment.BEFORE_COMMIT, Mishap.ERROR),
    ERROR_AFTER_CLAIM(Work.CLAIM, Moment.AFTER_COMMIT, Mishap.ERROR),
    ERROR_AT_PERMIT(Work.PERMIT, Moment.STATEMENT, Mishap.ERROR),
    ERROR_BEFORE_COMMIT_OF_PERMIT(Work.PERMIT, Moment.BEFORE_COMMIT, Mishap.ERROR),
    ERROR_AFTER_PERMIT(Work.PERMIT, Moment.AFTER_COMMIT, Mishap.ERROR),
    ERROR_BEFORE_RETRY_OF_CLIENT(Work.RENEWAL, Moment.STATEMENT, Mishap.ERROR),
    ERROR_AT_RECORD(Work.RECORD, Moment.STATEMENT, Mishap.ERROR),
    ERROR_BEFORE_COMMIT_OF_RECORD(Work.RECORD, Moment.BEFORE_COMMIT, Mishap.ERROR),
    ERROR_AFTER_RECORD(Work.RECORD, Moment.AFTER_COMMIT, Mishap.ERROR),
    ERROR_AT_FINISH(Work.FINISH, Moment.STATEMENT, Mishap.ERROR),
    ERROR_AFTER_FINISH(Work.FINISH, Moment.AFTER_COMMIT, Mishap.ERROR),
    ERROR_AT_SETTLE(Work.SETTLE, Moment.STATEMENT, Mishap.ERROR),
    ERROR_BEFORE_COMMIT_OF_SETTLE(Work.SETTLE, Moment.BEFORE_COMMIT, Mishap.ERROR),
    ERROR_AFTER_SETTLE(Work.SETTLE, Moment.AFTER_COMMIT, Mishap.ERROR),
    FREEZE_AFTER_CLAIM(Work.CLAIM, Moment.AFTER_COMMIT, Mishap.FREEZE),
    FREEZE_BEFORE_PERMIT(Work.PERMIT, Moment.STATEMENT, Mishap.FREEZE),
    FREEZE_BEFORE_FIRST_BYTE(Work.PERMIT, Moment.AFTER_COMMIT, Mishap.FREEZE),
    FREEZE_BEFORE_RETRY_OF_CLIENT(Work.RENEWAL, Moment.STATEMENT, Mishap.FREEZE),
    FREEZE_AFTER_ANSWER(Work.RECORD, Moment.STATEMENT, Mishap.FREEZE),
    REQUEST_CUT(Mishap.NETWORK),
    RESET_BEFORE_READING(Mishap.NETWORK),
    RESET_AFTER_DELIVERY(Mishap.NETWORK),
    ANSWER_CUT(Mishap.NETWORK),
    ANSWER_IS_FOREIGN_PAGE(Mishap.NETWORK),
    ERROR_AFTER_DELIVERY(Mishap.NETWORK),
    REFUSED_AS_CONFLICT(Mishap.NETWORK),
    REFUSED_FOR_LIMIT(Mishap.NETWORK),
    TOO_MANY_REQUESTS(Mishap.NETWORK),
    UNAVAILABLE(Mishap.NETWORK),
    HISTORY_AWAY(Mishap.NETWORK);

    /** What goes wrong. */
    enum Mishap {
        /** The process and all that it has in memory is gone. */
        CRASH,
        /** The connection to the database breaks. */
        ERROR,
        /** The process stands still past its leases, and goes on later. */
        FREEZE,
        /** The call to the provider goes wrong. */
        NETWORK
    }

    /** When in a transaction. */
    enum Moment {
        CONNECT,
        STATEMENT,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    /** A transaction of the ledger, recognized by one of its statements. */
    enum Work {
        CLAIM("INSERT INTO callingcard_claim"),
        PERMIT("UPDATE callingcard_claim SET state = \\d, provider ="),
        RENEWAL("UPDATE callingcard_claim SET lease_until ="),
        RECORD("UPDATE callingcard_attempt SET ended_at"),
        FINISH("UPDATE callingcard_claim SET state = [34], settled_at"),
        CONSENT("SELECT [a-z, ]+ FROM callingcard_opt_out"),
        COMPLETE("SELECT claim_key, step, state, decision FROM callingcard_claim"),
        SETTLE("UPDATE callingcard_claim SET state = \\?, decision"),
        ANY("never");

        private final Pattern statement;

        Work(String statement) {
            this.statement = Pattern.compile(statement);
        }

        /** Returns the work that a statement belongs to, or null. */
        static Work of(String sql) {
            for (Work work : values()) {
                if (work.statement.matcher(sql).lookingAt()) {
                    return work;
                }
            }
            return null;
        }
    }

    final Work work;
    final Moment moment;
    final Mishap mishap;

    Point(Work work, Moment moment, Mishap mishap) {
        this.work = work;
        this.moment = moment;
        this.mishap = mishap;
    }

    Point(Mishap mishap) {
        this(null, null, mishap);
    }

    boolean isAtSettle() {
        return work == Work.SETTLE || this == HISTORY_AWAY;
    }

    /** Whether this happens only, or says more, if a call goes wrong. */
    boolean needsFault() {
        return work == Work.RENEWAL || work == Work.FINISH || work == Work.RECORD;
    }
}
