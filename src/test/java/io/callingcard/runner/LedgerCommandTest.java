// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import io.callingcard.ledger.ChatLedger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The operations of ledger and campaign from the command line. */
class LedgerCommandTest {

    @TempDir
    Path folder;

    private Path ledger;
    private int code;

    @BeforeEach
    void leads() throws Exception {
        ledger = folder.resolve("cli.db");
        Path leads = Files.writeString(
                folder.resolve("leads.json"),
                """
                [{"name": "Ada", "phone": "+14155550100", "campaign": "event", "event": "Ball", "consent": true},
                 {"name": "Bo", "phone": "+14155550101", "campaign": "event", "event": "Ball", "consent": true}]
                """);
        assertThat(run("add-leads", leads.toString())).contains("2 leads were added");
        assertThat(code).isZero();
    }

    @AfterEach
    void settings() {
        System.clearProperty("callingcard.hash-key");
        System.clearProperty("CALLINGCARD_HASH_KEY_FILE");
        System.clearProperty("callingcard.ledger.number-key");
        System.clearProperty("callingcard.routes");
        System.clearProperty("camel.main.routes-include-pattern");
        System.clearProperty("callingcard.ledger.file");
        System.clearProperty("app.home");
        System.clearProperty("smallrye.config.locations");
    }

    /** Returns everything that an operation on the ledger prints. */
    private String run(String... words) {
        return line(Stream.concat(
                        Stream.of("ledger"), Stream.concat(Stream.of(words), Stream.of("--file", ledger.toString())))
                .toArray(String[]::new));
    }

