// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulation.scale;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.callingcard.simulation.scale.Costs.Cpu;
import io.callingcard.simulation.scale.Costs.Work;

/**
 * A day in time-lapse, second by second: what becomes due, what the processors of nodes and databases can do of it, and
 * what waits. Events come before leads, and leads before shares. The same day gives the same result.
 */
final class DaySimulation {

    /** What waits. */
    enum Kind {
        EVENT,
        LEAD,
        SHARE
    }

    /**
     * What there is to do the work.
     *
     * @param nodeMicros     processor time of all nodes in each second
     * @param databaseMicros processor time of each database in each second
     * @param sweepSeconds   how often due shares are looked for
     * @param cost           of one piece of each kind
     * @param eventsOfSent   how many events follow a message
     */
    record Setup(double nodeMicros, double databaseMicros, int sweepSeconds, Map<Kind, Cpu> cost, int eventsOfSent) {

        /** The machines of a model. */
        static Setup of(ScaleModel model, int nodes) {
            ScaleModel.Site site = model.site();
            return new Setup(
                    nodes * site.nodeCores() * site.busy() * MICROS,
                    site.databaseCores() * site.busy() * MICROS,
                    SWEEP_SECONDS,
                    Map.of(
                            Kind.EVENT, model.costs().cpu(Work.EVENT),
                            Kind.LEAD, model.costs().cpu(Work.LEAD),
                            Kind.SHARE, model.costs().share()),
                    ScaleModel.EVENTS_OF_MESSAGE);
        }
    }

    /**
     * An hour of the day.
     *
     * @param due     leads and shares that became due
     * @param sent    those that were done
     * @param waiting those that waited at its end
     * @param late    how late those were that were done, in seconds: half of them, 99 of 100, and all of them
     * @param nodes   how busy the nodes were, where 1 is as busy as they may be
     */
    record Hour(int hour, long due, long sent, long waiting, int[] late, double nodes, double databases) {}

    /**
     * The whole day.
     *
     * @param came what became due, with events
     * @param done what was done
     * @param left what waits at its end, with events that come on the next day
     */
    record Result(List<Hour> hours, Map<Kind, Long> came, Map<Kind, Long> done, Map<Kind, Long> left) {}

    private static final double MICROS = 1e6;
    private static final int SWEEP_SECONDS = 300;
    private static final int HOUR = 3_600;
    private static final int DAY = Population.DAY;

    /** After how many seconds the events of a message come: it is delivered, and then read. */
    private static final int[] EVENTS_AFTER = {2, 600};

    private static final int MESSAGES_OF_LEAD = 2;

    /** Equal pieces that became due in the same second. */
    private static final class Batch {

        private final int due;
        private long count;

        private Batch(int due, long count) {
            this.due = due;
            this.count = count;
        }
    }

    private final Setup setup;
    private final Population.Arrivals arrivals;
    private final int databases;
    private final List<Map<Kind, Deque<Batch>>> queues = new ArrayList<>();
    private final long[][] events;
    private final Map<Kind, Long> came = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> done = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> waiting = new EnumMap<>(Kind.class);
    private final long[] late = new long[DAY + 1];
    private int swept;
    private double nodeUsed;
    private double databaseUsed;

    DaySimulation(Population.Arrivals arrivals, Setup setup) {
        this.arrivals = arrivals;
        this.setup = setup;
        this.databases = arrivals.shares().length;
        this.events = new long[databases][DAY];
        for (int database = 0; database < databases; database++) {
            Map<Kind, Deque<Batch>> ofDatabase = new EnumMap<>(Kind.class);
            for (Kind kind : Kind.values()) {
                ofDatabase.put(kind, new ArrayDeque<>());
            }
            queues.add(ofDatabase);
        }
        for (Kind kind : Kind.values()) {
            came.put(kind, 0L);
            done.put(kind, 0L);
            waiting.put(kind, 0L);
        }
    }

