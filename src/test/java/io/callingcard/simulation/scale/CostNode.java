// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulation.scale;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultExchange;

import io.callingcard.campaign.Campaign;
import io.callingcard.campaign.Flows;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.OncePerChat;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.inbound.EventInbox;
import io.callingcard.simulation.scale.Costs.Cpu;
import io.callingcard.simulation.scale.Costs.Kept;
import io.callingcard.simulation.scale.Costs.Work;

import static org.awaitility.Awaitility.await;

/**
 * A node whose processor time, and that of its database, is measured. {@code CostNode DATABASE TWIN_PORT PARTITIONS FILE}:
 * the file gets the costs.
 */
final class CostNode {

    private static final int LEADS = Integer.getInteger("scale.leads", 6_000);
    private static final int STEPS = Integer.getInteger("scale.steps", 15_000);
    private static final int DUE = Integer.getInteger("scale.due", 60_000);
    private static final int EVENTS = Integer.getInteger("scale.events", 20_000);

    /** Before each measurement, so much of the same work lets the compiler do its own. */
    private static final int WARM = 2;

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int THREADS = 4;
    private static final int PAGE = 100;
    private static final StepClaim.Sending TEXT =
            new StepClaim.Sending("chert", "send-text", Duration.ofHours(24), "content", List.of("trace"));
    private static final byte[] BODY = "x".repeat(600).getBytes(StandardCharsets.UTF_8);

    private final HikariDataSource pool;
    private final ChatLedger ledger = new ChatLedger();
    private final Flows flows;
    private final Map<Work, Cpu> work = new EnumMap<>(Work.class);
    private final Map<Kept, Double> bytes = new EnumMap<>(Kept.class);
    private final ProcessorTime time;
    private long next;