    private String line(String... words) {
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed, true);
        CommandLine line = Commands.line(words).setOut(out).setErr(out);
        code = line.execute(words);
        return printed.toString().strip();
    }

    @Test
    void showsWhichNodeDrivesWhichLine() throws Exception {
        ChatLedger other = new ChatLedger();
        other.setFile(ledger.toString());
        other.setNodeName("north");
        other.setLineLease("10s");
        try {
            await().until(() ->
                    !other.store().driven("leads", Set.of("wa:+12025550143")).isEmpty());
            String table = line("lines", "--file", ledger.toString());
            String heading = table.lines().findFirst().orElseThrow().replaceAll(" +", " ");
            assertThat(Files.readString(Path.of("docs/many-nodes.md")).replaceAll(" +", " "))
                    .contains(heading);
            assertThat(table)
                    .contains("LINE             NODE ")
                    .contains("wa:+12025550143  north/")
                    .endsWith("2 leads wait for any line of their campaigns.");
            assertThat(line("lines", "--format", "json", "--file", ledger.toString()))
                    .startsWith("[{\"line\":\"wa:+12025550143\",\"node\":\"north/");
        } finally {
            other.close();
        }
        assertThat(line("lines", "--file", ledger.toString())).doesNotContain("north");
        assertThat(code).isZero();
    }

    @Test
    void reportsAsTableJsonAndCsv() {
        assertThat(run("report")).isEqualTo("There are none.");
        assertThat(run("report", "--by", "lead"))
                .startsWith("PERSON        CAMPAIGN  STATE    ATTEMPTS")
                .contains("+14155550100  event     waiting  0")
                .hasLineCount(3);
        assertThat(run("report", "--by", "LEAD", "--format", "json"))
                .startsWith("[{\"key\"")
                .contains("\"state\":\"WAITING\"");
        assertThat(run("report", "--by", "lead", "--format", "csv", "--limit", "1"))
                .startsWith("key,campaign,person")
                .hasLineCount(2);
        assertThat(run("report", "--by", "lead", "--limit", "1"))
                .endsWith("These are the first 1. Add --limit 0 for all.");
        assertThat(run("report", "--by", "lead", "--person", "+1 415 555 0101"))
                .contains("+14155550101")
                .doesNotContain("+14155550100");
        assertThat(run("report", "--by", "day", "--zone", "Europe/Berlin", "--format", "csv"))
                .isEqualTo("day,flow,step,open,sent,in_doubt,not_sent");
        assertThat(run("in-doubt")).isEqualTo("There are none.");
        assertThat(code).isZero();
    }

    @Test
    void plansACampaignOfTheRunnersRoutes() throws Exception {
        assertThat(run("plan", "--campaign", "event")).contains("2 leads wait in event.", "DAY", "LEFT");
        assertThat(run("plan", "--campaign", "event", "--format", "json")).contains("\"leads\":2");
        assertThat(run("plan", "--campaign", "event", "--format", "csv", "--leads", "7"))
                .contains("day,leads,left", ",7,0");
        Path mine = Files.writeString(
                folder.resolve("mine.camel.yaml"),
                """
                - beans:
                    - name: mine
                      type: io.callingcard.campaign.Campaign
                - route:
                    from:
                      uri: direct:x
                      steps:
                        - to: unknown:x
                """);
        assertThat(run("plan", "--campaign", "mine", "--campaigns", mine.toString()))
                .isEqualTo("0 leads wait in mine. No day is planned.");
        // The runner would use this file too.
        System.setProperty("callingcard.routes", "classpath:routes/beans.camel.yaml, file:" + mine);
        assertThat(run("plan", "--campaign", "mine")).contains("in mine");
        assertThat(run("plan", "--campaign", "event")).contains("campaign: does not exist", "[mine]");
        assertThat(code).isEqualTo(1);
        // Camel's own setting has the last word in the runner, too.
        System.setProperty("camel.main.routes-include-pattern", "classpath:routes/*.camel.yaml");
        assertThat(run("plan", "--campaign", "event")).contains("in event");
    }

    @Test
    void saysWhatItDidInASentence() {
        assertThat(run("opt-out", "--person", "+14155550100"))
                .isEqualTo("Campaigns do not write to +141•••0100 any more.".replace("+141", "+1415"));
        assertThat(run("consent", "--person", "+1 415 555 0100")).contains("opted out");
        assertThat(run("opt-in", "--person", "+14155550100")).contains("may write to +1415•••0100 again");
        assertThat(run("consent", "--person", "+14155550100")).contains("has not opted out");
        assertThat(run("forget", "--person", "+14155550100")).isEqualTo("Deleted 3 rows of +1415•••0100.");
        assertThat(run("forget", "--person", "+14155550100")).isEqualTo("The ledger knows nothing of +1415•••0100.");
        assertThat(run("purge", "--older-than", "90d")).isEqualTo("Deleted 0 rows older than 90d.");
        assertThat(run("replay")).isEqualTo("0 leads wait again.");
        assertThat(run("replay", "--campaign", "event")).isEqualTo("0 leads wait again.");
        assertThat(code).isZero();
        assertThat(run("resolve", "--key", "k", "--as", "sent")).contains("no step in doubt has this key");
        assertThat(code).isEqualTo(1);
    }

    /** An opt-out of a number that cannot be read would stop no message. */
    @ParameterizedTest
    @CsvSource({"opt-out", "opt-in", "consent", "forget", "report", "in-doubt"})
    void refusesANumberThatCannotBeRead(String operation) {
        assertThat(run(operation, "--person", "415 555 0100"))
                .startsWith("--person: has no country code. Start it with + and its country code");
        assertThat(code).isEqualTo(2);
        assertThat(run(operation, "--person", "Ada")).startsWith("--person: is not a phone number.");
        assertThat(code).isEqualTo(2);
        assertThat(run("report", "--by", "lead")).doesNotContain("opted out");
        assertThat(run(operation, "--person", "ada@example.com")).doesNotContain("--person");
    }

    @Test
    void recordsThatACommandResolvedADoubt() throws Exception {
        run("report");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO callingcard_chat (chat, provider, person, first_at)"
                    + " VALUES ('wa:c', 'wa', '+14155550100', 0)");
            statement.execute(
                    "INSERT INTO callingcard_claim (claim_key, flow, step, chat, slot, state, token, attempts,"
                            + " claimed_at, lease_until) VALUES ('wa:c/event/text/ever', 'event', 'text', 'wa:c', 'ever', 3, '',"
                            + " 1, 1000, 0)");
            statement.execute("INSERT INTO callingcard_attempt (claim_key, number, provider, operation, begun_at,"
                    + " repeatable_until, ended_at, outcome, resent) VALUES ('wa:c/event/text/ever', 1, 'wa',"
                    + " 'send-text', 1000, 0, 2000, 2, 0)");
        }
        assertThat(run("resolve", "--key", "wa:c/event/text/ever", "--as", "sent"))
                .isEqualTo("The step is recorded as sent.");
        assertThat(line("why", "+14155550100", "--file", ledger.toString()))
                .contains("event/text: a person found out that it was sent (recorded by the command ledger resolve).");
    }

    @Test
    void pausesTheLineThatIsNamed() {
        assertThat(run("pause-line", "--line", "linq:+1 202 555 0143", "--for", "2h", "--reason", "maintenance"))
                .startsWith("The shares of linq:+1202•••0143 pause until "
                        + Instant.now().toString().substring(0, 4));
        assertThat(run("report", "--by", "line", "--format", "json"))
                .contains("\"line\":\"linq:+12025550143\"", "\"reason\":\"maintenance\"");
        assertThat(run("pause-line", "--line", "+12025550143")).contains("--line: is not a line. Write the provider");
        assertThat(code).isEqualTo(2);
        assertThat(run("pause-line")).contains("--line");
        assertThat(code).isEqualTo(2);
    }

    @Test
    void refusedLeadsAreListed() throws Exception {
        Path leads = Files.writeString(
                folder.resolve("leads.csv"), "name,phone,consent\nCy,12,true\nDi,+14155550102,true\n");
        assertThat(run("add-leads", leads.toString(), "--campaign", "support"))
                .contains("1 was refused", "phone:", "Cy");
        assertThat(code).isEqualTo(1);
        assertThat(run("add-leads", "none.csv")).contains("cannot be read");
        assertThat(run("add-leads", folder.toString())).contains("FILE: ", "cannot be read. Name a file that exists.");
        assertThat(code).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "report --bye=day       | Unknown option: '--bye=day'  | Options: --by, --campaign",
                "report --by week       | --by: 'week' is unknown  | chat, step, day, lead, line, share",
                "report --format xml    | --format                 | [TABLE, JSON, CSV]",
                "report --state x       | --state                  | SENT, IN_DOUBT",
                "report --campaign x    | --campaign: cannot be used with --by chat | Help: calling-card ledger report --help",
                "report --by lead --flow x | --flow: cannot be used with --by lead | Help:",
                "resolve --key k --as maybe | '--as'               | [SENT, NOT_SENT]",
                "purge --older-than 9w   | --older-than: is not a span of time | such as",
                "reprot                 | Unmatched argument       | Commands: add-leads, audit, backup",
            })
    void misuseIsExplained(String words, String problem, String cure) {
        assertThat(line(("ledger " + words).split(" "))).contains(problem, cure).doesNotContain("Exception", "warm-up");
        assertThat(code).isEqualTo(2);
    }

    @Test
    void aMissingOperationOrCommandIsMisuse() {
        assertThat(line("ledger")).contains("Name an operation", "Commands: ", "pause-line");
        assertThat(code).isEqualTo(2);
        assertThat(line()).contains("Name a command", "Commands: ", "ledger");
        assertThat(code).isEqualTo(2);
        assertThat(line("ledger", "--file", ledger.toString(), "consent", "--person", "+14155550100"))
                .as("the operation comes after an option")
                .contains("has not opted out");
        assertThat(line("--help")).contains("check", "send-contact", "ledger");
        assertThat(line("--version")).matches("Calling Card \\d+\\.\\d+.*");
        assertThat(line("ledger", "report", "--help")).contains("--format=FORMAT", "table,", "json, csv");
        assertThat(code).isZero();
    }

    /** A mistyped name must not make an empty ledger, in which everything looks well. */
    @Test
    void aLedgerThatDoesNotExistIsNotMade() {
        Path none = folder.resolve("none.db");
        assertThat(line("ledger", "report", "--file", none.toString())).contains("none.db: does not exist", "--file");
        assertThat(code).isEqualTo(2);
        assertThat(none).doesNotExist();
    }

    @Test
    void looksAfterTheLedgersFile() throws Exception {
        String backup = folder.resolve("backup.db").toString();
        run("opt-out", "--person", "+14155550100");
        assertThat(run("check")).contains("No problems found");
        assertThat(run("backup")).contains("Missing required parameter: 'FILE'");
        assertThat(code).isEqualTo(2);
        assertThat(run("backup", backup)).contains("No problems found in " + backup);
        assertThat(run("backup", backup)).contains("exists already");
        assertThat(code).isEqualTo(1);
        Files.writeString(ledger, "damaged");
        assertThat(run("check")).contains("is damaged", "ledger restore FILE");
        assertThat(run("restore", backup)).contains("Restored " + ledger);
        assertThat(run("consent", "--person", "+1 415 555 0100")).contains("opted out");
    }

    /** Otherwise it would not find the people whom the runner knows. */
    @Test
    void usesTheKeysOfTheRunner() throws Exception {
        ledger = folder.resolve("keys.db");
        Path key = Files.writeString(folder.resolve("key"), "a hash key of the runner\n");
        System.setProperty("CALLINGCARD_HASH_KEY_FILE", key.toString());
        System.setProperty("callingcard.ledger.number-key", "a number key of the runner");
        assertThat(run("opt-out", "--person", "+14155550100")).contains("do not write");
        System.clearProperty("CALLINGCARD_HASH_KEY_FILE");
        System.setProperty("callingcard.hash-key", "a hash key of the runner");
        assertThat(run("consent", "--person", "+14155550100")).contains("opted out");
        assertThat(folder.resolve("keys.db-key")).doesNotExist();
        System.clearProperty("callingcard.hash-key");
        System.clearProperty("callingcard.ledger.number-key");
        assertThat(run("consent", "--person", "+14155550100")).contains("hashKey");
        System.setProperty("CALLINGCARD_HASH_KEY_FILE", "none");
        assertThat(run("consent", "--person", "+14155550100")).contains("CALLINGCARD_HASH_KEY_FILE: cannot be read");
        assertThat(code).isEqualTo(2);
    }

    /** The runner's ledger can be a bean of the operator, such as one on PostgreSQL. */
    @Test
    void usesTheLedgerBeanOfTheRunner() throws Exception {
        Path other = folder.resolve("other.db");
        try (ChatLedger made = new ChatLedger()) {
            made.setFile(other.toString());
            assertThat(made.add("a key")).isTrue();
        }
        Path beans = Files.writeString(
                folder.resolve("beans.camel.yaml"),
                """
                - beans:
                    - name: mine
                      type: io.callingcard.ledger.ChatLedger
                      properties:
                        file: %s
                """
                        .formatted(other));
        System.setProperty("callingcard.routes", "file:" + beans);
        assertThat(line("ledger", "report", "--format", "json")).contains("\"a key\"");
        System.setProperty("callingcard.routes", "false");
        System.setProperty("callingcard.ledger.file", folder.resolve("none.db").toString());
        assertThat(line("ledger", "report")).contains("none.db: does not exist");
    }

    /** As the distribution names its file of settings. Other settings refer to it by an expression. */
    @Test
    void readsTheNamedFileOfSettings() throws Exception {
        Path settings = Files.writeString(
                folder.resolve("s.properties"),
                "config_ordinal=260\ncallingcard.ledger.file=${app.home}/named.db\n%prod.callingcard.routes=false\n");
        System.setProperty("app.home", folder.toString());
        System.setProperty("smallrye.config.locations", settings.toString());
        assertThat(line("ledger", "report")).contains(folder.resolve("named.db") + ": does not exist");
        assertThat(line("ledger", "check")).contains(folder.resolve("named.db") + ": does not exist");
    }
}
