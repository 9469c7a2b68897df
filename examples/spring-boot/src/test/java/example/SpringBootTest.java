package example;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Posts the same number twice: one welcome arrives. */
class SpringBootTest {

    @Test
    void oneWelcome(@TempDir Path folder) throws Exception {
        try (TwinServer twin = TwinServer.start();
                ConfigurableApplicationContext app = SpringApplication.run(
                        WelcomeApp.class,
                        "--server.port=0",
                        "--camel.component.wa.base-url=" + twin.root("wa"),
                        "--callingcard.ledger.file=" + folder.resolve("ledger.db"))) {
            String port = app.getEnvironment().getProperty("local.server.port");
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/welcome"))
                    .header("Content-Type", "text/plain")
                    .POST(HttpRequest.BodyPublishers.ofString("+1 415 555 0100"))
                    .build();
            for (int i = 0; i < 2; i++) {
                assertEquals(
                        200,
                        HttpClient.newHttpClient()
                                .send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode());
            }
            assertEquals(
                    List.of("text", "card"),
                    twin.journal("+14155550100").stream()
                            .map(JournalEntry::kind)
                            .toList());
        }
    }
}
