// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;

/**
 * A node that takes steps of fresh chats from claim to outcome, for a provider that answers at once. {@code StepContender
 * DATABASE NODE THREADS PARTITIONS WARM STEPS}. It gets warm and prints a line. For each line that it reads it takes the steps,
 * and prints how many microseconds of processor time each took.
 */
public final class StepContender {

    private static final StepClaim.Sending TEXT =
            new StepClaim.Sending("wa", "send-text", Duration.ZERO, null, List.of("trace"));

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final OncePerChat once = new OncePerChat();
    private final AtomicLong numbers = new AtomicLong();
    private final String node;
    private final int threads;

    private StepContender(ChatLedger ledger, String node, int threads) {
        once.setLedger(ledger);
        this.node = node;
        this.threads = threads;
    }

    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[2]);
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(arguments[0]);
        ChatLedger ledger = new ChatLedger();
        ledger.setDataSource(new HikariDataSource(pool));
        ledger.setPartitions(Integer.parseInt(arguments[3]));
        StepContender contender = new StepContender(ledger, arguments[1], threads);
        contender.take(Integer.parseInt(arguments[4]));
        System.out.println("0");
        System.out.flush();
        int steps = Integer.parseInt(arguments[5]);
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        while (orders.readLine() != null) {
            long before = machine.getProcessCpuTime();
            contender.take(steps);
            System.out.printf(Locale.ROOT, "%.2f%n", (machine.getProcessCpuTime() - before) / 1e3 / steps);
            System.out.flush();
        }
        // Pools and writers go with the process.
        System.exit(0);
    }

    private void take(int steps) throws InterruptedException {
        AtomicLong left = new AtomicLong(steps);
        CountDownLatch done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                        while (left.decrementAndGet() >= 0) {
                            step(numbers.incrementAndGet());
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();
    }

    private void step(long number) {
        Exchange exchange = new DefaultExchange(camel);
        String person = "+1" + node + String.format("%09d", number);
        exchange.getMessage().setHeader(CardConstants.RECIPIENT, person);
        exchange.getMessage().setHeader(CardConstants.PROVIDER, "wa");
        if (!once.add(exchange, "flow/text")) {
            throw new IllegalStateException("The step was taken");
        }
        StepClaim claim = StepClaim.of(exchange);
        if (claim.begin(TEXT).join() != StepClaim.Permission.GRANTED) {
            throw new IllegalStateException("The lease expired");
        }
        claim.ended(TEXT, new StepClaim.Result(Outcome.SENT, Map.of(CardConstants.RECIPIENT, person), null));
        once.confirm(exchange, "flow/text");
    }
}
