// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code leads check} tells what would become of a file, and changes nothing. */
class LeadsCommandTest {

    private static final String ROUTES =
            """
            - beans:
                - name: chatLedger
                  type: io.callingcard.ledger.ChatLedger
                  properties:
                    file: "%s"
                - name: fair
                  type: io.callingcard.campaign.Campaign
                  properties:
                    text: "Hi {name}"
            """;

    @TempDir
    Path folder;

    private Path ledger;
    private Path routes;

    @BeforeEach
    void write() throws Exception {
        ledger = folder.resolve("mine.db");
        routes = folder.resolve("mine.camel.yaml");
        Files.writeString(routes, ROUTES.formatted(ledger));
    }

    private String check(int code, String... words) {
        StringWriter said = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("check", "--routes", "file:" + routes));
        arguments.addAll(List.of(words));
        int exit = new CommandLine(new LeadsCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(arguments.toArray(String[]::new));
        assertThat(exit).as(said.toString()).isEqualTo(code);
        return said.toString();
    }

    @Test
    void tellsWhatWouldBecomeOfAFile() throws Exception {
        Path csv = folder.resolve("leads.csv");
        Files.writeString(csv, "name,phone,consent\nAda,+14155550100,yes\nAda,+14155550100,yes\nBob,12,yes\n");
        assertThat(check(Commands.FAILED, csv.toString(), "--campaign", "fair").lines())
                .containsExactly(
                        "line 4: phone: is a short code, which cannot receive messages."
                                + " Write a full number with its country code.",
                        "leads.csv: 3 records: 1 lead would be added, 1 is known, 1 is refused.");
        assertThat(check(Commands.FAILED, csv.toString(), "--campaign=fair", "--format=csv"))
                .startsWith("rejected_because,name,phone,consent\n")
                .contains(",Bob,12,yes");
        Path json = folder.resolve("leads.json");
        Files.writeString(
                json, "[{\"name\": \"Ada\", \"phone\": \"+14155550100\", \"consent\": true, \"campaign\": \"fair\"}]");
        assertThat(check(Commands.DONE, json.toString(), "--format", "json"))
                .contains("\"dry_run\" : true", "\"accepted\" : 1");
        Files.writeString(json, "[{\"name\": \"Ada\", \"campaign\": \"fair\", \"consent\": true}]");
        assertThat(check(Commands.FAILED, json.toString())).startsWith("record 1: phone: is missing.");
        assertThat(ledger).doesNotExist();
    }

    @Test
    void looksIntoTheLedgerOfTheRunner() throws Exception {
        Path csv = folder.resolve("leads.csv");
        Files.writeString(csv, "name,phone,consent,campaign\nAda,+14155550100,yes,fair\n");
        System.setProperty("callingcard.routes", "file:" + routes);
        try {
            assertThat(Commands.run("ledger", "add-leads", csv.toString(), "--file", ledger.toString()))
                    .isZero();
        } finally {
            System.clearProperty("callingcard.routes");
        }
        assertThat(check(Commands.DONE, csv.toString())).contains("0 leads would be added, 1 is known");
    }

    @Test
    void refusesWrongUse() throws Exception {
        assertThat(check(Commands.MISUSED, folder.resolve("none.csv").toString()))
                .contains("FILE: cannot be read");
        assertThat(check(Commands.MISUSED, folder.toString())).contains("FILE: cannot be read");
        StringWriter said = new StringWriter();
        assertThat(new CommandLine(new LeadsCommand())
                        .setErr(new PrintWriter(said))
                        .execute())
                .isEqualTo(Commands.MISUSED);
        assertThat(said.toString()).contains("leads check FILE");
        Files.writeString(routes, "- beans:\n    - name: chatLedger\n      type: io.callingcard.ledger.ChatLedger\n");
        Path csv = folder.resolve("leads.csv");
        Files.writeString(csv, "name\nAda\n");
        assertThat(check(Commands.FAILED, csv.toString())).contains("campaign: is missing");
    }
}
