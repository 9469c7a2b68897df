// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;

/**
 * A process with the flows, to be killed, or to race with others. {@code FlowNode PORT DATABASE TWIN_PORT CLOCK
 * POLICY}: the database is a file or a JDBC address, CLOCK is the error of its clock, and POLICY is what becomes of steps
 * in doubt.
 */
final class FlowNode {

    private FlowNode() {}

    public static void main(String[] arguments) throws Exception {
        ChatLedger ledger = ledger(arguments[1]);
        ledger.setClock(Clock.offset(Clock.systemUTC(), Duration.parse(arguments[3])));
        ledger.setLease("2s");
        Flows flows = new Flows(Integer.parseInt(arguments[2]), ledger, settings(arguments[4]));
        flows.listen(Integer.parseInt(arguments[0]));
        Thread.currentThread().join();
    }

    /** Steps in doubt are settled each second, by a policy. */
    static Map<String, String> settings(String policy) {
        return Map.of(
                "callingcard.timers", "true",
                "callingcard.settle.cron", "* * * * * ?",
                "callingcard.settle.delay", "1s",
                "callingcard.settle.wait", "1s",
                "callingcard.settle.policy", policy,
                "callingcard.ledger.lease", "2s");
    }

    static ChatLedger ledger(String database) {
        ChatLedger ledger = new ChatLedger();
        if (database.startsWith("jdbc:")) {
            HikariConfig pool = new HikariConfig();
            pool.setJdbcUrl(database);
            ledger.setDataSource(new HikariDataSource(pool));
            ledger.setHashKey(Ledgers.HASH_KEY);
        } else {
            ledger.setFile(database);
        }
        return ledger;
    }
}
