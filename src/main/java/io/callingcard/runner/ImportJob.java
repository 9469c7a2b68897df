// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.callingcard.campaign.LeadCounts;
import io.callingcard.campaign.LeadImport;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.wire.Json;

/** An import in the background: how far it is, and how it ended. */
final class ImportJob {

    /** One page is one commit. */
    static final int PAGE = 500;

    private static final double NANOS = 1e9;

    private final long begin = System.nanoTime();
    private volatile long end;
    private volatile Long rows;
    private volatile LeadCounts counts = new LeadCounts(0, 0, 0, 0, 0);
    private volatile State state = State.RUNNING;
    private volatile String reason;
    private volatile String refused = "";
    private volatile boolean isStopping;

    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /** Imports page by page. Each page waits until the ledger has stored the one before, so the ledger sets the pace. */
    void run(LeadImport file) {
        try {
            rows = file.countRows();
            boolean isMore = true;
            while (isMore && !isStopping) {
                isMore = file.next(PAGE);
                counts = file.counts();
            }
            refused = file.refusedLines();
            if (isMore) {
                fail("The runner stopped. Import the file again: leads that are known are not added twice.");
            } else {
                end(State.DONE);
            }
        } catch (LedgerException e) {
            fail("The ledger is not available. Import the file again: leads that are known are not added twice.");
        }
    }

    void fail(String why) {
        reason = why;
        end(State.FAILED);
    }

    private void end(State last) {
        end = System.nanoTime();
        state = last;
    }

    /** Ends after the page that is being stored. */
    void stop() {
        isStopping = true;
    }

    boolean isOver() {
        return state != State.RUNNING;
    }

    /** Returns the refused rows as CSV. They are complete when the import is over. */
    String refused() {
        return refused;
    }

    LeadCounts counts() {
        return counts;
    }

    ObjectNode shown() {
        LeadCounts now = counts;
        Long all = rows;
        double seconds = Math.max(1e-3, ((isOver() ? end : System.nanoTime()) - begin) / NANOS);
        double rate = now.rows() / seconds;
        ObjectNode shown = Json.object().put("state", state.name());
        shown.put("rows", all);
        shown.put("done", now.rows());
        shown.put("added", now.added());
        shown.put("refused", now.refused());
        shown.put("duplicates", now.duplicates());
        shown.put("opted_out", now.optedOut());
        shown.put("rate_per_second", Math.round(rate));
        if (isOver() || all == null || rate == 0) {
            shown.putNull("seconds_left");
        } else {
            shown.put("seconds_left", (long) Math.ceil(Math.max(0, all - now.rows()) / rate));
        }
        Json.put(shown, "reason", reason);
        return shown;
    }
}
