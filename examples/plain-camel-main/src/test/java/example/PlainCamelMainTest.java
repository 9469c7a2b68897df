package example;

import java.nio.file.Path;
import java.util.List;

import org.apache.camel.main.Main;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Starts the example twice: one welcome arrives. */
class PlainCamelMainTest {

    @Test
    void oneWelcome(@TempDir Path folder) throws Exception {
        try (TwinServer twin = TwinServer.start()) {
            for (int start = 0; start < 2; start++) {
                Main main = new Main();
                main.addOverrideProperty("camel.component.chert.base-url", twin.root("chert"));
                main.addOverrideProperty(
                        "camel.kamelet.welcome-sink.file",
                        folder.resolve("ledger.db").toString());
                main.start();
                assertEquals("4.18.0", main.getCamelContext().getVersion());
                Awaitility.await()
                        .until(() -> main.getCamelContext()
                                        .getInflightRepository()
                                        .size()
                                == 0
                                && twin.journal("+14155550100").size() == 2);
                main.stop();
            }
            assertEquals(
                    List.of("text", "card"),
                    twin.journal("+14155550100").stream()
                            .map(JournalEntry::kind)
                            .toList());
        }
    }
}
