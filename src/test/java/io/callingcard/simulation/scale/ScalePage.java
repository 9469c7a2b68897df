// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulation.scale;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.callingcard.simulation.scale.Costs.Cpu;
import io.callingcard.simulation.scale.Costs.Kept;
import io.callingcard.simulation.scale.Costs.Work;
import io.callingcard.simulation.scale.DaySimulation.Hour;
import io.callingcard.simulation.scale.DaySimulation.Setup;
import io.callingcard.simulation.scale.PortableSql.Feature;
import io.callingcard.simulation.scale.PortableSql.Statement;

/** The tables of docs/scale.md, which are computed. Each is between two marks with its name. */
final class ScalePage {

    private static final String END = "<!-- end -->";
    private static final List<Integer> NODES = List.of(1, 10, 100);
    private static final int LEAST = 6;
    private static final int MOST = 9;
    private static final double MILLION = 1e6;
    private static final double HOUR = 3600;
    private static final int DAY_EXPONENT = 8;

    /** New chats of a thousand, in the simulated day. */
    static final int LEADS = 20;

    private final Costs costs;
    private final ScaleModel model;

    ScalePage(Costs costs) {
        this.costs = costs;
        this.model = new ScaleModel(costs.one(), ScaleModel.Site.USUAL);
    }

    /** Returns the page with a table that is new. */
    static String with(String page, String name, String table) {
        String mark = "<!-- " + name + " -->\n";
        int begin = page.indexOf(mark);
        if (begin < 0) {
            throw new IllegalArgumentException("The page has no mark " + name);
        }
        int end = page.indexOf(END, begin);
        return page.substring(0, begin + mark.length()) + table + "\n" + page.substring(end);
    }

    /** Returns the page with new tables, except for the simulated day, which takes longer. */
    String with(String page) throws IOException {
        String filled = with(page, "costs", costs());
        filled = with(filled, "nodes", nodes());
        filled = with(filled, "chats", chats());
        return with(filled, "sql", sql());
    }

