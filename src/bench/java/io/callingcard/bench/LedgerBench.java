// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import io.callingcard.campaign.PageContender;
import io.callingcard.campaign.SweepContender;
import io.callingcard.ledger.ClaimContender;

/**
 * The ledger next to camel-sql's repository: the same databases, the same durability, sixty-four claimants; and the sweep
 * of many chats, and pages of many waiting leads, in little memory.
 */
final class LedgerBench {

    private static final List<String> CONTENDERS = List.of("camel-sql", "ledger", "ledger-batch");
    private static final String WARM_SECONDS = "5";
    private static final String SECONDS = "5";

    private final ObjectNode results;
    private final Path folder;
    private int databases;

    LedgerBench(ObjectNode results) throws IOException {
        this.results = results;
        this.folder = Files.createTempDirectory("ledger-bench");
    }

    void run() throws IOException, InterruptedException, SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "200")
                .start()) {
            claims("sqlite", () -> folder.resolve("claims" + ++databases + ".db")
                    .toString());
            claims("postgresql", () -> database(postgres));
        }
        for (Growth each : Growth.values()) {
            growth(each);
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    /** A fresh database for each run. */
    private interface Fresh {
        String database() throws SQLException;
    }

    private String database(EmbeddedPostgres postgres) throws SQLException {
        String name = "claims" + ++databases;
        try (var connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            // camel-sql cannot make its own table here.
            try (var inside = postgres.getDatabase("postgres", name).getConnection();
                    Statement table = inside.createStatement()) {
                table.execute("CREATE TABLE CAMEL_MESSAGEPROCESSED (processorName VARCHAR(255),"
                        + " messageId VARCHAR(100), createdAt TIMESTAMP, PRIMARY KEY (processorName, messageId))");
            }
        }
        return postgres.getJdbcUrl("postgres", name);
    }

    private void claims(String kind, Fresh fresh) throws IOException, InterruptedException, SQLException {
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        for (int round = 0; round < Bench.ROUNDS; round++) {
            for (String contender : CONTENDERS) {
                Process process = Bench.start(
                        List.of(),
                        ClaimContender.class,
                        List.of(contender, fresh.database(), Integer.toString(Bench.IN_FLIGHT), WARM_SECONDS, SECONDS));
                figures.computeIfAbsent(contender, name -> new ArrayList<>())
                        .add(Double.parseDouble(Bench.firstLine(process)));
                process.waitFor();
            }
        }
        ArrayNode rows = results.putArray(kind);
        for (String contender : CONTENDERS) {
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < Bench.ROUNDS; round++) {
                ratios.add(figures.get(contender).get(round)
                        / figures.get(CONTENDERS.get(0)).get(round));
            }
            double perSecond = Bench.median(figures.get(contender));
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %-14s %10.0f claims/s, ratio to camel-sql %.2f%n",
                    kind,
                    contender,
                    perSecond,
                    Bench.median(ratios));
            rows.addObject()
                    .put("contender", contender)
                    .put("claims_per_second", perSecond)
                    .put("ratio_to_camel_sql", Bench.median(ratios))
                    .set("rounds_ratio", new ObjectMapper().valueToTree(ratios));
        }
    }

    /** What must not grow with the number of chats or leads. */
    private enum Growth {
        SWEEP(SweepContender.class, "chats", List.of(10_000, 100_000, 1_000_000)),
        PAGE(PageContender.class, "leads", List.of(10_000, 1_000_000));

        private final Class<?> contender;
        private final String unit;
        private final List<Integer> sizes;

        Growth(Class<?> contender, String unit, List<Integer> sizes) {
            this.contender = contender;
            this.unit = unit;
            this.sizes = sizes;
        }
    }

    /** With 256 MB of heap: a sweep's time for each chat, and the time for a page of 256 leads. */
    private void growth(Growth growth) throws IOException, InterruptedException {
        String name = growth.name().toLowerCase(Locale.ROOT);
        ArrayNode rows = results.putArray(name);
        for (int size : growth.sizes) {
            List<Double> micros = new ArrayList<>();
            for (int round = 0; round < Bench.ROUNDS; round++) {
                Process process = Bench.start(
                        List.of("-Xmx256m"),
                        growth.contender,
                        List.of(folder.resolve(name + ++databases + ".db").toString(), Integer.toString(size)));
                micros.add(Double.parseDouble(Bench.firstLine(process)));
                process.waitFor();
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s of %,10d %s: %.1f us, 256 MB at most%n",
                    name,
                    size,
                    growth.unit,
                    Bench.median(micros));
            rows.addObject()
                    .put(growth.unit, size)
                    .put("micros", Bench.median(micros))
                    .set("rounds", new ObjectMapper().valueToTree(micros));
        }
    }
}
