// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import io.callingcard.campaign.BudgetContender;
import io.callingcard.campaign.SweepContender;
import io.callingcard.ledger.StepContender;
import io.callingcard.ledger.db.Sql;

/**
 * What must not grow on one PostgreSQL: the processor time of a claim with the number of nodes, and that of a chat in a
 * sweep with the number of chats. Processor time, because other programs may use the machine too.
 */
final class ScaleBench {

    private static final List<Integer> NODES = numbers("bench.scale.nodes", "1,2,4");
    private static final List<Integer> PARTITIONS = numbers("bench.scale.partitions", "0,4");
    private static final List<Integer> CHATS = numbers("bench.scale.chats", "1000000,10000000");
    private static final int STEPS = Integer.getInteger("bench.scale.steps", 60_000);
    private static final int WARM = Integer.getInteger("bench.scale.warm", 20_000);
    private static final int IN_FLIGHT = Bench.IN_FLIGHT;
    private static final int SPENDERS = 4;

    /** Of a budget at a time: one, or what a page of chats needs. */
    private static final List<Integer> BLOCKS = List.of(1, 50);

    private final ObjectNode results;
    private int databases;

    ScaleBench(ObjectNode results) {
        this.results = results;
    }

    private static List<Integer> numbers(String property, String missing) {
        return Arrays.stream(System.getProperty(property, missing).split(","))
                .filter(number -> !number.isBlank())
                .map(number -> Integer.valueOf(number.strip()))
                .toList();
    }

