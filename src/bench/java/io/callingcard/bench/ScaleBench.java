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

/**
 * What must not grow on one PostgreSQL: the processor time of a claim with the number of nodes, and that of a chat in a
 * sweep with the number of chats. Processor time, because other programs may use the machine too.
 */
final class ScaleBench {

    private static final List<Integer> NODES = numbers("bench.scale.nodes", "1,2,4");
    private static final List<Integer> PARTITIONS = numbers("bench.scale.partitions", "0,4");
    private static final List<Integer> CHATS = numbers("bench.scale.chats", "1000000,10000000");
    private static final int STEPS = Integer.getInteger("bench.scale.steps", 60_000);
    private static final int WARM = 20_000;
    private static final int SPENDERS = 4;

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

    /** Microseconds of a step: of processor time of the nodes and of PostgreSQL, and of time. */
    private record Cost(double node, double database, double time) {

        private double sum() {
            return node + database;
        }
    }

    /** All numbers of nodes in turn, several rounds: what slows the machine slows them all. */
    private void claims(EmbeddedPostgres postgres, int partitions)
            throws IOException, InterruptedException, SQLException {
        Map<Integer, List<Cost>> costs = new LinkedHashMap<>();
        for (int round = 0; round < Bench.ROUNDS; round++) {
            for (int nodes : NODES) {
                costs.computeIfAbsent(nodes, first -> new ArrayList<>()).add(ofSteps(postgres, nodes, partitions));
            }
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
            System.out.printf(
                    Locale.ROOT,
                    "%d partitions, %d nodes: %6.1f us of the nodes and %6.1f us of PostgreSQL for each step, ratio to %d"
                            + " node %.2f%n",
                    partitions,
                    nodes,
                    node,
                    database,
                    NODES.get(0),
                    Bench.median(ratios));
            rows.addObject()
                    .put("partitions", partitions)
                    .put("nodes", nodes)
                    .put("cpu_micros_of_nodes", node)
                    .put("cpu_micros_of_postgresql", database)
                    .put("ratio_to_first", Bench.median(ratios));
        }
    }

    /** All nodes together have as many threads and steps as one alone. */
    private Cost ofSteps(EmbeddedPostgres postgres, int nodes, int partitions)
            throws IOException, InterruptedException, SQLException {
        return cost(
                postgres,
                nodes,
                StepContender.class,
                node -> List.of(
                        Integer.toString(2 + node),
                        Integer.toString(Bench.IN_FLIGHT / nodes),
                        Integer.toString(partitions),
                        Integer.toString(WARM),
                        Integer.toString(STEPS / nodes)));
    }

    private Cost ofBudgets(EmbeddedPostgres postgres, boolean isShared)
            throws IOException, InterruptedException, SQLException {
        return cost(
                postgres,
                SPENDERS,
                BudgetContender.class,
                node -> List.of(
                        isShared ? "line" : "line" + node,
                        Integer.toString(Bench.IN_FLIGHT / SPENDERS),
                        Integer.toString(WARM),
                        Integer.toString(STEPS / SPENDERS)));
    }

    private Cost cost(EmbeddedPostgres postgres, int nodes, Class<?> contender, IntFunction<List<String>> arguments)
            throws IOException, InterruptedException, SQLException {
        String database = freshDatabase(postgres);
        List<Process> processes = new ArrayList<>();
        List<BufferedReader> lines = new ArrayList<>();
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
        PostgresCpu cpu = new PostgresCpu(postgres.getPostgresDatabase());
        double before = cpu.micros();
        long start = System.nanoTime();
        for (Process process : processes) {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }
        double ofNodes = 0;
        for (BufferedReader each : lines) {
            ofNodes += figure(each) / nodes;
        }
        double ofDatabase = (cpu.micros() - before) / STEPS;
        double time = (System.nanoTime() - start) / 1e3 / STEPS;
        for (Process process : processes) {
            process.waitFor();
        }
        execute(postgres, "DROP DATABASE " + database + " WITH (FORCE)");
        return new Cost(ofNodes, ofDatabase, time);
    }

    /** Four nodes that spend the budget of one line, next to four that have a line each. */
    private void budgets(EmbeddedPostgres postgres) throws IOException, InterruptedException, SQLException {
        List<Double> cpu = new ArrayList<>();
        List<Double> time = new ArrayList<>();
        for (int round = 0; round < Bench.ROUNDS; round++) {
            Cost own = ofBudgets(postgres, false);
            Cost shared = ofBudgets(postgres, true);
            cpu.add(shared.sum() / own.sum());
            time.add(shared.time() / own.time());
        }
        System.out.printf(
                Locale.ROOT,
                "budget of one line, %d nodes: ratio to a line for each node %.2f of processor time, %.2f of time%n",
                SPENDERS,
                Bench.median(cpu),
                Bench.median(time));
        results.putObject("budget")
                .put("nodes", SPENDERS)
                .put("ratio_of_cpu", Bench.median(cpu))
                .put("ratio_of_time", Bench.median(time));
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
