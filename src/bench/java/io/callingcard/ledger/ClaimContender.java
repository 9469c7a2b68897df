// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Claims fresh keys on many threads for a while, and prints how many a second.
 * {@code ClaimContender WHO DATABASE THREADS WARM_SECONDS SECONDS}, where the database is a file or a JDBC address.
 */
public final class ClaimContender {

    private static final int BATCH = 500;

    private ClaimContender() {}

    /** Claims some keys; says how many were won. */
    private interface Claiming {
        int claim(long number) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        String database = arguments[1];
        int threads = Integer.parseInt(arguments[2]);
        Claiming claiming =
                switch (arguments[0]) {
                    case "ledger" -> single(ledger(database, threads));
                    case "ledger-batch" -> batch(ledger(database, threads));
                    case "camel-sql" -> other(pool(database, database.startsWith("jdbc:") ? threads : 1));
                    default -> throw new IllegalArgumentException(arguments[0]);
                };
        run(claiming, threads, Integer.parseInt(arguments[3]));
        System.out.printf(Locale.ROOT, "%.0f%n", run(claiming, threads, Integer.parseInt(arguments[4])));
        // Pools and writers go with the process.
        System.exit(0);
    }

    private static Claiming single(ChatLedger ledger) {
        return number -> ledger.add("key-" + number) ? 1 : 0;
    }

    private static Claiming batch(ChatLedger ledger) {
        Claims claims = ledger.claims();
        return number -> {
            List<StepKey> keys = new ArrayList<>(BATCH);
            for (int i = 0; i < BATCH; i++) {
                keys.add(StepKey.of("daily-share/share", "chert:#ch_" + (number * BATCH + i), "2026-11-21"));
            }
            return claims.claimAll(keys).size();
        };
    }

    private static Claiming other(DataSource source) {
        JdbcMessageIdRepository repository = new JdbcMessageIdRepository(source, "bench");
        repository.start();
        return number -> repository.add("key-" + number) ? 1 : 0;
    }

    private static ChatLedger ledger(String database, int threads) {
        ChatLedger ledger = new ChatLedger();
        if (database.startsWith("jdbc:")) {
            ledger.setDataSource(pool(database, threads));
        } else {
            ledger.setFile(database);
        }
        return ledger;
    }

    /** With one connection to a SQLite file: with more of them camel-sql is slower, since only one writes at a time. */
    private static DataSource pool(String database, int size) {
        HikariConfig config = new HikariConfig();
        config.setMaximumPoolSize(size);
        if (database.startsWith("jdbc:")) {
            config.setJdbcUrl(database);
        } else {
            SQLiteConfig sqlite = new SQLiteConfig();
            sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
            sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
            sqlite.setBusyTimeout(10_000);
            SQLiteDataSource source = new SQLiteDataSource(sqlite);
            source.setUrl("jdbc:sqlite:" + Path.of(database));
            config.setDataSource(source);
            config.setConnectionTimeout(60_000);
        }
        return new HikariDataSource(config);
    }

    private static final AtomicLong NUMBERS = new AtomicLong();

    private static double run(Claiming claiming, int threads, int seconds) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong won = new AtomicLong();
        CountDownLatch done = new CountDownLatch(threads);
        long start = System.nanoTime();
        Function<Integer, Thread> claimant = index -> new Thread(() -> {
            while (!over.get()) {
                try {
                    won.addAndGet(claiming.claim(NUMBERS.incrementAndGet()));
                } catch (Exception e) {
                    e.printStackTrace();
                    over.set(true);
                }
            }
            done.countDown();
        });
        for (int i = 0; i < threads; i++) {
            claimant.apply(i).start();
        }
        Thread.sleep(seconds * 1_000L);
        long counted = won.get();
        double elapsed = (System.nanoTime() - start) / 1e9;
        over.set(true);
        done.await();
        return counted / elapsed;
    }
}
