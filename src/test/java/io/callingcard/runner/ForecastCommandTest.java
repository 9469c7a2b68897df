// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code calling-card forecast} and {@code ledger audit}, on a ledger that a command filled. */
class ForecastCommandTest {

    private static final String ADA = "+14155550100";

    @TempDir
    Path folder;

    private Path ledger;
    private int code;

    @BeforeEach
    void leads() throws Exception {
        ledger = folder.resolve("forecast.db");
        Path leads = Files.writeString(
                folder.resolve("march.csv"), "name,phone,campaign,event,consent\nAda," + ADA + ",event,Ball,yes\n");
        assertThat(run("ledger", "add-leads", leads.toString())).contains("1 lead was added");
    }

    private String run(String... words) {
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed, true);
        String[] all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--file";
        all[words.length + 1] = ledger.toString();
        CommandLine line = Commands.line(all).setOut(out).setErr(out);
        code = line.execute(all);
        return printed.toString();
    }

    @Test
    void tellsWhatWillBeSent() {
        assertThat(run("forecast", "--zone", "Europe/Berlin"))
                .contains(
                        "event: 1 lead waits.",
                        "Messages by hour and line, if nothing fails:",
                        "+1415\u2022\u2022\u20220100")
                .doesNotContain(ADA);
        assertThat(code).isZero();
        assertThat(run("forecast", "--format", "json"))
                .startsWith("{\"from\":")
                .contains("\"name\":\"event\",\"waiting\":1");
        assertThat(run("forecast", "--show-numbers")).contains(ADA);
        assertThat(run("forecast", "--zone", "Atlantis"))
                .isEqualToIgnoringNewLines("zone: is not a time zone. Write one such as Europe/Berlin.");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void commandsAreWrittenDown() {
        assertThat(run("ledger", "audit")).isEqualToIgnoringNewLines("There are none.");
        run("ledger", "opt-out", "--person", ADA);
        run("ledger", "opt-in", "--person", ADA);
        run("ledger", "pause-line", "--line", "linq:+12025550143");
        run("ledger", "forget", "--person", ADA);
        assertThat(run("ledger", "audit"))
                .contains("forget", "opt-in", "opt-out", "command", "+1415\u2022\u2022\u20220100")
                .contains("pause-line", "linq:+1202\u2022\u2022\u20220143")
                .doesNotContain(ADA);
        assertThat(run("ledger", "audit", "--format", "csv")).startsWith("at,user,action,target,details\n");
        assertThat(run("ledger", "audit", "--format", "json", "--limit", "1")).contains("\"next\":");
    }
}
