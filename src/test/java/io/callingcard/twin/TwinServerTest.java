package io.callingcard.twin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A server with other credentials, and the twins as a process. */
class TwinServerTest {

    @Test
    void acceptsOnlyTheCredentialsOfItsSettings() {
        TwinSettings settings = TwinSettings.local()
                .withAccount("acme", "s3cret")
                .withLinqToken("t0ken")
                .withClock(Clock.systemUTC());
        assertThat(settings.toString()).doesNotContain("s3cret", "t0ken");
        try (TwinServer server = TwinServer.start(settings)) {
            assertThat(status(server.root("linq") + "/api/partner/v3/phone_numbers", "Bearer t0ken"))
                    .isEqualTo(200);
            assertThat(status(server.root("linq") + "/api/partner/v3/phone_numbers", "Bearer twin"))
                    .isEqualTo(401);
            assertThat(status(server.root("chert") + "/api/v1/phone-numbers", "Bearer s3cret"))
                    .isEqualTo(200);
            assertThat(server.root("chert")).startsWith("http://localhost:" + server.port());
        }
    }

    @Test
    void runsAsAProcessAndPrintsItsAddresses() throws Exception {
        Process alone = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TwinMain.class.getName(),
                        "0")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(alone.getInputStream(), StandardCharsets.UTF_8))) {
            String said = lines.lines()
                    .filter(line -> line.startsWith("Chert answers"))
                    .findFirst()
                    .orElseThrow();
            String linq = said.replaceAll(".*Linq at (\\S+),.*", "$1");
            String wa = said.replaceAll(".*gateway at (\\S+);.*", "$1");

            assertThat(status(linq + "/api/partner/v3/phone_numbers", "Bearer twin"))
                    .isEqualTo(200);
            assertThat(status(wa + "/app/status", "none")).isEqualTo(200);
        } finally {
            alone.destroy();
            alone.waitFor();
        }
    }

    private static int status(String address, String authorization) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address))
                                    .header("authorization", authorization)
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
