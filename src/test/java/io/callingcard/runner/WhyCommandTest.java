// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import io.callingcard.ledger.ChatLedger;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code calling-card why}, on a ledger that a command filled. */
class WhyCommandTest {

    private static final String ADA = "+14155550100";

    @TempDir
    Path folder;

    private Path ledger;
    private int code;

    @BeforeEach
    void leads() throws Exception {
        ledger = folder.resolve("why.db");
        Path leads = Files.writeString(
                folder.resolve("march.csv"), "name,phone,campaign,event,consent\nAda," + ADA + ",event,Ball,yes\n");
        assertThat(run("ledger", "add-leads", leads.toString(), "--file", ledger.toString()))
                .contains("1 lead was added");
    }

    private String run(String... words) {
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed, true);
        CommandLine line = Commands.line(words).setOut(out).setErr(out);
        code = line.execute(words);
        return printed.toString();
    }

    private String why(String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "why";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--file";
        all[words.length + 2] = ledger.toString();
        return run(all);
    }

    @Test
    void tellsTheStoryAsTextAndJson() {
        assertThat(why("+1 415 555 0100", "--zone", "Europe/Berlin"))
                .startsWith("+1415•••0100. Times are those of Europe/Berlin; the second column has the person's,"
                        + " America/Los_Angeles.")
                .contains(
                        "A lead of event came from ledger add-leads, file march.csv, line 2. The record says that the"
                                + " person agreed.",
                        "The lead of event is due.",
                        "Nothing holds it back.")
                .doesNotContain("4155550100");
        assertThat(code).isZero();
        assertThat(why(ADA, "--show-numbers")).startsWith(ADA + ". Times are those of ");
        assertThat(why(ADA, "--format", "json"))
                .startsWith("{\"person\":\"+1415•••0100\"")
                .contains("\"code\":\"lead.came\"");
    }

    @Test
    void tellsItInGerman() {
        assertThat(why(ADA, "--language", "de"))
                .contains("Ein Lead von event kam an, von ledger add-leads, Datei march.csv, Zeile 2.")
                .contains("Als Nächstes:");
        assertThat(why(ADA, "--language", "fr")).contains("--language", "[EN, DE]");
        assertThat(code).isEqualTo(2);
    }

    /** The page of a runner with twins moves its clock. A command reads the same time. */
    @Test
    void goesByTheClockOfTheRunnerOfTwins() {
        moveClock("lines");
        assertThat(now()).isBefore(Instant.now().plusSeconds(1));
        moveClock("twins");
        assertThat(now()).isAfter(Instant.now().plus(Duration.ofHours(47)));
    }

    private void moveClock(String audience) {
        ChatLedger runner = new ChatLedger();
        runner.setFile(ledger.toString());
        runner.setAudience(audience);
        runner.store().keepClockOffset(Duration.ofDays(2));
        runner.close();
    }

    private Instant now() {
        return Instant.parse(why(ADA, "--format", "json").replaceAll("(?s).*\"now\":\"([^\"]*).*", "$1"));
    }

    @Test
    void explainsStrangersAndMistakes() {
        assertThat(why("+14155550199")).isEqualToIgnoringNewLines("The ledger knows nothing of +1415•••0199.");
        assertThat(code).isZero();
        assertThat(why("4155550100")).startsWith("PERSON: has no country code. Start it with +");
        assertThat(code).isEqualTo(2);
        assertThat(why(ADA, "--zone", "Atlantis"))
                .isEqualToIgnoringNewLines("zone: is not a time zone. Write one such as Europe/Berlin.");
        assertThat(code).isEqualTo(1);
        assertThat(run("why", ADA, "--file", folder.resolve("none.db").toString()))
                .contains("none.db: does not exist.");
        assertThat(code).isEqualTo(2);
    }
}
