// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.claim.LineDrive;
import io.callingcard.provider.machine.Machine;

/**
 * The lines that this node drives. A line has one driver at a time, so its pace is kept in the memory of that node, and a
 * message costs no statement. The lease of a line ends earlier here than in the ledger: a node that stood still finds out
 * before it sends.
 *
 * <p>A node takes lines that no node drives, up to its fair share. It gives back what is above that, and lines that another
 * node asks for, as soon as no call is under way on them.
 */
final class LineLeases implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LineLeases.class);

    /** The part of a lease that is not used, for a clock that runs slower here than in the database. */
    private static final int MARGIN = 5;

    /** How often a lease is renewed while it lasts. */
    private static final int BEATS = 4;

    private static final long LONGEST_PAUSE = 250;
    private static final long MOST_TO_END = 2_000;

    private final Machine machine;
    private final Database database;
    private final LineTable table;
    private final String node;
    private final Duration lease;
    private final ScheduledExecutorService heart;
    private final Map<String, Held> lines = new ConcurrentHashMap<>();
    private final AtomicBoolean isTending = new AtomicBoolean();
    private volatile View view = new View(List.of(), Map.of());
    private volatile Set<String> pumped = Set.of();

    /**
     * What the last heartbeat saw.
     *
     * @param nodes   the nodes that live
     * @param drivers who drives which line
     */
    record View(List<String> nodes, Map<String, String> drivers) {}

    LineLeases(Machine machine, Database database, String node, Duration lease) {
        this.machine = machine;
        this.database = database;
        this.table = new LineTable(database);
        this.node = node;
        this.lease = lease;
        long beat = Math.max(1, lease.toMillis() / BEATS);
        heart = machine.thread("CallingCardLines");
        heart.scheduleWithFixedDelay(this::beat, 0, beat, TimeUnit.MILLISECONDS);
    }

    /** A line that this node drives, drove, or asks for. All times are those of the machine. */
    private final class Held implements LineDrive.Sending {

        private final String line;
        private LineDrive.Handover handover = new LineDrive.Handover(Duration.ZERO, Duration.ZERO);
        private boolean isOurs;
        private boolean isLeaving;
        private boolean isAskedFor;
        private long takenAt;
        private long deadline;
        private long startsAt;
        private long shunnedTill = machine.nanoTime();
        private int inFlight;

        /** How long the next node waits if this one is gone, as the ledger knows it. */
        private Duration recorded = Duration.ZERO;

        Held(String line) {
            this.line = line;
        }

        private synchronized void know(LineDrive.Handover known) {
            handover = new LineDrive.Handover(
                    longer(handover.interval(), known.interval()), longer(handover.longest(), known.longest()));
        }

        private static Duration longer(Duration one, Duration other) {
            return one.compareTo(other) > 0 ? one : other;
        }

        private synchronized Duration hold() {
            return handover.longest().plus(handover.interval());
        }

        private synchronized Duration interval() {
            return handover.interval();
        }

        private synchronized boolean begin() {
            if (!isDriven() || !isRecorded() || machine.nanoTime() - startsAt < 0) {
                return false;
            }
            inFlight++;
            return true;
        }

        /** A pump takes a line before its pace is known. Nothing is sent before the ledger knows it too. */
        private synchronized boolean isRecorded() {
            return hold().compareTo(recorded) <= 0;
        }

        /** Whether new work may begin here, though perhaps not at once. */
        private synchronized boolean isDriven() {
            return mayHold() && !isLeaving;
        }

        private synchronized boolean mayHold() {
            return isOurs && machine.nanoTime() - deadline < 0;
        }

        private synchronized boolean mayLeave() {
            long now = machine.nanoTime();
            return isOurs && now - deadline < 0 && now - startsAt >= 0;
        }

        private synchronized Duration untilNextTry() {
            long pause = Duration.ofMillis(LONGEST_PAUSE).toNanos();
            long wait = mayHold() ? startsAt - machine.nanoTime() : pause;
            return Duration.ofNanos(Math.max(1, Math.min(pause, wait)));
        }

        private synchronized void taken(long now, Duration wait, Duration hold) {
            takenAt = now;
            startsAt = machine.nanoTime() + wait.toNanos();
            isOurs = true;
            isLeaving = false;
            isAskedFor = false;
            renewed(now, hold);
        }

        private synchronized void renewed(long now, Duration hold) {
            recorded = hold;
            deadline = now + lease.toNanos() - lease.toNanos() / MARGIN;
        }

        private synchronized void lost() {
            isOurs = false;
        }

        private synchronized void leave() {
            isLeaving = true;
        }

        private synchronized boolean isIdleAndLeaving() {
            return isOurs && isLeaving && inFlight == 0;
        }

        /** Leaves time for other nodes to take the line. */
        private synchronized void givenBack(long now) {
            isOurs = false;
            shunnedTill = now + lease.toNanos();
        }

        private synchronized boolean isOurs() {
            return isOurs;
        }

        private synchronized boolean isShunned() {
            return machine.nanoTime() - shunnedTill < 0;
        }

        private synchronized boolean isHeldFor(Duration time) {
            return machine.nanoTime() - takenAt >= time.toNanos();
        }

        private synchronized void ask() {
            isAskedFor = true;
        }

        private synchronized boolean isAskedFor() {
            return isAskedFor && !isOurs;
        }

        @Override
        public void ended() {
            synchronized (this) {
                inFlight--;
            }
            if (isIdleAndLeaving()) {
                tendSoon();
            }
        }
    }

    /** The right to send on one line, for all endpoints that use it. */
    private record Drive(LineLeases leases, Held held) implements LineDrive {

        @Override
        public Optional<Sending> begin() {
            if (held.begin()) {
                return Optional.of(held);
            }
            if (held.isDriven() && !held.isRecorded()) {
                leases.beatSoon();
            } else if (!held.mayHold()) {
                held.ask();
                leases.tendSoon();
            }
            return Optional.empty();
        }

        @Override
        public Duration untilNextTry() {
            return held.untilNextTry();
        }

        @Override
        public boolean mayLeave() {
            return held.mayLeave();
        }
    }

    LineDrive drive(String line, LineDrive.Handover handover) {
        Held held = held(line);
        held.know(handover);
        return new Drive(this, held);
    }

    private Held held(String line) {
        return lines.computeIfAbsent(line, Held::new);
    }

    /** Returns those of the lines that this node drives. Tries to take the others later, if no node drives them. */
    Set<String> driven(Collection<String> asked) {
        pumped = Set.copyOf(asked);
        Set<String> driven = new HashSet<>();
        boolean isAnyFree = false;
        for (String line : pumped) {
            if (held(line).isDriven()) {
                driven.add(line);
            } else {
                isAnyFree |= isFree(line);
            }
        }
        if (isAnyFree) {
            tendSoon();
        }
        return driven;
    }

    private boolean isFree(String line) {
        return !view.drivers().containsKey(line)
                && !held(line).isOurs()
                && !held(line).isShunned();
    }

    String node() {
        return node;
    }

    View view() {
        return view;
    }

    private void tendSoon() {
        if (isTending.compareAndSet(false, true)) {
            try {
                heart.execute(this::tend);
            } catch (RejectedExecutionException e) {
                LOG.debug("The ledger closes", e);
            }
        }
    }

    private void beatSoon() {
        if (isTending.compareAndSet(false, true)) {
            try {
                heart.execute(this::beat);
            } catch (RejectedExecutionException e) {
                LOG.debug("The ledger closes", e);
            }
        }
    }

    /** Gives back what must go, and takes what is asked for. */
    private void tend() {
        isTending.set(false);
        try {
            giveBack();
            take();
        } catch (RuntimeException e) {
            LOG.warn("Could not take or give back lines; will retry", e);
        }
    }

    void beat() {
        try {
            long now = machine.nanoTime();
            List<Held> ours = lines.values().stream()
                    .filter(Held::isOurs)
                    .sorted(Comparator.comparing(each -> each.line))
                    .toList();
            SortedMap<String, Duration> holds = new TreeMap<>();
            ours.forEach(each -> holds.put(each.line, each.hold()));
            List<LineTable.Row> rows = new ArrayList<>();
            List<String> nodes = new ArrayList<>();
            int[] renewed = database.write(connection -> {
                rows.clear();
                nodes.clear();
                if (!pumped.isEmpty()) {
                    // A process that takes no leads, such as a command, needs no share of the lines.
                    table.seen(connection, node, lease);
                }
                int[] counts = ours.isEmpty() ? new int[0] : table.renew(connection, holds, node, lease);
                rows.addAll(table.driven(connection));
                nodes.addAll(table.nodes(connection));
                return counts;
            });
            for (int i = 0; i < renewed.length; i++) {
                if (renewed[i] == 0) {
                    LOG.warn("Another node has taken over a line, because this node did not renew its lease in time");
                    ours.get(i).lost();
                } else {
                    ours.get(i).renewed(now, holds.get(ours.get(i).line));
                }
            }
            Map<String, String> drivers = new HashMap<>();
            rows.forEach(row -> drivers.put(row.line(), row.node()));
            view = new View(List.copyOf(nodes), Map.copyOf(drivers));
            rows.stream()
                    .filter(row -> row.isWanted() && row.node().equals(node))
                    .map(row -> held(row.line()))
                    .filter(held -> held.isHeldFor(lease.dividedBy(BEATS)))
                    .forEach(Held::leave);
            leaveExcess();
        } catch (RuntimeException e) {
            LOG.warn("Could not renew the leases of lines; will retry. Sending stops when they end", e);
        }
        tend();
    }

    private void leaveExcess() {
        List<Held> ours = pumped.stream()
                .map(this::held)
                .filter(Held::isDriven)
                .sorted(Comparator.comparing(each -> each.line))
                .toList();
        ours.stream().skip(fairShare()).forEach(Held::leave);
    }

    /** Returns how many lines of campaigns this node may drive: its part of all, rounded up. */
    private int fairShare() {
        View seen = view;
        int nodes = Math.max(1, seen.nodes().size());
        return (pumped.size() + nodes - 1) / nodes;
    }

    private void giveBack() {
        for (Held held : lines.values()) {
            if (held.isIdleAndLeaving()) {
                database.write(connection -> {
                    table.giveBack(connection, held.line, node, held.interval());
                    return null;
                });
                held.givenBack(machine.nanoTime());
            }
        }
    }

    private void take() {
        long ours = pumped.stream().map(this::held).filter(Held::isDriven).count();
        int fair = fairShare();
        Set<String> free = pumped;
        for (Held held : lines.values()) {
            boolean isAskedFor = held.isAskedFor();
            if (isAskedFor || ours < fair && free.contains(held.line) && isFree(held.line)) {
                ours += take(held, isAskedFor) && free.contains(held.line) ? 1 : 0;
            }
        }
    }

    private boolean take(Held held, boolean isAskedFor) {
        long now = machine.nanoTime();
        Duration hold = held.hold();
        Optional<Duration> wait = database.write(connection -> {
            Optional<Duration> taken = table.take(connection, held.line, node, lease, hold);
            if (taken.isEmpty() && isAskedFor) {
                table.want(connection, held.line, node, lease);
            }
            return taken;
        });
        wait.ifPresent(pause -> held.taken(now, pause, hold));
        return wait.isPresent();
    }

    /** Gives back the lines on which no call is under way. The others end with their lease. */
    @Override
    public void close() {
        heart.shutdownNow();
        try {
            heart.awaitTermination(MOST_TO_END, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lines.values().forEach(Held::leave);
        try {
            giveBack();
            database.write(connection -> {
                table.leave(connection, node);
                return null;
            });
        } catch (LedgerException e) {
            LOG.warn("Could not give back lines; other nodes take them when their leases end", e);
        }
    }

    /** As if the process were frozen: renews nothing. */
    void freeze() {
        heart.shutdownNow();
    }
}
