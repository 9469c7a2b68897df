// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A long report holds up no message, and no message holds up a report. */
class ReadersTest {

    private static final String COUNT = "SELECT COUNT(*) FROM callingcard_cursor";
    private static final String ADD = "INSERT INTO callingcard_cursor (name, position) VALUES (?, '1')";

    @TempDir
    Path folder;

    @Test
    @Timeout(20)
    void readsWhileTheWriterIsBusy() throws Exception {
        try (Database database = Database.open(folder.resolve("a.db"))) {
            CountDownLatch writes = new CountDownLatch(1);
            CountDownLatch mayEnd = new CountDownLatch(1);
            CompletableFuture<Integer> writing = database.submit(connection -> {
                int rows = Sql.update(connection, ADD, "one");
                writes.countDown();
                await(mayEnd);
                return rows;
            });
            await(writes);
            assertThat(database.<Long>read(connection -> Sql.number(connection, COUNT)))
                    .isZero();
            mayEnd.countDown();
            assertThat(writing.join()).isEqualTo(1);
            assertThat(database.<Long>read(connection -> Sql.number(connection, COUNT)))
                    .isEqualTo(1);
        }
    }

    @Test
    void readsFromOneMomentAndChangesNothing() {
        Database database = Database.open(folder.resolve("b.db"));
        long seen = database.read(connection -> {
            long before = Sql.number(connection, COUNT);
            database.write(writer -> Sql.update(writer, ADD, "two"));
            return Sql.number(connection, COUNT) - before;
        });
        assertThat(seen).isZero();
        assertThatThrownBy(() -> database.read(connection -> Sql.update(connection, ADD, "three")))
                .isInstanceOf(LedgerException.class);
        assertThat(database.<Long>read(connection -> Sql.number(connection, COUNT)))
                .isEqualTo(1);
        database.close();
        assertThatThrownBy(() -> database.read(connection -> Sql.number(connection, COUNT)))
                .hasMessage("The ledger is closed");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
