// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.house.RunnerProcess.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** The runner at the command line. */
class CommandsIT {

    @TempDir
    Path folder;

    private Path card;

    @BeforeEach
    void card() throws IOException {
        card = Files.writeString(
                folder.resolve("card.vcf"),
                "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mira Okafor\r\nTEL:+12025550143\r\nEND:VCARD\r\n");
    }

    private Answer run(List<String> options, String... words) throws Exception {
        return RunnerProcess.command(folder, options, words);
    }

    @Test
    void helpListsTheCommands() throws Exception {
        Answer help = run(List.of(), "--help");
        assertThat(help.code()).isZero();
        assertThat(help.words()).contains("start", "check", "send-contact", "ledger", "Exit codes");
        assertThat(run(List.of(), "chek").code()).isEqualTo(2);
        assertThat(run(List.of(), "ledger", "--help").words()).contains("ledger report --by day", "replay");
    }

    @Test
    void checkReportsAWrongRouteAndStartsNothing() throws Exception {
        Answer good = run(List.of(), "check");
        assertThat(good.words()).contains("No problems found", "routes");
        assertThat(good.code()).isZero();
        Path bad = Files.writeString(
                folder.resolve("bad.camel.yaml"),
                """
                - route:
                    from:
                      uri: direct:x
                      steps:
                        - to: chert:send-texx
                """);
        Answer wrong = run(List.of(), "check", "--routes", "file:" + bad);
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.words()).contains("operation: chert has no 'send-texx'; it has send-contact");
        Answer missing = run(List.of("-DCHERT_TENANT=acme"), "check");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.words()).contains("CHERT_SIGNING_SECRET: is missing");
        assertThat(folder.resolve("callingcard.db")).doesNotExist();
    }

    @Test
    void sendsACardAndReportsIt() throws Exception {
        try (RunnerProcess runner = new RunnerProcess(folder, Map.of())) {
            List<String> there =
                    List.of("-Dcallingcard.twins.url=" + runner.base, "-Dcallingcard.ledger.file=" + runner.ledger);
            Answer sent =
                    run(there, "send-contact", "--to", "+1 415 555 0100", "--card", card.toString(), "--via", "wa");
            assertThat(sent).isEqualTo(new Answer(0, "sent" + System.lineSeparator()));
            assertThat(runner.get("/twin/journal").body()).contains("Mira Okafor");

            Answer wrong = run(there, "send-contact", "--to", "12", "--card", card.toString(), "--via", "chert");
            assertThat(wrong.code()).isEqualTo(1);
            assertThat(wrong.words()).contains("to: ", "[NOT_SENT]");
            assertThat(run(there, "send-contact", "--to", "+14155550100", "--card", "none.vcf", "--via", "chert")
                            .code())
                    .isEqualTo(2);

            runner.post("/twin/control/faults", "{\"kind\":\"RESET_AFTER_DELIVERY\",\"path\":\"contact\"}");
            Answer doubt =
                    run(there, "send-contact", "--to", "+14155550101", "--card", card.toString(), "--via", "chert");
            assertThat(doubt.code()).isEqualTo(3);
            assertThat(doubt.words()).contains("[IN_DOUBT").doesNotContain("4155550101");

            runner.post(
                    "/leads",
                    "{\"name\": \"Ada\", \"phone\": \"+14155550177\", \"campaign\": \"welcome\", \"consent\": true}");
            Awaitility.await().until(() -> run(there, "ledger", "report", "--by", "step", "--format", "csv")
                    .words()
                    .contains("welcome,text,0,1,0,0"));
            Answer why = run(there, "why", "+14155550177", "--zone", "UTC");
            assertThat(why.code()).isZero();
            assertThat(why.words())
                    .contains(
                            "A lead of welcome came from POST /leads, record 1.",
                            "welcome/text: chert took the message")
                    .doesNotContain("4155550177");
            runner.post("/page/clock", "{\"offset_seconds\": 172800}");
            assertThat(run(there, "why", "+14155550177", "--format", "json").words())
                    .contains(
                            "\"now\":\"" + LocalDate.ofInstant(Instant.now().plus(Duration.ofDays(2)), ZoneOffset.UTC));
            assertThat(run(there, "ledger", "in-doubt", "--format", "json")
                            .words()
                            .strip())
                    .isEqualTo("[]");
            assertThat(run(there, "ledger", "replay", "--campaign", "welcome"))
                    .isEqualTo(new Answer(0, "0 leads wait again." + System.lineSeparator()));
        }
    }
}