    Result run() {
        List<Hour> hours = new ArrayList<>();
        for (int hour = 0; hour < DAY / HOUR; hour++) {
            long dueBefore = messages(came);
            long sentBefore = messages(done);
            Arrays.fill(late, 0);
            nodeUsed = 0;
            databaseUsed = 0;
            for (int second = hour * HOUR; second < (hour + 1) * HOUR; second++) {
                come(second);
                work(second);
            }
            hours.add(new Hour(
                    hour,
                    messages(came) - dueBefore,
                    messages(done) - sentBefore,
                    messages(waiting),
                    new int[] {late(0.5), late(0.99), late(1)},
                    nodeUsed / (setup.nodeMicros() * HOUR),
                    databaseUsed / (setup.databaseMicros() * HOUR * databases)));
        }
        // What the first sweep of the next day would find.
        sweep(DAY);
        return new Result(hours, came, done, waiting);
    }

    private static long messages(Map<Kind, Long> counts) {
        return counts.get(Kind.LEAD) + counts.get(Kind.SHARE);
    }

    private void come(int second) {
        for (int database = 0; database < databases; database++) {
            add(Kind.EVENT, database, second, events[database][second]);
            add(Kind.LEAD, database, second, arrivals.leads()[database][second]);
        }
        if (second % setup.sweepSeconds() == 0) {
            sweep(second);
        }
    }

    /** Finds the shares that became due since the last sweep. */
    private void sweep(int second) {
        for (; swept <= Math.min(second, DAY - 1); swept++) {
            for (int database = 0; database < databases; database++) {
                add(Kind.SHARE, database, swept, arrivals.shares()[database][swept]);
            }
        }
    }

    private void add(Kind kind, int database, int due, long count) {
        if (count > 0) {
            queues.get(database).get(kind).add(new Batch(due, count));
            count(came, kind, count);
            count(waiting, kind, count);
        }
    }

    private static void count(Map<Kind, Long> counts, Kind kind, long by) {
        counts.merge(kind, by, Long::sum);
    }

    /** The nodes serve all databases. Each second another one comes first, so that all have their turn. */
    private void work(int second) {
        double nodes = setup.nodeMicros();
        for (int turn = 0; turn < databases; turn++) {
            int database = (second + turn) % databases;
            double share = nodes / (databases - turn);
            double used = work(second, database, share);
            nodes -= used;
            nodeUsed += used;
        }
    }

    /** Returns the processor time of the nodes that one database got. */
    private double work(int second, int database, double nodes) {
        double nodesLeft = nodes;
        double databaseLeft = setup.databaseMicros();
        for (Kind kind : Kind.values()) {
            Cpu cost = setup.cost().get(kind);
            Deque<Batch> queue = queues.get(database).get(kind);
            long most = (long) Math.min(nodesLeft / cost.node(), databaseLeft / cost.database());
            while (most > 0 && !queue.isEmpty()) {
                Batch first = queue.peek();
                long now = Math.min(most, first.count);
                finish(kind, database, second, first.due, now);
                most -= now;
                nodesLeft -= now * cost.node();
                databaseLeft -= now * cost.database();
                first.count -= now;
                if (first.count == 0) {
                    queue.remove();
                }
            }
        }
        databaseUsed += setup.databaseMicros() - databaseLeft;
        return nodes - nodesLeft;
    }

    private void finish(Kind kind, int database, int second, int due, long count) {
        count(done, kind, count);
        count(waiting, kind, -count);
        if (kind == Kind.EVENT) {
            return;
        }
        late[second - due] += count;
        long messages = kind == Kind.LEAD ? MESSAGES_OF_LEAD * count : count;
        for (int event = 0; event < setup.eventsOfSent(); event++) {
            int at = second + EVENTS_AFTER[event];
            if (at < DAY) {
                events[database][at] += messages;
            } else {
                count(came, Kind.EVENT, messages);
                count(waiting, Kind.EVENT, messages);
            }
        }
    }

    /** Returns how late a part of the messages of the hour was at most. */
    private int late(double part) {
        long all = 0;
        for (long count : late) {
            all += count;
        }
        long wanted = (long) Math.ceil(part * all);
        long seen = 0;
        int seconds = 0;
        while (seen < wanted && seconds < late.length) {
            seen += late[seconds++];
        }
        return Math.max(0, seconds - 1);
    }
}
