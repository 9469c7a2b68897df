// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** An operator checks, copies and restores the ledger's file. */
class LedgerCopiesTest {

    private static final String ADD =
            "INSERT INTO callingcard_claim (claim_key, state, token, attempts, claimed_at, lease_until)"
                    + " VALUES (?, 2, '', 1, 0, 0)";

    @TempDir
    Path folder;

    private Path file;
    private Path backup;

    @BeforeEach
    void files() {
        file = folder.resolve("callingcard.db");
        backup = folder.resolve("it's a backup.db");
    }

    private void add(Database database, String key) {
        database.write(connection -> Sql.update(connection, ADD, key));
    }

    private List<String> keys() {
        return read("SELECT claim_key FROM callingcard_claim ORDER BY claim_key");
    }

    private String setting(String name) {
        List<String> found = read("SELECT value FROM callingcard_setting WHERE name = '" + name + "'");
        return found.isEmpty() ? null : found.get(0);
    }

    private List<String> read(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            return Sql.query(connection, sql, row -> row.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private void create(String... keys) {
        try (Database database = Database.open(file)) {
            for (String key : keys) {
                add(database, key);
            }
        }
    }

    @Test
    void copiesAFileThatIsInUseAndRestoresIt() throws Exception {
        long before = System.currentTimeMillis();
        try (Database database = Database.open(file)) {
            add(database, "a");
            assertThat(Database.check(file)).contains("No problems found", "1 steps");
            assertThat(Database.backup(file, backup)).contains(backup.toString(), "1 steps");
            add(database, "b");
            assertThatThrownBy(() -> Database.restore(file, backup))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("is in use. Stop the runner first.");
            add(database, "c");
        }
        assertThat(keys()).containsExactly("a", "b", "c");
        assertThat(setting("gap-from")).isNull();

        assertThat(Database.restore(file, backup)).contains("Restored", "does not know what was sent from");
        assertThat(keys()).containsExactly("a");
        assertThat(Long.parseLong(setting("gap-from"))).isBetween(before, System.currentTimeMillis());
        assertThat(Long.parseLong(setting("gap-until"))).isGreaterThanOrEqualTo(Long.parseLong(setting("gap-from")));
        assertThat(names()).hasSize(3).anyMatch(name -> name.startsWith("callingcard.db.before-restore-"));
        create("d");
        assertThat(keys()).containsExactly("a", "d");
    }

    @Test
    void restoresInPlaceOfADamagedOrMissingFile() throws Exception {
        create("a");
        Database.backup(file, backup);
        Files.writeString(file, "damaged ".repeat(10_000));
        assertThatThrownBy(() -> Database.check(file)).hasMessageContaining("is damaged");
        assertThatThrownBy(() -> Database.backup(file, folder.resolve("b.db"))).hasMessageContaining("is damaged");
        Database.restore(file, backup);
        assertThat(keys()).containsExactly("a");
        Files.delete(file);
        Database.restore(file, backup);
        assertThat(keys()).containsExactly("a");
    }

    @Test
    void namesWhatIsWrong() throws Exception {
        assertThatThrownBy(() -> Database.check(file)).hasMessageContaining("does not exist");
        create("a");
        Files.writeString(backup, "");
        assertThatThrownBy(() -> Database.backup(file, backup)).hasMessageContaining("exists already");
        assertThatThrownBy(() -> Database.restore(file, backup)).hasMessageContaining("is not a ledger");
        assertThatThrownBy(() -> Database.backup(file, folder.resolve("none/backup.db")))
                .hasMessageContaining("its folder does not exist");
        assertThatThrownBy(() -> Database.restore(file, folder.resolve("none.db")))
                .hasMessageContaining("does not exist");
        assertThat(keys()).containsExactly("a");
    }

    /** A backup that was copied over the file by hand has an older heartbeat than the one beside it. */
    @Test
    void noticesABackupThatWasCopiedByHand() throws Exception {
        create("a");
        Files.copy(file, backup);
        create("b");
        assertThat(setting("gap-from")).isNull();
        String last = setting("heartbeat");
        Files.delete(file);
        Files.copy(backup, file);
        String from = setting("heartbeat");
        create("c");
        assertThat(setting("gap-from")).isEqualTo(from);
        assertThat(setting("gap-until")).isGreaterThanOrEqualTo(last);
    }

    @Test
    void noticesThatItsFileWasDeletedWhileItWasStopped() throws Exception {
        create("a");
        Files.delete(file);
        create("b");
        assertThat(setting("gap-from")).isEqualTo("0");
    }

    @Test
    void aBadHeartbeatIsIgnored() throws Exception {
        create("a");
        Files.writeString(folder.resolve("callingcard.db-heartbeat"), "yesterday");
        create("b");
        assertThat(setting("gap-from")).isNull();
    }

    @Test
    void savesWhatADeletedFileHolds() throws Exception {
        try (Database database = Database.open(file)) {
            add(database, "a");
            Files.delete(file);
            assertThatThrownBy(() -> add(database, "b")).hasMessageContaining("What it held is saved in");
            assertThat(database.problem()).contains("was deleted", ".rescued-");
        }
        Path rescued = folder.resolve(names().stream()
                .filter(name -> name.contains(".rescued-"))
                .findFirst()
                .orElseThrow());
        Database.restore(file, rescued);
        assertThat(keys()).containsExactly("a");
    }

    @Test
    void checksALargeFileInTheBackground() throws Exception {
        create(Stream.iterate(0, i -> i + 1).limit(300).map(i -> "key" + i).toArray(String[]::new));
        byte[] bytes = Files.readAllBytes(file);
        byte[] noise = "damaged ".repeat(512).getBytes(StandardCharsets.US_ASCII);
        int page = indexOfRows(bytes);
        System.arraycopy(noise, 0, bytes, page, noise.length);
        Files.write(file, bytes);
        try (Database database = Database.open(file, 1)) {
            await().until(() -> !database.isBeingChecked());
            assertThat(database.problem()).contains("is damaged", "ledger restore");
            assertThatThrownBy(() -> add(database, "z")).hasMessageContaining("is damaged");
        }
    }

    /** The page that holds the newest claims: nothing else reads it when the file is opened. */
    private static int indexOfRows(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.lastIndexOf("key299") / 4096 * 4096;
    }
}
