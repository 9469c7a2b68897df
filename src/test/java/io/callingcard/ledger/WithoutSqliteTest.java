// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

import javax.sql.DataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The library without the driver of SQLite, which is an optional dependency. */
class WithoutSqliteTest {

    @TempDir
    Path folder;

    private URLClassLoader loader;
    private Class<?> type;

    @BeforeEach
    void start() throws Exception {
        URL[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("sqlite-jdbc"))
                .map(WithoutSqliteTest::url)
                .toArray(URL[]::new);
        loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
        type = loader.loadClass(ChatLedger.class.getName());
    }

    @AfterEach
    void stop() throws Exception {
        loader.close();
    }

    private static URL url(String entry) {
        try {
            return new File(entry).toURI().toURL();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFileNamesTheMissingDriver() throws Exception {
        Object ledger = type.getConstructor().newInstance();
        type.getMethod("setFile", String.class)
                .invoke(ledger, folder.resolve("ledger.db").toString());
        assertThatThrownBy(() -> type.getMethod("countDoubts").invoke(ledger))
                .cause()
                .satisfies(
                        e -> assertThat(e.getClass().getName()).isEqualTo("io.callingcard.ledger.db.LedgerException"))
                .hasMessageContaining("org.xerial:sqlite-jdbc")
                .hasMessageContaining("dataSource")
                .hasMessageNotContaining("NoClassDefFoundError");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @Tag("full")
    void postgresqlNeedsNoSqlite() throws Exception {
        Ledgers ledgers = new Ledgers();
        try {
            ledgers.fresh(Ledgers.Kind.POSTGRESQL);
            Object ledger = type.getConstructor().newInstance();
            type.getMethod("setDataSource", DataSource.class).invoke(ledger, ledgers.postgresSource());
            type.getMethod("setHashKey", String.class).invoke(ledger, Ledgers.HASH_KEY);
            assertThat(type.getMethod("countDoubts").invoke(ledger)).isEqualTo(0L);
            type.getMethod("close").invoke(ledger);
        } finally {
            ledgers.close();
        }
    }
}
