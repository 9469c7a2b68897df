// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the ledger's files hold, and who may read them. */
class AtRestTest {

    private static final StepClaim.Sending TEXT =
            new StepClaim.Sending("wa", "send-text", Duration.ZERO, null, List.of("a"));
    private static final String ADA = "+14155550100";

    @TempDir
    Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private Path file;
    private ChatLedger ledger;

    @BeforeEach
    void start() {
        file = folder.resolve("callingcard.db");
        camel.start();
        open(Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        ledger.close();
        camel.stop();
    }

    private void open(Clock clock) {
        ledger = new ChatLedger();
        ledger.setFile(file.toString());
        ledger.setClock(clock);
        camel.getRegistry().bind("chatLedger", ledger);
    }

    private void send(String person, String step) {
        OncePerChat once = new OncePerChat();
        once.setLedger(ledger);
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setHeader(CardConstants.PROVIDER, "wa");
        exchange.getMessage().setHeader(CardConstants.RECIPIENT, person);
        assertThat(once.add(exchange, step)).isTrue();
        assertThat(StepClaim.of(exchange).begin(TEXT).join()).isEqualTo(StepClaim.Permission.GRANTED);
        Map<String, Object> answer =
                Map.of(CardConstants.CHAT_ID, person.substring(1) + "@s.whatsapp.net", CardConstants.RECIPIENT, person);
        StepClaim.of(exchange).ended(TEXT, new StepClaim.Result(Outcome.SENT, answer, null));
    }

    private long forget(String person) {
        return count("ledger:forget?person=RAW(" + person + ")");
    }

    private long count(String uri) {
        Exchange done = camel.createProducerTemplate().request(uri, exchange -> {});
        assertThat(done.getException()).isNull();
        return done.getMessage().getHeader(LedgerConstants.COUNT, Long.class);
    }

    /** Returns the files that hold a text, with any of its bytes. */
    private List<String> holding(String text) throws IOException {
        List<String> holding = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                if (new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1).contains(text)) {
                    holding.add(each.getFileName().toString());
                }
            }
        }
        return holding;
    }

    private Map<String, String> permissions() throws IOException {
        Map<String, String> permissions = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                permissions.put(
                        each.getFileName().toString(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
            }
        }
        return permissions;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Finding M4: ledger, log and copies were readable by every user of the machine. */
    @Test
    void onlyTheOwnerMayReadTheFiles() throws Exception {
        send(ADA, "welcome/text");
        Path backup = folder.resolve("backup.db");
        Database.backup(file, backup);
        assertThat(permissions())
                .containsKeys(
                        "callingcard.db",
                        "callingcard.db-wal",
                        "callingcard.db-shm",
                        "callingcard.db-heartbeat",
                        "backup.db")
                .allSatisfy((name, permissions) -> assertThat(permissions).isEqualTo("rw-------"));

        ledger.close();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Database.restore(file, backup);
        assertThat(permissions()).hasSizeGreaterThan(3).allSatisfy((name, permissions) -> assertThat(permissions)
                .isEqualTo("rw-------"));
    }

    @Test
    void onlyTheOwnerMayReadWhatWasRescued() throws Exception {
        send(ADA, "welcome/text");
        Files.delete(file);
        assertThatThrownBy(() -> send(ADA, "welcome/card")).isInstanceOf(LedgerException.class);
        assertThat(permissions())
                .anySatisfy((name, permissions) -> assertThat(name).contains(".rescued-"))
                .allSatisfy((name, permissions) -> assertThat(permissions).isEqualTo("rw-------"));
    }

    @Test
    void closesFilesOfAnEarlierReleaseToOtherUsers() throws Exception {
        send(ADA, "welcome/text");
        for (String name : permissions().keySet()) {
            Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rw-rw-r--"));
        }
        try (Database second = Database.open(file)) {
            assertThat(second.problem()).isNull();
            assertThat(permissions())
                    .allSatisfy((name, permissions) -> assertThat(permissions).isEqualTo("rw-------"));
        }
    }

    /** Finding M2: 21 occurrences of a forgotten number before and after. */
    @Test
    void aForgottenNumberIsInNoFile() throws Exception {
        Random random = new Random(17);
        // Enough rows, in no order, for SQLite to split pages again and again: that leaves copies of rows.
        List<String> people = random.ints(300, 2_000_000, 9_999_999)
                .distinct()
                .mapToObj(number -> "+1415" + number)
                .toList();
        people.forEach(person -> send(person, "welcome/text"));
        people.forEach(person -> send(person, "welcome/card"));
        List<String> forgotten = people.subList(0, 30);
        for (String person : forgotten) {
            assertThat(holding(person.substring(1))).isNotEmpty();
            assertThat(forget(person)).isGreaterThan(2);
            assertThat(holding(person.substring(1))).isEmpty();
        }
        Database.backup(file, folder.resolve("backup.db"));
        for (String person : forgotten) {
            assertThat(holding(person.substring(1))).isEmpty();
        }
        assertThat(holding(people.get(30).substring(1))).contains("backup.db");
        assertThat(Ledgers.states(ledger)).hasSize(2 * (people.size() - forgotten.size()));
    }

    /** The hash of a refused record is that of the person, and needs the key. */
    @Test
    void theNumberOfARefusedRecordIsInNoFile() throws Exception {
        Exchange exchange = camel.createProducerTemplate().request("campaign:add-leads", refused -> refused.getMessage()
                .setBody(Map.of("phone", ADA, "campaign", "none", "consent", true)));
        assertThat(exchange.getMessage().getBody(Map.class).toString()).contains("campaign: does not exist");
        assertThat(holding(ADA.substring(1))).isEmpty();
        assertThat(holding("does not exist")).isNotEmpty();
        assertThat(forget(ADA)).isEqualTo(1);
        assertThat(holding("does not exist")).isEmpty();
    }

    @Test
    void aPurgedKeyIsInNoFile() throws Exception {
        ledger.close();
        open(Clock.fixed(Instant.now().minus(Duration.ofDays(400)), ZoneOffset.UTC));
        for (int i = 0; i < 200; i++) {
            assertThat(ledger.add("order of " + ADA + " " + i)).isTrue();
            assertThat(ledger.confirm("order of " + ADA + " " + i)).isTrue();
        }
        ledger.close();
        open(Clock.systemUTC());
        ledger.store();
        assertThat(holding(ADA)).isNotEmpty();
        assertThat(count("ledger:purge")).isEqualTo(200);
        assertThat(holding(ADA)).isEmpty();
    }

    /** An earlier release did not overwrite what it deleted. The next purge does. */
    @Test
    void whatAnEarlierReleaseDeletedIsInNoFileAfterAPurge() throws Exception {
        send(ADA, "welcome/text");
        ledger.close();
        execute("DELETE FROM callingcard_claim");
        execute("DELETE FROM callingcard_attempt");
        execute("DELETE FROM callingcard_alias");
        execute("DELETE FROM callingcard_chat");
        execute("ALTER TABLE callingcard_share DROP COLUMN text");
        execute("DROP TABLE callingcard_refusal");
        execute("ALTER TABLE callingcard_opt_out DROP COLUMN way");
        for (String column : List.of(
                "lead.name",
                "lead.origin",
                "lead.code",
                "share.added_at",
                "share.ended_at",
                "claim.settled_by",
                "attempt.settled_at",
                "attempt.settled_by")) {
            execute("ALTER TABLE callingcard_" + column.replace(".", " DROP COLUMN "));
        }
        execute("DROP TABLE callingcard_consent");
        execute("ALTER TABLE callingcard_claim DROP COLUMN settled_actor");
        execute("ALTER TABLE callingcard_attempt DROP COLUMN settled_actor");
        execute("DROP TABLE callingcard_line");
        execute("DROP TABLE callingcard_node");
        execute("DROP TABLE callingcard_audit");
        execute("DROP TABLE callingcard_cold_attempt");
        execute("DROP TABLE callingcard_cold_lead");
        execute("DROP TABLE callingcard_campaign");
        execute("DROP TABLE callingcard_campaign_pause");
        execute("ALTER TABLE callingcard_pause DROP COLUMN leads");
        execute("DELETE FROM callingcard_schema WHERE version > 5");
        execute("DELETE FROM callingcard_setting WHERE name = 'remains'");
        assertThat(holding(ADA)).containsExactly("callingcard.db");
        open(Clock.systemUTC());
        assertThat(count("ledger:purge")).isZero();
        assertThat(holding(ADA)).isEmpty();
    }

    /** A backup may read the file for long. Claims do not wait for it, and the next purge repeats what it prevented. */
    @Test
    void whatAReaderKeepsInTheLogIsGoneAfterTheNextPurge() throws Exception {
        send(ADA, "welcome/text");
        try (Connection reader = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = reader.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("SELECT COUNT(*) FROM callingcard_chat");
            assertThat(forget(ADA)).isGreaterThan(2);
            assertThat(holding(ADA)).isNotEmpty();
            statement.execute("COMMIT");
        }
        assertThat(count("ledger:purge")).isZero();
        assertThat(holding(ADA)).isEmpty();
    }
}