    private CostNode(String database, int twinPort, int partitions) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database);
        pool = new HikariDataSource(config);
        ledger.setDataSource(pool);
        ledger.setHashKey(Ledgers.HASH_KEY);
        ledger.contains("made");
        try (Connection connection = pool.getConnection()) {
            time = ProcessorTime.of(connection);
            if (partitions > 1) {
                Partitions.split(connection, partitions);
            }
        }
        flows = new Flows(twinPort, ledger, Map.of());
    }

    public static void main(String[] arguments) throws Exception {
        CostNode node = new CostNode(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        node.leads();
        node.claims();
        node.sweep();
        node.events();
        new ObjectMapper().writeValue(Path.of(arguments[3]).toFile(), new Costs.Tables(node.work, node.bytes));
        // Threads of the routes and the pool go with the process.
        System.exit(0);
    }

    private interface Piece {
        void run(int count) throws Exception;
    }

    /** Measures work after some of it went before. What PostgreSQL must clean up later belongs to it. */
    private void measure(Work which, int count, Piece piece) throws Exception {
        piece.run(count / WARM);
        sql("VACUUM ANALYZE");
        double node = ProcessorTime.ofNode();
        double database = time.ofDatabase();
        piece.run(count);
        node = ProcessorTime.ofNode() - node;
        sql("VACUUM ANALYZE");
        database = time.ofDatabase() - database;
        Cpu cpu = new Cpu(rounded(node / count), rounded(database / count));
        work.put(which, cpu);
        System.out.println(which + " " + cpu);
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private void keep(Kept which, double count, long size) {
        bytes.put(which, (double) Math.round(size / count));
        System.out.println(which + " " + bytes.get(which) + " bytes");
    }

    private long size(String... tables) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return Partitions.bytes(connection, tables);
        }
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = pool.getConnection();
                var each = connection.createStatement()) {
            each.execute(statement);
        }
    }

    private boolean isAny(String query) throws SQLException {
        try (Connection connection = pool.getConnection();
                var each = connection.createStatement();
                var row = each.executeQuery(query)) {
            return row.next();
        }
    }

    private void leads() throws Exception {
        Campaign campaign = new Campaign();
        campaign.setText("Hi {name}, welcome to Harbor Books!");
        campaign.setContact("{\"full_name\": \"Harbor Books\", \"phones\": [{\"value\": \"+12025550143\"}]}");
        campaign.setShare(true);
        flows.camel.getRegistry().bind("scale", campaign);
        String[] tables = {"callingcard_chat", "callingcard_alias", "callingcard_lead", "callingcard_share"};
        long before = size(tables);
        measure(Work.LEAD, LEADS, this::send);
        keep(Kept.CHAT, LEADS + LEADS / WARM, size(tables) - before);
    }

    /** Adds leads as a CRM does, and waits until all have their messages. */
    private void send(int count) throws Exception {
        for (int done = 0; done < count; done += PAGE) {
            List<Map<String, Object>> page = new ArrayList<>();
            for (int i = done; i < Math.min(count, done + PAGE); i++) {
                page.add(Map.of("name", "Ada Sommer", "phone", phone(next++), "campaign", "scale", "consent", true));
            }
            flows.lead(page);
        }
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !isAny("SELECT 1 FROM callingcard_lead WHERE state < 2 LIMIT 1"));
    }

    /** Numbers of Toronto and its neighbors, of which there are enough. */
    private static String phone(long number) {
        return "+1416" + (2_000_000 + number);
    }

    private void claims() throws Exception {
        String[] tables = {"callingcard_claim", "callingcard_attempt"};
        sql("VACUUM FULL callingcard_claim, callingcard_attempt");
        long before = size(tables);
        measure(Work.CLAIM, STEPS, count -> inParallel(count, this::step));
        keep(Kept.MESSAGE, STEPS + STEPS / WARM, size(tables) - before);
    }

    /** A further step for a chat that the ledger knows, since most messages go to such chats. */
    private void step(long number) {
        OncePerChat once = new OncePerChat();
        once.setLedger(ledger);
        Exchange exchange = new DefaultExchange(flows.camel);
        exchange.getMessage().setHeader(CardConstants.PROVIDER, "chert");
        exchange.getMessage().setHeader(CardConstants.RECIPIENT, phone(number % LEADS));
        String step = "scale/text" + number / LEADS;
        if (!once.add(exchange, step)) {
            throw new IllegalStateException(number + " is taken");
        }
        StepClaim claim = StepClaim.of(exchange);
        if (claim.begin(TEXT).join() != StepClaim.Permission.GRANTED) {
            throw new IllegalStateException(number + " may not be sent");
        }
        claim.ended(TEXT, new StepClaim.Result(Outcome.SENT, Map.of(CardConstants.MESSAGE_ID, "m" + number), null));
        once.confirm(exchange, step);
    }

    private interface Numbered {
        void run(long number) throws Exception;
    }

    private void inParallel(int count, Numbered task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> all = new ArrayList<>();
        long first = next;
        next += count;
        for (int thread = 0; thread < THREADS; thread++) {
            int own = thread;
            all.add(threads.submit(() -> {
                for (long number = first + own; number < first + count; number += THREADS) {
                    task.run(number);
                }
                return null;
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        threads.shutdown();
    }

    private void sweep() throws Exception {
        Campaign campaign = new Campaign();
        campaign.setShare(true);
        campaign.setQuietFrom("00:00");
        campaign.setQuietTo("00:00");
        flows.camel.getRegistry().bind("swept", campaign);
        fill("warm", DUE / WARM);
        fill("due", DUE);
        sql("VACUUM ANALYZE");
        measure(Work.SWEEP, DUE, count -> sweep(count == DUE ? "due" : "warm", count));
    }

    private void sweep(String flow, int count) {
        Exchange swept = flows.send("campaign:due?flow=" + flow + "&step=share&once=#oncePerDay", null);
        int seen = 0;
        for (Iterator<?> due = swept.getMessage().getBody(Iterator.class); due.hasNext(); ) {
            seen += due.next() instanceof Message ? 1 : 0;
        }
        if (seen != count) {
            throw new IllegalStateException(seen + " of " + count + " were due");
        }
    }

    /** Chats as they come: their ids are in no order. */
    private void fill(String flow, int count) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement chats = connection.prepareStatement("INSERT INTO callingcard_chat"
                        + " (chat, provider, person, chat_id, zone, first_at, outbound_at)"
                        + " SELECT 'chert:#' || md5(? || n), 'chert', '+1437' || (2000000 + n), md5(? || n), 'UTC', 0, 0"
                        + " FROM generate_series(1, ?) n");
                PreparedStatement shares = connection.prepareStatement("INSERT INTO callingcard_share"
                        + " (flow, chat, campaign, due_at, shares, every_ms, most)"
                        + " SELECT ?, 'chert:#' || md5(? || n), 'swept', 1000000 + n, 0, 86400000, 7"
                        + " FROM generate_series(1, ?) n")) {
            chats.setString(1, flow);
            chats.setString(2, flow);
            chats.setInt(3, count);
            chats.execute();
            shares.setString(1, flow);
            shares.setString(2, flow);
            shares.setInt(3, count);
            shares.execute();
        }
    }

    private void events() throws Exception {
        long before = size("callingcard_inbox");
        measure(Work.EVENT, EVENTS, this::receive);
        sql("VACUUM FULL callingcard_inbox");
        keep(Kept.EVENT, EVENTS + EVENTS / WARM, size("callingcard_inbox") - before);
    }

    /** Stores events as a webhook does, each as soon as it comes, and works on them a page at a time. */
    private void receive(int count) {
        for (int done = 0; done < count; done += PAGE) {
            List<CompletableFuture<Boolean>> kept = new ArrayList<>();
            for (int i = done; i < Math.min(count, done + PAGE); i++) {
                kept.add(ledger.keep("chert:events", "evt_" + next++, BODY, Instant.now()));
            }
            kept.forEach(CompletableFuture::join);
            List<CompletableFuture<?>> ended = new ArrayList<>();
            for (EventInbox.Kept each : ledger.leaseEvents("chert:events", PAGE, 5, Duration.ofMinutes(1))) {
                ended.add(ledger.done(each));
            }
            ended.forEach(CompletableFuture::join);
        }
    }
}
