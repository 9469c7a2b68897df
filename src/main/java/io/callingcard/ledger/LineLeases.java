// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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

    private static final Comparator<HeldLine> BY_LINE = Comparator.comparing(each -> each.line);

    private static final long MOST_TO_END = 2_000;

    private final Machine machine;
    private final Database database;
    private final LineTable table;
    private final String node;
    private final Duration lease;
    private final ScheduledExecutorService heart;
    private final Map<String, HeldLine> lines = new ConcurrentHashMap<>();
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
        LOG.info("Lines are driven by one node at a time. This node is {}", node);
        long beat = Math.max(1, lease.toMillis() / HeldLine.BEATS);
        heart = machine.thread("CallingCardLines");
        heart.scheduleWithFixedDelay(this::beat, 0, beat, TimeUnit.MILLISECONDS);
    }

    /** The right to send on one line, for all endpoints that use it. */
    private record Drive(LineLeases leases, HeldLine held) implements LineDrive {

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
        HeldLine held = held(line);
        held.know(handover);
        return new Drive(this, held);
    }

    private HeldLine held(String line) {
        return lines.computeIfAbsent(line, first -> new HeldLine(first, machine, lease, this::tendSoon));
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
            lines.values().stream().filter(held -> !pumped.contains(held.line)).forEach(HeldLine::borrow);
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
            List<HeldLine> ours = lines.values().stream()
                    .filter(HeldLine::isOurs)
                    .sorted(BY_LINE)
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
            long lost = Arrays.stream(renewed).filter(count -> count == 0).count();
            if (lost > 0) {
                LOG.warn(
                        "This node has lost {} of its {} lines, because it did not renew their leases in time",
                        lost,
                        ours.size());
            }
            for (int i = 0; i < renewed.length; i++) {
                if (renewed[i] == 0) {
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
                    .filter(held -> held.isHeldFor(lease.dividedBy(HeldLine.BEATS)))
                    .forEach(HeldLine::leave);
            lines.values().stream().filter(HeldLine::isBorrowedInVain).forEach(HeldLine::leave);
            leaveExcess();
        } catch (RuntimeException e) {
            LOG.warn("Could not renew the leases of lines; will retry. Sending stops when they end", e);
        }
        tend();
    }

    private void leaveExcess() {
        share().skip(fairShare()).forEach(HeldLine::leaveToOthers);
    }

    /** Returns the lines of campaigns that this node drives for good. */
    private Stream<HeldLine> share() {
        return pumped.stream().map(this::held).filter(HeldLine::isOfShare).sorted(BY_LINE);
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
        List<HeldLine> idle = lines.values().stream()
                .filter(HeldLine::isIdleAndLeaving)
                .sorted(BY_LINE)
                .toList();
        if (!idle.isEmpty()) {
            database.write(connection -> {
                for (HeldLine held : idle) {
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
        lines.values().forEach(HeldLine::leave);
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
