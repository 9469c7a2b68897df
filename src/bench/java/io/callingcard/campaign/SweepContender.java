// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongSupplier;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.OncePerDay;
import io.callingcard.ledger.db.Sql;

/**
 * Goes through many chats that are due, as the daily share does it, claims included, and prints how many microseconds
 * each took. {@code SweepContender FILE CHATS}. With a JDBC address in place of the file it prints a line when it has its
 * chats, waits for a line, and prints the processor time.
 */
public final class SweepContender {

    private static final int BATCH = 10_000;
    private static final int WARM = 50_000;

    private SweepContender() {}

    public static void main(String[] arguments) throws Exception {
        int chats = Integer.parseInt(arguments[1]);
        double micros =
                arguments[0].startsWith("jdbc:") ? onPostgresql(arguments[0], chats) : onFile(arguments[0], chats);
        System.out.printf(Locale.ROOT, "%.2f%n", micros);
        System.exit(0);
    }

    private static double onFile(String file, int chats) throws Exception {
        // Once to get warm, on a small ledger.
        onNewFile(file + ".warm", WARM);
        return onNewFile(file, chats);
    }

    private static double onNewFile(String file, int chats) throws Exception {
        ChatLedger ledger = new ChatLedger();
        ledger.setFile(file);
        ledger.contains("made");
        fill(file, chats);
        return sweep(ledger, chats, System::nanoTime);
    }

    private static double onPostgresql(String url, int chats) throws Exception {
        sweep(filled(url, "warm", WARM), WARM, System::nanoTime);
        ChatLedger ledger = filled(url, "cold", chats);
        System.out.println("0");
        System.out.flush();
        new BufferedReader(new InputStreamReader(System.in)).readLine();
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return sweep(ledger, chats, machine::getProcessCpuTime);
    }

    /** Chats that are due, as they come: their ids are in no order. The chats of the sweep before are not due any more. */
    private static ChatLedger filled(String url, String name, int chats) throws Exception {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        ChatLedger ledger = new ChatLedger();
        ledger.setDataSource(new HikariDataSource(pool));
        ledger.setHashKey("a key of sixteen characters and more");
        ledger.contains("made");
        String ids = " FROM (SELECT md5('" + name + "' || i) AS id, i FROM generate_series(1, " + chats + ") i) made";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE callingcard_share SET ended = 'swept'");
            // Indexes are built faster for all rows than row by row.
            List<String> indexes = Sql.query(
                    connection,
                    "SELECT indexdef FROM pg_indexes WHERE tablename IN ('callingcard_chat', 'callingcard_share')"
                            + " AND indexname NOT LIKE '%_pkey'",
                    row -> row.getString(1));
            for (String index : indexes) {
                statement.execute("DROP INDEX " + index.replaceAll("CREATE INDEX (\\w+) .*", "$1"));
            }
            statement.execute("ALTER TABLE callingcard_chat DROP CONSTRAINT callingcard_chat_pkey");
            statement.execute("ALTER TABLE callingcard_share DROP CONSTRAINT callingcard_share_pkey");
            statement.execute(
                    "INSERT INTO callingcard_chat (chat, provider, person, chat_id, zone, first_at, outbound_at)"
                            + " SELECT 'chert:#ch_' || id, 'chert', '+1415' || (1000000 + i), 'ch_' || id, 'UTC', 0, 0"
                            + ids);
            statement.execute("INSERT INTO callingcard_share (flow, chat, campaign, due_at, shares, every_ms, most)"
                    + " SELECT 'daily-share', 'chert:#ch_' || id, 'welcome', 1000000 + i, 0, 86400000, 7" + ids);
            statement.execute("SET maintenance_work_mem = '512MB'");
            statement.execute("ALTER TABLE callingcard_chat ADD PRIMARY KEY (chat)");
            statement.execute("ALTER TABLE callingcard_share ADD PRIMARY KEY (flow, chat)");
            for (String index : indexes) {
                statement.execute(index);
            }
            statement.execute("VACUUM ANALYZE callingcard_chat, callingcard_share");
            statement.execute("CHECKPOINT");
        }
        return ledger;
    }

    /** Returns how many microseconds of a clock that counts nanoseconds each chat took. */
    private static double sweep(ChatLedger ledger, int chats, LongSupplier clock) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        OncePerDay day = new OncePerDay();
        day.setLedger(ledger);
        Campaign campaign = new Campaign();
        campaign.setShare(true);
        campaign.setQuietFrom("00:00");
        campaign.setQuietTo("00:00");
        camel.getRegistry().bind("day", day);
        camel.getRegistry().bind("chatLedger", ledger);
        camel.getRegistry().bind("welcome", campaign);
        camel.start();
        long start = clock.getAsLong();
        Exchange exchange = camel.createProducerTemplate()
                .request("campaign:due?flow=daily-share&step=share&once=#day", each -> {});
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        int seen = 0;
        for (Iterator<?> due = exchange.getMessage().getBody(Iterator.class); due.hasNext(); ) {
            seen += due.next() instanceof Message ? 1 : 0;
        }
        double micros = (clock.getAsLong() - start) / 1e3 / chats;
        if (seen != chats) {
            throw new IllegalStateException(seen + " of " + chats + " were due");
        }
        camel.stop();
        return micros;
    }

    /** Chats as they come: their ids are in no order. */
    private static void fill(String file, int chats) throws Exception {
        Random random = new Random(4017);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection.setAutoCommit(false);
            try (PreparedStatement chat = connection.prepareStatement("INSERT INTO callingcard_chat"
                            + " (chat, provider, person, chat_id, zone, first_at, outbound_at)"
                            + " VALUES (?, 'chert', ?, ?, 'UTC', 0, 0)");
                    PreparedStatement share = connection.prepareStatement("INSERT INTO callingcard_share"
                            + " (flow, chat, campaign, due_at, shares, every_ms, most)"
                            + " VALUES ('daily-share', ?, 'welcome', ?, 0, 86400000, 7)")) {
                for (int i = 0; i < chats; i++) {
                    String id = String.format("%08x%08x", random.nextInt(), i);
                    chat.setString(1, "chert:#ch_" + id);
                    chat.setString(2, "+1415" + (1_000_000 + i));
                    chat.setString(3, "ch_" + id);
                    chat.addBatch();
                    share.setString(1, "chert:#ch_" + id);
                    share.setLong(2, 1_000_000L + i);
                    share.addBatch();
                    if (i % BATCH == BATCH - 1) {
                        chat.executeBatch();
                        share.executeBatch();
                    }
                }
                chat.executeBatch();
                share.executeBatch();
            }
            connection.commit();
        }
    }
}
