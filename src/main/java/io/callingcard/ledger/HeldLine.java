// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.Duration;

import io.callingcard.provider.claim.LineDrive;
import io.callingcard.provider.machine.Machine;

/** A line that this node drives, drove, or asks for. All times are those of the machine. */
final class HeldLine implements LineDrive.Sending {

    /** The part of a lease that is not used, for a clock that runs slower here than in the database. */
    private static final int MARGIN = 5;

    /** How often a lease is renewed while it lasts. */
    static final int BEATS = 4;

    private static final long LONGEST_PAUSE = 250;

    /** How often, during a lease, a node tries to take a line that another one drives. */
    private static final int TRIES = 16;

    final String line;
    private final Machine machine;
    private final Duration lease;
    private final long pauseOfTries;
    private final Runnable onIdle;
    private LineDrive.Handover handover = new LineDrive.Handover(Duration.ZERO, Duration.ZERO);
    private boolean isOurs;
    private boolean isLeaving;
    private boolean isAskedFor;
    private boolean isBorrowed;
    private boolean isExcess;
    private long triedAt;
    private long movedAt;
    private long takenAt;
    private long deadline;
    private long startsAt;
    private long shunnedTill;
    private int inFlight;

    /** How long the next node waits if this one is gone, as the ledger knows it. */
    private Duration recorded = Duration.ZERO;

    /**
     * A line that is not driven yet.
     *
     * @param onIdle runs when the line may be given back, because the last call on it has ended
     */
    HeldLine(String line, Machine machine, Duration lease, Runnable onIdle) {
        this.line = line;
        this.machine = machine;
        this.lease = lease;
        this.onIdle = onIdle;
        this.pauseOfTries = Math.max(Duration.ofMillis(LONGEST_PAUSE).toNanos(), lease.toNanos() / TRIES);
        this.triedAt = machine.nanoTime() - pauseOfTries;
        this.shunnedTill = machine.nanoTime();
    }

    synchronized void know(LineDrive.Handover known) {
        handover = new LineDrive.Handover(
                longer(handover.interval(), known.interval()), longer(handover.longest(), known.longest()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    synchronized Duration hold() {
        return handover.longest().plus(handover.interval());
    }

    synchronized Duration interval() {
        return handover.interval();
    }

    synchronized boolean begin() {
        if (!isDriven() || !isRecorded() || machine.nanoTime() - startsAt < 0) {
            return false;
        }
        inFlight++;
        movedAt = machine.nanoTime();
        return true;
    }

    /** A pump takes a line before its pace is known. Nothing is sent before the ledger knows it too. */
    synchronized boolean isRecorded() {
        return hold().compareTo(recorded) <= 0;
    }

    /** Whether calls may begin here, though perhaps not at once. */
    synchronized boolean isDriven() {
        return mayHold() && !isLeaving;
    }

    /** Whether new leads may begin here. */
    synchronized boolean isOfShare() {
        return isDriven() && !isBorrowed;
    }

    synchronized void borrow() {
        isBorrowed = true;
    }

    synchronized boolean isBorrowedInVain() {
        long idle = machine.nanoTime() - movedAt;
        return isDriven()
                && isBorrowed
                && inFlight == 0
                && idle > handover.interval().toNanos() + lease.toNanos() / BEATS;
    }

    synchronized boolean mayHold() {
        return isOurs && machine.nanoTime() - deadline < 0;
    }

    synchronized boolean mayLeave() {
        long now = machine.nanoTime();
        return isOurs && now - deadline < 0 && now - startsAt >= 0;
    }

    synchronized Duration untilNextTry() {
        long pause = Duration.ofMillis(LONGEST_PAUSE).toNanos();
        long wait = mayHold() ? startsAt - machine.nanoTime() : pause;
        return Duration.ofNanos(Math.max(1, Math.min(pause, wait)));
    }

    synchronized void taken(long now, Duration wait, Duration hold, boolean borrows) {
        takenAt = now;
        movedAt = now + wait.toNanos();
        isBorrowed = borrows;
        startsAt = machine.nanoTime() + wait.toNanos();
        isOurs = true;
        isLeaving = false;
        isAskedFor = false;
        renewed(now, hold);
    }

    synchronized void renewed(long now, Duration hold) {
        recorded = hold;
        deadline = now + lease.toNanos() - lease.toNanos() / MARGIN;
    }

    synchronized void lost() {
        isOurs = false;
    }

    synchronized void leave() {
        isLeaving = true;
        isExcess = false;
    }

    synchronized void leaveToOthers() {
        isLeaving = true;
        isExcess = true;
    }

    synchronized boolean isIdleAndLeaving() {
        return isOurs && isLeaving && inFlight == 0;
    }

    /** If it was too much, other nodes have time to take the line. */
    synchronized void givenBack(long now) {
        isOurs = false;
        shunnedTill = isExcess ? now + lease.toNanos() : now;
    }

    synchronized boolean isOurs() {
        return isOurs;
    }

    synchronized boolean isShunned() {
        return machine.nanoTime() - shunnedTill < 0;
    }

    synchronized boolean isHeldFor(Duration time) {
        return machine.nanoTime() - takenAt >= time.toNanos();
    }

    synchronized void ask() {
        isAskedFor = true;
    }

    synchronized boolean isAskedFor() {
        return isAskedFor && !isOurs;
    }

    /** Whether it is time to try again to take a line that is asked for. */
    synchronized boolean isToBeTried(long now) {
        return isAskedFor() && now - triedAt >= pauseOfTries;
    }

    synchronized void tried(long now) {
        triedAt = now;
    }

    @Override
    public void ended() {
        synchronized (this) {
            inFlight--;
        }
        if (isIdleAndLeaving()) {
            onIdle.run();
        }
    }
}
