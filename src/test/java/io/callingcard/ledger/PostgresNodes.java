// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

import io.callingcard.card.PhoneNumbers;
import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.FirstVersion;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.machine.Machine;

import static org.assertj.core.api.Assertions.assertThat;

/** Nodes that share a PostgreSQL, and a provider that counts what it receives. */
final class PostgresNodes {

    private static final StepClaim.Sending TEXT =
            new StepClaim.Sending("wa", "send-text", Duration.ZERO, null, List.of("trace"));

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Map<String, AtomicInteger> received = new ConcurrentHashMap<>();
    private String database;

    /** Begins with an empty database. */
    void fresh() throws SQLException {
        received.clear();
        database = SharedPostgres.create();
    }

    DataSource source() {
        return SharedPostgres.source(database);
    }

    private DataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source());
        config.setMaximumPoolSize(6);
        HikariDataSource pool = new HikariDataSource(config);
        open.push(pool);
        return pool;
    }

    /** Returns a node of this release. It opens the ledger when it is used. */
    ChatLedger node() {
        ChatLedger ledger = new ChatLedger();
        ledger.setDataSource(pool());
        ledger.setHashKey(Ledgers.HASH_KEY);
        open.push(ledger);
        return ledger;
    }

    /** Starts a node that leaves the tables as an earlier release made them. */
    ChatLedger earlierNode(int version) {
        ChatLedger ledger = new EarlierNode(FirstVersion.open(pool(), version));
        open.push(ledger);
        return ledger;
    }

    /** Uses the statements of this release on the tables of an earlier one. */
    private static final class EarlierNode extends ChatLedger {

        private final LedgerStore store;

        EarlierNode(Database database) {
            store = new LedgerStore(
                    Machine.REAL,
                    database,
                    Clock.systemUTC(),
                    Duration.ofMinutes(2),
                    PhoneNumbers.Rules.of(null, null),
                    null,
                    null,
                    null);
        }

        @Override
        public synchronized LedgerStore store() {
            return store;
        }

        @Override
        public synchronized void close() {
            store.close();
        }
    }

    /** Sends a step to a person if this node wins its claim. */
    void send(ChatLedger node, String person, String step) {
        OncePerChat once = new OncePerChat();
        once.setLedger(node);
        once.setOrderedSteps(false);
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setHeader(CardConstants.RECIPIENT, person);
        exchange.getMessage().setHeader(CardConstants.PROVIDER, "wa");
        if (!once.add(exchange, step)) {
            return;
        }
        StepClaim claim = StepClaim.of(exchange);
        assertThat(claim.begin(TEXT).join()).isEqualTo(StepClaim.Permission.GRANTED);
        received.computeIfAbsent(person + " " + step, message -> new AtomicInteger())
                .incrementAndGet();
        claim.ended(TEXT, new StepClaim.Result(Outcome.SENT, Map.of(CardConstants.RECIPIENT, person), null));
        assertThat(once.confirm(exchange, step)).isTrue();
    }

    /** Returns how often the provider received each message. */
    Map<String, AtomicInteger> received() {
        return received;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = source().getConnection()) {
            return Sql.number(connection, sql);
        }
    }

    void closeNodes() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
