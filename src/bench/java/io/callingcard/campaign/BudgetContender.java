// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import io.callingcard.ledger.db.Database;

/**
 * A node that spends the budget of a line, some at a time. {@code BudgetContender DATABASE LINE THREADS WARM SPENDS BLOCK}. It
 * gets warm and prints a line. For each line that it reads it spends, and prints how many microseconds of processor time each
 * took.
 */
public final class BudgetContender {

    private static final Budgets.Limit LIMIT =
            new Budgets.Limit("first-touch", Integer.MAX_VALUE - 1, Duration.ZERO, ZoneOffset.UTC);

    private BudgetContender() {}

    public static void main(String[] arguments) throws Exception {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(arguments[0]);
        Database database = Database.open(new HikariDataSource(pool));
        int threads = Integer.parseInt(arguments[2]);
        int spends = Integer.parseInt(arguments[4]);
        int block = Integer.parseInt(arguments[5]);
        spend(database, arguments[1], threads, Integer.parseInt(arguments[3]), block);
        System.out.println("0");
        System.out.flush();
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        while (orders.readLine() != null) {
            long before = machine.getProcessCpuTime();
            spend(database, arguments[1], threads, spends, block);
            System.out.printf(Locale.ROOT, "%.2f%n", (machine.getProcessCpuTime() - before) / 1e3 / spends);
            System.out.flush();
        }
        // Pools and writers go with the process.
        System.exit(0);
    }

    private static void spend(Database database, String line, int threads, int spends, int block)
            throws InterruptedException {
        AtomicLong left = new AtomicLong(spends);
        CountDownLatch done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                        while (left.addAndGet(-block) >= 0) {
                            int spent = Database.await(database.submit(connection ->
                                    Budgets.spend(connection, line, LIMIT, block, System.currentTimeMillis())));
                            if (spent != block) {
                                throw new IllegalStateException("Nothing is left");
                            }
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();
    }
}