    void run() throws IOException, InterruptedException, SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "200")
                .setServerConfig("max_wal_size", "4GB")
                .start()) {
            for (int partitions : PARTITIONS) {
                claims(postgres, partitions);
            }
            budgets(postgres);
            sweeps(postgres);
        }
    }

    private String freshDatabase(EmbeddedPostgres postgres) throws SQLException {
        String name = "scale" + ++databases;
        execute(postgres, "CREATE DATABASE " + name);
        return name;
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Microseconds of a step: of processor time of the nodes and of PostgreSQL, and of time. And commits of a step. */
    private record Cost(double node, double database, double time, double commits) {

        private double sum() {
            return node + database;
        }
    }

    /** All numbers of nodes in turn, several rounds: what slows the machine slows them all. */
    private void claims(EmbeddedPostgres postgres, int partitions)
            throws IOException, InterruptedException, SQLException {
        List<Nodes> all = new ArrayList<>();
        for (int nodes : NODES) {
            all.add(new Nodes(postgres, nodes, StepContender.class, steps(nodes, partitions)));
        }
        Map<Integer, List<Cost>> costs = new LinkedHashMap<>();
        for (int round = 0; round < Bench.ROUNDS; round++) {
            for (int i = 0; i < all.size(); i++) {
                costs.computeIfAbsent(NODES.get(i), first -> new ArrayList<>())
                        .add(all.get(i).work());
            }
        }
        for (Nodes each : all) {
            each.end();
        }
        ArrayNode rows = results.withArray("claims");
        for (int nodes : NODES) {
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < Bench.ROUNDS; round++) {
                ratios.add(costs.get(nodes).get(round).sum()
                        / costs.get(NODES.get(0)).get(round).sum());
            }
            double node = Bench.median(costs.get(nodes).stream().map(Cost::node).toList());
            double database =
                    Bench.median(costs.get(nodes).stream().map(Cost::database).toList());
            double commits =
                    Bench.median(costs.get(nodes).stream().map(Cost::commits).toList());
            System.out.printf(
                    Locale.ROOT,
                    "%d partitions, %d nodes: %6.1f us of the nodes, %6.1f us of PostgreSQL and %.2f commits for each"
                            + " step, ratio to %d node %.2f%n",
                    partitions,
                    nodes,
                    node,
                    database,
                    commits,
                    NODES.get(0),
                    Bench.median(ratios));
            rows.addObject()
                    .put("partitions", partitions)
                    .put("nodes", nodes)
                    .put("cpu_micros_of_nodes", node)
                    .put("cpu_micros_of_postgresql", database)
                    .put("commits_per_step", commits)
                    .put("ratio_to_first", Bench.median(ratios));
        }
    }

    /** Each node has as many steps under way as one alone: as many share a commit. All together take as many steps. */
    private static IntFunction<List<String>> steps(int nodes, int partitions) {
        return node -> List.of(
                Integer.toString(2 + node),
                Integer.toString(IN_FLIGHT),
                Integer.toString(partitions),
                Integer.toString(WARM),
                Integer.toString(STEPS / nodes));
    }

    private static IntFunction<List<String>> spends(boolean isShared, int block) {
        return node -> List.of(
                isShared ? "line" : "line" + node,
                Integer.toString(IN_FLIGHT / SPENDERS),
                Integer.toString(WARM),
                Integer.toString(STEPS / SPENDERS),
                Integer.toString(block));
    }

    /** Node processes on a database of their own, which are warm and work when they are told. */
    private final class Nodes {

        private final EmbeddedPostgres postgres;
        private final String database;
        private final List<Process> processes = new ArrayList<>();
        private final List<BufferedReader> lines = new ArrayList<>();

        private Nodes(EmbeddedPostgres postgres, int nodes, Class<?> contender, IntFunction<List<String>> arguments)
                throws IOException, SQLException {
            this.postgres = postgres;
            this.database = freshDatabase(postgres);
            for (int node = 0; node < nodes; node++) {
                List<String> all = new ArrayList<>(List.of(postgres.getJdbcUrl("postgres", database)));
                all.addAll(arguments.apply(node));
                Process process = Bench.start(List.of("-Xmx512m"), contender, all);
                processes.add(process);
                lines.add(new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
            }
            for (BufferedReader each : lines) {
                figure(each);
            }
        }

        private Cost work() throws IOException, SQLException {
            PostgresCpu cpu = new PostgresCpu(postgres.getPostgresDatabase());
            long commitsBefore = commits();
            double before = cpu.micros();
            long start = System.nanoTime();
            for (Process process : processes) {
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
            }
            double ofNodes = 0;
            for (BufferedReader each : lines) {
                ofNodes += figure(each) / processes.size();
            }
            double ofDatabase = (cpu.micros() - before) / STEPS;
            double time = (System.nanoTime() - start) / 1e3 / STEPS;
            return new Cost(ofNodes, ofDatabase, time, (commits() - commitsBefore) / (double) STEPS);
        }

        /** A transaction that changes something takes the next number. */
        private long commits() throws SQLException {
            try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
                return Sql.number(connection, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
            }
        }

        private void end() throws IOException, InterruptedException, SQLException {
            for (Process process : processes) {
                process.getOutputStream().close();
                process.waitFor();
            }
            execute(postgres, "DROP DATABASE " + database + " WITH (FORCE)");
        }
    }

    /** Four nodes that spend the budget of one line, next to four that have a line each: one at a time, or a page. */
    private void budgets(EmbeddedPostgres postgres) throws IOException, InterruptedException, SQLException {
        ArrayNode rows = results.withArray("budget");
        for (int block : BLOCKS) {
            Nodes ofOwn = new Nodes(postgres, SPENDERS, BudgetContender.class, spends(false, block));
            Nodes ofShared = new Nodes(postgres, SPENDERS, BudgetContender.class, spends(true, block));
            List<Cost> own = new ArrayList<>();
            List<Cost> shared = new ArrayList<>();
            for (int round = 0; round < Bench.ROUNDS; round++) {
                own.add(ofOwn.work());
                shared.add(ofShared.work());
            }
            ofOwn.end();
            ofShared.end();
            for (List<Cost> costs : List.of(own, shared)) {
                double cpu = Bench.median(costs.stream().map(Cost::sum).toList());
                double time = Bench.median(costs.stream().map(Cost::time).toList());
                boolean isShared = costs == shared;
                System.out.printf(
                        Locale.ROOT,
                        "%d nodes spend %d at a time of %s: %6.1f us of processor time and %6.1f us for each%n",
                        SPENDERS,
                        block,
                        isShared ? "one line" : "a line each",
                        cpu,
                        time);
                rows.addObject()
                        .put("block", block)
                        .put("lines", isShared ? 1 : SPENDERS)
                        .put("cpu_micros", cpu)
                        .put("micros", time);
            }
        }
    }

    /** Logs may come before it. */
    private static double figure(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.matches("[0-9.]+")) {
                return Double.parseDouble(line);
            }
        }
        throw new IOException("The process ended without a figure");
    }

    private void sweeps(EmbeddedPostgres postgres) throws IOException, InterruptedException, SQLException {
        ArrayNode rows = results.withArray("sweep");
        double first = 0;
        for (int chats : CHATS) {
            String database = freshDatabase(postgres);
            Process process = Bench.start(
                    List.of("-Xmx512m"),
                    SweepContender.class,
                    List.of(postgres.getJdbcUrl("postgres", database), Integer.toString(chats)));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            figure(lines);
            PostgresCpu cpu = new PostgresCpu(postgres.getPostgresDatabase());
            double before = cpu.micros();
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            double ofNode = figure(lines);
            double ofDatabase = (cpu.micros() - before) / chats;
            process.waitFor();
            execute(postgres, "DROP DATABASE " + database + " WITH (FORCE)");
            first = first == 0 ? ofNode + ofDatabase : first;
            double ratio = (ofNode + ofDatabase) / first;
            System.out.printf(
                    Locale.ROOT,
                    "sweep of %,d chats, 512 MB at most: %5.1f us of the node and %5.1f us of PostgreSQL for each, ratio"
                            + " %.2f%n",
                    chats,
                    ofNode,
                    ofDatabase,
                    ratio);
            rows.addObject()
                    .put("chats", chats)
                    .put("cpu_micros_of_node", ofNode)
                    .put("cpu_micros_of_postgresql", ofDatabase)
                    .put("ratio_to_first", ratio);
        }
    }
}
