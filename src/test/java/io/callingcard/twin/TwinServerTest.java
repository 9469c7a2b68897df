// SPDX-License-Identifier: Apache-2.0
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
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A server with other credentials, and the twins as a process. */
class TwinServerTest {

    @Test
    void acceptsOnlyTheCredentialsOfItsSettings() {
        TwinSettings settings = TwinSettings.local().withSecret("s3cret").withClock(Clock.systemUTC());
        assertThat(settings.toString()).doesNotContain("s3cret");
        try (TwinServer server = TwinServer.start(settings)) {
            assertThat(status(server.root("linq") + "/api/partner/v3/phone_numbers", "Bearer s3cret"))
                    .isEqualTo(200);
            assertThat(status(server.root("linq") + "/api/partner/v3/phone_numbers", "Bearer twin"))
                    .isEqualTo(401);
            assertThat(status(server.root("chert") + "/api/v1/phone-numbers", "Bearer s3cret"))
                    .isEqualTo(200);
            assertThat(status(server.root("chert") + "/api/v1/phone-numbers", "Bearer twin"))
                    .isEqualTo(401);
            assertThat(server.root("chert")).startsWith("http://localhost:" + server.port());
        }
    }

    /** The runner's server refuses bodies of more than 1 MB, at an order of -2. The gateway takes up to 100 MB. */
    @Test
    void takesUploadsThatTheServerItIsMountedOnWouldRefuse() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Router router = Router.router(vertx);
            router.route().order(-2).handler(context -> {
                if (Long.parseLong(context.request().getHeader("content-length")) > 1_000_000) {
                    context.response().setStatusCode(413).end();
                } else {
                    context.next();
                }
            });
            TwinServer.mount(router, vertx, Clock.systemUTC(), true);
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            String form = "--b\r\nContent-Disposition: form-data; name=\"phone\"\r\n\r\n14155550100\r\n--b\r\n"
                    + "Content-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n"
                    + "Content-Type: application/octet-stream\r\n\r\n" + "x".repeat(3_000_000) + "\r\n--b--\r\n";
            HttpRequest upload = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.actualPort() + "/twin/wa/send/file"))
                    .header("content-type", "multipart/form-data; boundary=b")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build();

            assertThat(HttpClient.newHttpClient()
                            .send(upload, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            vertx.close();
        }
    }

    @Test
    void runsAsAProcessAndPrintsItsAddresses() throws Exception {
        Process alone = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TwinMain.class.getName(),
                        "--port",
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
