// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;

import io.callingcard.card.PhoneNumbers;
import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.machine.Machine;
import io.callingcard.provider.wire.HmacKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OpenClaimsTest {

    /** Work of the heart that is planned for once. */
    private record Planned(Runnable work, Duration after) {}

    private final Deque<Planned> planned = new ArrayDeque<>();
    private final AtomicBoolean away = new AtomicBoolean();

    /** A machine whose heart beats only when the test says so. */
    private final Machine machine = new Machine() {
        @Override
        public ScheduledExecutorService thread(String name) {
            return "CallingCardLease".equals(name) ? new Heart() : super.thread(name);
        }
    };

    private final class Heart extends ScheduledThreadPoolExecutor {

        Heart() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long first, long delay, TimeUnit unit) {
            return null;
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
            planned.add(new Planned(work, Duration.ofMillis(unit.toMillis(delay))));
            return null;
        }
    }

    /**
     * The health page of an operator had a stack trace, and no reason.
     * With the usual lease a heart beats every 40 seconds. For so long all nodes stayed not ready after PostgreSQL was back, so
     * that a proxy sent them no requests, and outcomes were not recorded.
     */
    @Test
    void aHeartThatFailedBeatsAgainSoon() throws Exception {
        String database = SharedPostgres.create();
        LedgerStore store = new LedgerStore(
                machine,
                Database.open(sometimesAway(SharedPostgres.source(database))),
                Clock.systemUTC(),
                Duration.ofMinutes(2),
                new PhoneNumbers.Rules(null, false),
                null,
                HmacKey.ofText(Ledgers.HASH_KEY),
                null);
        try {
            store.openClaims.beat();
            assertThat(planned).isEmpty();

            away.set(true);
            store.openClaims.beat();
            store.openClaims.beat();
            assertThat(health(store).getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(health(store).getError()).isEmpty();
            assertThat(health(store).getDetails())
                    .containsEntry("problem", "The ledger's database failed: Connection refused");
            assertThat(planned).hasSize(1);
            Planned again = planned.remove();
            assertThat(again.after()).isLessThanOrEqualTo(Duration.ofSeconds(5));

            away.set(false);
            again.work().run();
            assertThat(health(store).getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(planned).isEmpty();

            // A node that sends nothing seemed ready until its next usual heartbeat.
            away.set(true);
            assertThatThrownBy(() -> store.database().write(connection -> null)).isInstanceOf(LedgerException.class);
            assertThat(planned).hasSize(1);
            planned.remove().work().run();
            assertThat(health(store).getState()).isEqualTo(HealthCheck.State.DOWN);
            away.set(false);
            planned.remove().work().run();
            assertThat(health(store).getState()).isEqualTo(HealthCheck.State.UP);

            away.set(true);
            OpenClaims.Records records = store.openClaims.new Records("a claim");
            records.add(connection -> null);
            records.last().join();
            assertThat(store.openClaims.unwritten()).isOne();
            assertThat(health(store).getDetails()).containsKey("problem");
            assertThat(planned).hasSize(1);

            away.set(false);
            planned.remove().work().run();
            records.last().join();
            assertThat(store.openClaims.unwritten()).isZero();
        } finally {
            store.close();
            SharedPostgres.drop(database);
        }
    }

    private static HealthCheck.Result health(LedgerStore store) {
        return new LedgerHealthCheck(() -> store).call(Map.of());
    }

    private DataSource sometimesAway(DataSource source) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (away.get()) {
                        throw new SQLTransientConnectionException("Connection refused", "08001");
                    }
                    try {
                        return method.invoke(source, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
