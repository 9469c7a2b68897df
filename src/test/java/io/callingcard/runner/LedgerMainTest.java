package io.callingcard.runner;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The operations of ledger and campaign from the command line. */
class LedgerMainTest {

    @TempDir
    Path folder;

    @Test
    void runsOperationsOfLedgerAndCampaign() throws Exception {
        String file = "file=" + folder.resolve("cli.db");
        String leads = "{\"name\": \"Ada\", \"phone\": \"+14155550100\", \"campaign\": \"event\", \"event\": \"Ball\","
                + " \"consent\": true}";
        assertThat(command(leads, "add-leads", file)).contains("accepted=1");
        assertThat(command("", "add-leads", file, "format=CSV", "campaign=event"))
                .contains("accepted=0");
        assertThat(command("", "plan", file, "campaign=event")).contains("\"leads\":1");
        assertThat(command("", "report", file)).isEqualTo("[]");
        assertThat(command("", "report", file, "by=LEAD")).contains("\"campaign\":\"event\"");
        assertThat(command("", "opt-out", file, "person=+14155550100")).isEmpty();
        assertThat(command("", "consent", file, "person=+1 415 555 0100")).isEqualTo("false");
        assertThat(command("", "forget", file, "person=+14155550100")).isEqualTo("1");
        assertThat(command("", "resolve", file, "key=k", "resolution=SENT")).isEqualTo("0");
        assertThat(command("", "resolve", file, "key=k", "resolution=MAYBE")).contains("SENT or NOT_SENT");
        Path mine = folder.resolve("mine.camel.yaml");
        Files.writeString(
                mine,
                """
                - beans:
                    - name: mine
                      type: io.callingcard.campaign.Campaign
                """);
        assertThat(command("", "plan", file, "campaign=mine", "campaigns=" + mine))
                .contains("\"leads\":0");
        assertThat(command("")).contains("report by=day");
        assertThat(command("", "report", "by")).contains("name=value");
    }

    @Test
    void looksAfterTheLedgersFile() throws Exception {
        Path ledger = folder.resolve("file.db");
        String file = "file=" + ledger;
        String backup = folder.resolve("backup.db").toString();
        assertThat(command("", "check", file)).contains("does not exist");
        assertThat(command("", "opt-out", file, "person=+14155550100")).isEmpty();
        assertThat(command("", "check", file)).contains("No problems found");
        assertThat(command("", "backup")).contains("Name the backup");
        assertThat(command("", "backup", backup, file)).contains("No problems found in " + backup);
        assertThat(command("", "backup", backup, file)).contains("exists already");
        Files.writeString(ledger, "damaged");
        assertThat(command("", "check", file)).contains("is damaged", "ledger restore FILE");
        assertThat(command("", "restore", backup, file)).contains("Restored " + ledger);
        assertThat(command("", "consent", file, "person=+1 415 555 0100")).isEqualTo("false");
    }

    /** Otherwise it would not find the people whom the runner knows. */
    @Test
    void usesTheKeysOfTheRunner() throws Exception {
        String file = "file=" + folder.resolve("keys.db");
        System.setProperty("callingcard.hash-key", "a hash key of the runner");
        System.setProperty("callingcard.ledger.number-key", "a number key of the runner");
        try {
            assertThat(command("", "opt-out", file, "person=+14155550100")).isEmpty();
        } finally {
            System.clearProperty("callingcard.hash-key");
            System.clearProperty("callingcard.ledger.number-key");
        }
        assertThat(folder.resolve("keys.db-key")).doesNotExist();
        assertThat(command("", "consent", file, "person=+14155550100")).contains("hashKey");
    }

    private static String command(String in, String... arguments) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        LedgerMain.run(arguments, new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), printed, printed);
        return out.toString(StandardCharsets.UTF_8).strip();
    }
}
