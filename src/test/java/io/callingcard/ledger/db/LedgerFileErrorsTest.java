// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.nio.file.Path;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import static org.assertj.core.api.Assertions.assertThat;

/** What the errors of SQLite mean for the file, and what to do. */
class LedgerFileErrorsTest {

    private final LedgerFile file = new LedgerFile(Path.of("callingcard.db"));

    @ParameterizedTest
    @CsvSource({
        "SQLITE_FULL, the disk is full",
        "SQLITE_IOERR, Check the disk",
        "SQLITE_READONLY, the permissions",
        "SQLITE_PERM, the permissions",
        "SQLITE_CANTOPEN, Check that its folder exists",
        "SQLITE_CORRUPT, ledger restore FILE",
        "SQLITE_NOTADB, ledger restore FILE",
        "SQLITE_CONSTRAINT, database failed"
    })
    void namesTheCure(SQLiteErrorCode code, String cure) {
        LedgerException explained = file.explained(new SQLiteException("detail", code));
        assertThat(explained).hasMessageContaining(cure);
        boolean isDamaged = cure.contains("restore");
        assertThat(file.problem() != null).isEqualTo(isDamaged);
    }

    @Test
    void keepsOtherFailures() {
        LedgerException ours = new LedgerException("ours");
        assertThat(file.explained(ours)).isSameAs(ours);
        assertThat(file.explained(new SQLException("other"))).hasMessageContaining("database failed");
    }
}
