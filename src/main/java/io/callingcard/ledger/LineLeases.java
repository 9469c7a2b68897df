// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.Duration;
import java.util.ArrayList;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
 * node asks for, as soon as no call is under way on them. A node that has its share, or takes no leads for a line, borrows the
 * line that it asks for: it sends the messages that wait here, takes no new leads, and gives the line back.
 */
final class LineLeases implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LineLeases.class);

    /** The part of a lease that is not used, for a clock that runs slower here than in the database. */
    private static final int MARGIN = 5;

    /** How often a lease is renewed while it lasts. */
    private static final int BEATS = 4;

    private static final long LONGEST_PAUSE = 250;

    /** How often, during a lease, a node tries to take a line that another one drives. */
    private static final int TRIES = 16;

    private static final Comparator<Held> BY_LINE = Comparator.comparing(each -> each.line);

    private static final long MOST_TO_END = 2_000;

    private final Machine machine;
    private final Database database;
    private final LineTable table;
    private final String node;
    private final Duration lease;
    private final long pauseOfTries;
    private final ScheduledExecutorService heart;
    private final Map<String, Held> lines = new ConcurrentHashMap<>();
    private final AtomicBoolean isTending = new AtomicBoolean();
    private volatile View view = new View(List.of(), Map.of());

    /** The lines of each route that takes leads. */
    private final Map<Object, Set<String>> askedBy = new HashMap<>();

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
        this.pauseOfTries = Math.max(Duration.ofMillis(LONGEST_PAUSE).toNanos(), lease.toNanos() / TRIES);
        LOG.info("Lines are driven by one node at a time. This node is {}", node);
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
        private boolean isBorrowed;
        private boolean isExcess;
        private long triedAt = machine.nanoTime() - pauseOfTries;
        private long movedAt;
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
            movedAt = machine.nanoTime();
            return true;
        }

        /** A pump takes a line before its pace is known. Nothing is sent before the ledger knows it too. */
        private synchronized boolean isRecorded() {
            return hold().compareTo(recorded) <= 0;
        }

        /** Whether calls may begin here, though perhaps not at once. */
        private synchronized boolean isDriven() {
            return mayHold() && !isLeaving;
        }

        /** Whether new leads may begin here. */
        private synchronized boolean isOfShare() {
            return isDriven() && !isBorrowed;
        }

        private synchronized void borrow() {
            isBorrowed = true;
        }

        private synchronized boolean isBorrowedInVain() {
            long idle = machine.nanoTime() - movedAt;
            return isDriven()
                    && isBorrowed
                    && inFlight == 0
                    && idle > handover.interval().toNanos() + lease.toNanos() / BEATS;
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

        private synchronized void taken(long now, Duration wait, Duration hold, boolean borrows) {
            takenAt = now;
            movedAt = now + wait.toNanos();
            isBorrowed = borrows;
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
            isExcess = false;
        }

        private synchronized void leaveToOthers() {
            isLeaving = true;
            isExcess = true;
        }

        private synchronized boolean isIdleAndLeaving() {
            return isOurs && isLeaving && inFlight == 0;
        }

        /** If it was too much, other nodes have time to take the line. */
        private synchronized void givenBack(long now) {
            isOurs = false;
            shunnedTill = isExcess ? now + lease.toNanos() : now;
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

        /** Whether it is time to try again to take a line that is asked for. */
        private synchronized boolean isToBeTried(long now) {
            return isAskedFor() && now - triedAt >= pauseOfTries;
        }

        private synchronized void tried(long now) {
            triedAt = now;
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

    /**
     * Returns those of the lines that this node drives. Tries to take the others later, if no node drives them.
     *
     * @param route who asks; what it asked for before is replaced
     */
    Set<String> driven(Object route, Set<String> asked) {
        ask(route, asked);
        Set<String> driven = new HashSet<>();
        boolean isAnyFree = false;
        for (String line : asked) {
            if (held(line).isOfShare()) {
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

    /** Two routes may ask at once: the lines of neither may get lost. */
    private synchronized void ask(Object route, Set<String> asked) {
        Set<String> before = asked.isEmpty() ? askedBy.remove(route) : askedBy.put(route, asked);
        if (!asked.equals(before)) {
            pumped = askedBy.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
            lines.values().stream().filter(held -> !pumped.contains(held.line)).forEach(Held::borrow);
        }
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
            List<Held> ours =
                    lines.values().stream().filter(Held::isOurs).sorted(BY_LINE).toList();
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
            lines.values().stream().filter(Held::isBorrowedInVain).forEach(Held::leave);
            leaveExcess();
        } catch (RuntimeException e) {
            LOG.warn("Could not renew the leases of lines; will retry. Sending stops when they end", e);
        }
        tend();
    }

    private void leaveExcess() {
        share().skip(fairShare()).forEach(Held::leaveToOthers);
    }

    /** Returns the lines of campaigns that this node drives for good. */
    private Stream<Held> share() {
        return pumped.stream().map(this::held).filter(Held::isOfShare).sorted(BY_LINE);
    }

    /** Returns how many lines of campaigns this node may drive. What is left after an even division goes to the first nodes. */
    private int fairShare() {
        List<String> nodes = view.nodes();
        int own = nodes.indexOf(node);
        // Before the first heartbeat the others do not know this node.
        int place = own < 0 ? nodes.size() : own;
        int count = own < 0 ? nodes.size() + 1 : nodes.size();
        return pumped.size() / count + (place < pumped.size() % count ? 1 : 0);
    }

    private void giveBack() {
        List<Held> idle = lines.values().stream()
                .filter(Held::isIdleAndLeaving)
                .sorted(BY_LINE)
                .toList();
        if (!idle.isEmpty()) {
            database.write(connection -> {
                for (Held held : idle) {
                    table.giveBack(connection, held.line, node, held.interval());
                }
                return null;
            });
            idle.forEach(held -> held.givenBack(machine.nanoTime()));
        }
    }

    /** Tries to take what is asked for, and free lines up to the fair share, in one transaction. */
    private void take() {
        long now = machine.nanoTime();
        long room = fairShare() - share().count();
        SortedMap<String, Duration> holds = new TreeMap<>();
        lines.values().stream().filter(held -> held.isToBeTried(now)).forEach(held -> {
            held.tried(now);
            holds.put(held.line, held.hold());
        });
        pumped.stream()
                .filter(line -> isFree(line) && !holds.containsKey(line))
                .sorted()
                .limit(Math.max(0, room))
                .forEach(line -> holds.put(line, held(line).hold()));
        if (holds.isEmpty()) {
            return;
        }
        Map<String, Duration> taken = new TreeMap<>();
        database.write(connection -> {
            taken.clear();
            for (Map.Entry<String, Duration> each : holds.entrySet()) {
                String line = each.getKey();
                Optional<Duration> wait = table.take(connection, line, node, lease, each.getValue());
                if (wait.isPresent()) {
                    taken.put(line, wait.get());
                } else if (held(line).isAskedFor()) {
                    table.want(connection, line, node, lease);
                }
            }
            return null;
        });
        for (Map.Entry<String, Duration> each : taken.entrySet()) {
            String line = each.getKey();
            boolean isOfCampaign = pumped.contains(line);
            held(line).taken(now, each.getValue(), holds.get(line), !isOfCampaign || room <= 0);
            room -= isOfCampaign ? 1 : 0;
        }
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
