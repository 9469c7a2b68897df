// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulation.scale;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;

import io.callingcard.simulation.scale.Costs.Kept;
import io.callingcard.simulation.scale.Costs.Work;

/**
 * The capacity of nodes and databases, from the cost of one piece of work.
 *
 * @param costs what one piece costs
 * @param site  the machines
 */
record ScaleModel(Costs.Tables costs, Site site) {

    /** So many events follow a message: it was delivered, and it was read. */
    static final int EVENTS_OF_MESSAGE = 2;

    /** The welcome, the card, and seven daily shares, which is the default. */
    static final int MESSAGES_OF_CHAT = 9;

    /** Outside of the quiet hours, which are from 20:00 to 9:00. */
    static final int HOURS = 11;

    /** The busiest hour has so many times the messages of an average one. */
    static final double PEAK = 2;

    /** Lines send one message a second: the slowest pace that most accounts keep up all day. */
    static final double MESSAGES_OF_LINE = 1;

    private static final double MICROS = 1e6;
    private static final double HOUR = 3600;

    /**
     * Machines to buy.
     *
     * @param nodeCores     the cores of a node
     * @param databaseCores the cores of a database server
     * @param busy          how busy processors may be at the peak
     * @param diskBytes     the disk of a database server
     * @param full          how full it may be
     * @param connections   the connections that a database server takes
     * @param ofNode        the connections of a node
     */
    record Site(
            int nodeCores, int databaseCores, double busy, double diskBytes, double full, int connections, int ofNode) {

        static final Site USUAL = new Site(4, 32, 0.6, 8e12, 0.7, 1000, 10);
    }

    /** What there is only so much of. */
    enum Resource {
        NODES("the nodes' processors"),
        DATABASE("the database's processors"),
        DISK("the database's disk"),
        CONNECTIONS("the database's connections"),
        SWEEP("the sweep of one node");

        final String words;

        Resource(String words) {
            this.words = words;
        }
    }

    /** The processor time of a share with its events, at a node, in microseconds. */
    double nodeMicros() {
        return costs.share().node() + EVENTS_OF_MESSAGE * costs.cpu(Work.EVENT).node();
    }

    /** The same at the database. */
    double databaseMicros() {
        return costs.share().database()
                + EVENTS_OF_MESSAGE * costs.cpu(Work.EVENT).database();
    }

    /** Messages a second that the processors of so many nodes can do. */
    double messagesOfNodes(int nodes) {
        return nodes * site.nodeCores() * site.busy() * MICROS / nodeMicros();
    }

    /** Messages a second that the processors of so many database servers can do. */
    double messagesOfDatabases(int databases) {
        return databases * site.databaseCores() * site.busy() * MICROS / databaseMicros();
    }

    /** Messages a second at the peak, if each chat gets one a day. */
    static double peak(double chats) {
        return chats / (HOURS * HOUR) * PEAK;
    }

    /** What a chat keeps on the disk, with all its messages and events. */
    double bytesOfChat() {
        return costs.bytes().get(Kept.CHAT)
                + MESSAGES_OF_CHAT
                        * (costs.bytes().get(Kept.MESSAGE)
                                + EVENTS_OF_MESSAGE * costs.bytes().get(Kept.EVENT));
    }

    /** How many database servers the processors and the disk need. */
    int databases(double chats) {
        return (int) Math.ceil(Math.max(
                peak(chats) / messagesOfDatabases(1), chats * bytesOfChat() / (site.diskBytes() * site.full())));
    }

    int nodes(double chats) {
        return (int) Math.ceil(peak(chats) / messagesOfNodes(1));
    }

    /** How many lines at one message a second the peak needs. */
    long lines(double chats) {
        return (long) Math.ceil(peak(chats) / MESSAGES_OF_LINE);
    }

    /** The time of a sweep in which all chats are due. It reads a page after the other, so it has one core of each. */
    double sweepHours(double chats) {
        Costs.Cpu sweep = costs.cpu(Work.SWEEP);
        return chats * (sweep.node() + sweep.database()) / MICROS / HOUR;
    }

    /** How much of each resource chats need: 1 is all of it. */
    Map<Resource, Double> use(double chats, int nodes, int databases) {
        Map<Resource, Double> use = new EnumMap<>(Resource.class);
        use.put(Resource.NODES, peak(chats) / messagesOfNodes(nodes));
        use.put(Resource.DATABASE, peak(chats) / messagesOfDatabases(databases));
        use.put(Resource.DISK, chats * bytesOfChat() / (databases * site.diskBytes() * site.full()));
        use.put(Resource.CONNECTIONS, (double) nodes * site.ofNode() / site.connections());
        use.put(Resource.SWEEP, sweepHours(chats) / HOURS);
        return use;
    }

    /** Where it breaks first, with the nodes that the messages need. */
    Map.Entry<Resource, Double> first(double chats, int databases) {
        return use(chats, Math.max(2, nodes(chats)), databases).entrySet().stream()
                .filter(each -> each.getKey() != Resource.NODES)
                .max(Comparator.comparingDouble(Map.Entry::getValue))
                .orElseThrow();
    }
}
