// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.claim.LineDrive;

/** The right to send on a line. The ledger is opened by the first call; without it nothing is sent. */
final class LedgerDrive implements LineDrive {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerDrive.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<LedgerStore> ledger;
    private final String line;
    private final Handover handover;
    private LedgerStore store;
    private LineDrive drive;

    LedgerDrive(Supplier<LedgerStore> ledger, String line, Handover handover) {
        this.ledger = ledger;
        this.line = line;
        this.handover = handover;
    }

    /** Returns the drive of the ledger that is open now; null if there is none. */
    private synchronized LineDrive drive() {
        try {
            LedgerStore open = ledger.get();
            if (open != store) {
                store = open;
                drive = open.lines == null ? ALONE : open.lines.drive(line, handover);
            }
            return drive;
        } catch (LedgerException e) {
            LOG.debug("The ledger is away, so nothing is sent on the line", e);
            return null;
        }
    }

    @Override
    public Optional<Sending> begin() {
        LineDrive open = drive();
        return open == null ? Optional.empty() : open.begin();
    }

    @Override
    public Duration untilNextTry() {
        LineDrive open = drive();
        return open == null ? PAUSE : open.untilNextTry();
    }

    @Override
    public boolean mayLeave() {
        LineDrive open = drive();
        return open != null && open.mayLeave();
    }
}