    private static String row(Object... cells) {
        return Arrays.stream(cells).map(Object::toString).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String head(String first, String... others) {
        return row(IntStream.range(0, others.length + 1)
                        .mapToObj(i -> i == 0 ? first : others[i - 1])
                        .toArray())
                + "| --- |" + " ---: |".repeat(others.length) + "\n";
    }

    private static String number(double value) {
        if (value >= 100) {
            double step = Math.pow(10, Math.floor(Math.log10(value)) - 1);
            return String.format(Locale.ROOT, "%,.0f", Math.round(value / step) * step);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.0f" : "%.1f", value);
    }

    private static String percent(double part) {
        return number(Math.round(part * 1000) / 10.0) + " %";
    }

    String costs() {
        Map<Work, String> names = Map.of(
                Work.LEAD, "A lead with its two messages, by the routes",
                Work.CLAIM, "A step: claim, begin, sent (ledger alone)",
                Work.SWEEP, "A due chat: found and claimed by a sweep",
                Work.EVENT, "An event: stored, leased, done");
        Map<Kept, String> kept = Map.of(
                Kept.CHAT, "A chat with its names, lead and share",
                Kept.MESSAGE, "A message: its step and attempt",
                Kept.EVENT, "An event that is done: its id");
        StringBuilder table = new StringBuilder("\nMachine: " + costs.machine() + ".\n\n");
        table.append(head("Work", "Node", "Database", "Node, 4 partitions", "Database, 4 partitions"));
        for (Work work : Work.values()) {
            Cpu one = costs.one().cpu(work);
            Cpu four = costs.four().cpu(work);
            table.append(row(
                    names.get(work),
                    micros(one.node()),
                    micros(one.database()),
                    micros(four.node()),
                    micros(four.database())));
        }
        table.append("\n").append(head("On the disk, with indexes", "Bytes", "Bytes, 4 partitions"));
        for (Kept each : Kept.values()) {
            table.append(row(
                    kept.get(each),
                    number(costs.one().bytes().get(each)),
                    number(costs.four().bytes().get(each))));
        }
        return table.toString();
    }

    private static String micros(double value) {
        return number(value) + " µs";
    }

    String nodes() {
        StringBuilder table = new StringBuilder("\n"
                + head(
                        "Nodes",
                        "Messages a second",
                        "Messages a day",
                        "Database cores",
                        "Database servers",
                        "Connections"));
        for (int nodes : NODES) {
            double perSecond = model.messagesOfNodes(nodes);
            double cores =
                    perSecond * model.databaseMicros() / MILLION / model.site().busy();
            table.append(row(
                    nodes,
                    number(perSecond),
                    number(perSecond / ScaleModel.PEAK * ScaleModel.HOURS * HOUR),
                    number(cores),
                    (int) Math.ceil(cores / model.site().databaseCores()),
                    number((double) nodes * model.site().ofNode())));
        }
        return table.toString();
    }

    String chats() {
        StringBuilder table = new StringBuilder("\n"
                + head(
                        "Chats",
                        "Messages a second at the peak",
                        "Nodes",
                        "Database servers",
                        "Disk",
                        "Lines at 1 message a second",
                        "A sweep of all",
                        "First limit of one database server"));
        for (int exponent = LEAST; exponent <= MOST; exponent++) {
            double chats = Math.pow(10, exponent);
            Map.Entry<ScaleModel.Resource, Double> first = model.first(chats, 1);
            table.append(row(
                    String.format(Locale.ROOT, "%,.0f", chats),
                    number(ScaleModel.peak(chats)),
                    model.nodes(chats),
                    model.databases(chats),
                    bytes(chats * model.bytesOfChat()),
                    number(model.lines(chats)),
                    hours(model.sweepHours(chats)),
                    (first.getValue() > 1 ? "**" + first.getKey().words + "**" : first.getKey().words) + ": "
                            + percent(first.getValue())));
        }
        return table.toString();
    }

    private static String bytes(double bytes) {
        return bytes < 1e12 ? number(bytes / 1e9) + " GB" : number(bytes / 1e12) + " TB";
    }

    private static String hours(double hours) {
        return hours < 1 ? number(hours * 60) + " min" : number(hours) + " h";
    }

    String sql() throws IOException {
        List<Statement> all = PortableSql.all();
        StringBuilder table = new StringBuilder("\nOf " + all.size() + " statements and parts of statements:\n\n"
                + row("What", "Where", "Citus", "CockroachDB", "YugabyteDB") + "| --- | --- | --- | --- | --- |\n");
        for (Feature feature : PortableSql.FEATURES) {
            table.append(row(
                    capital(feature.words()),
                    all.stream()
                            .filter(feature::isIn)
                            .map(statement -> "`" + statement.name() + "`")
                            .distinct()
                            .collect(Collectors.joining(", ")),
                    orFine(feature.citus()),
                    orFine(feature.cockroach()),
                    orFine(feature.yugabyte())));
        }
        return table.toString();
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String orFine(String change) {
        return change.isEmpty() ? "works" : change;
    }

    /** The chats of the simulated day. */
    static long chatsOfDay() {
        return (long) Math.pow(10, DAY_EXPONENT);
    }

    /** Simulates a day with the machines that the model wants, or others. */
    DaySimulation.Result day(long chats, int nodes, int databases) {
        return new DaySimulation(new Population(chats, LEADS).arrivals(databases), Setup.of(model, nodes)).run();
    }

    ScaleModel model() {
        return model;
    }

    String day(long chats) {
        return day(
                day(chats, model.nodes(chats), model.databases(chats)),
                chats,
                model.nodes(chats),
                model.databases(chats));
    }

    static String day(DaySimulation.Result day, long chats, int nodes, int databases) {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%,d chats, %d nodes, %d database servers. Times are UTC.%n%n",
                chats,
                nodes,
                databases));
        table.append(head(
                "Hour", "Due", "Sent", "Waiting", "Late, half", "Late, 99 %", "Late, at most", "Nodes", "Databases"));
        for (Hour hour : day.hours()) {
            table.append(row(
                    hour.hour(),
                    number(hour.due()),
                    number(hour.sent()),
                    number(hour.waiting()),
                    late(hour.late()[0]),
                    late(hour.late()[1]),
                    late(hour.late()[2]),
                    percent(hour.nodes()),
                    percent(hour.databases())));
        }
        return table.toString();
    }

    private static String late(int seconds) {
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }
}
