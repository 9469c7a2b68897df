// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.campaign.Campaign;
import io.callingcard.campaign.CampaignComponent;
import io.callingcard.campaign.LeadImport;
import io.callingcard.ledger.Ledgers;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Imports of the console: what they read, how many run at a time, and what is kept of them. */
class ImportsTest {

    private static final String ROWS = "phone,name\\n+12125550100,Ada\\n+12125550101,Bob\\n";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Imports imports = new Imports();
    private final List<String> audited = new ArrayList<>();
    private Ledgers ledgers;

    @BeforeEach
    void start() throws Exception {
        ledgers = new Ledgers();
        camel.getRegistry().bind("chatLedger", ledgers.fresh(Ledgers.Kind.SQLITE));
        Campaign campaign = new Campaign();
        campaign.setText("Hi {name}");
        camel.getRegistry().bind("books", campaign);
        camel.start();
        imports.camel = camel;
        imports.audit = (user, action, target, details) -> audited.add(action + " " + target + " " + details);
    }

    @AfterEach
    void stop() throws Exception {
        imports.close();
        camel.stop();
        ledgers.close();
    }

    private static byte[] body(String more) {
        return ("{\"campaign\": \"books\", \"consent\": true, \"content\": \"" + ROWS + "\"" + more + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode json(Answer answer) {
        return Json.read(answer.body()).orElseThrow();
    }

    @Test
    void noMoreThanTwoFilesAreInMemory() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        imports.audit = (user, action, target, details) -> {
            begun.incrementAndGet();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        List<CompletableFuture<Answer>> two = List.of(
                CompletableFuture.supplyAsync(() -> imports.begin(PageUser.OPERATOR, body(""))),
                CompletableFuture.supplyAsync(() -> imports.begin(PageUser.OPERATOR, body(""))));
        await().until(() -> begun.get() == 2);
        for (Answer busy : List.of(imports.begin(PageUser.OPERATOR, body("")), imports.check(null, body("")))) {
            assertThat(busy.status()).isEqualTo(503);
            assertThat(busy.headers()).containsKey("Retry-After");
        }
        go.countDown();
        for (CompletableFuture<Answer> each : two) {
            assertThat(each.join().status()).isEqualTo(202);
        }
        // The places are free again, also after requests that are refused.
        await().until(() -> imports.check(null, body("")).status() == 200);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> imports.begin(PageUser.OPERATOR, "{}".getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(InvalidValueException.class);
        }
        assertThat(json(imports.check(null, body(""))).path("duplicates").asInt())
                .isEqualTo(2);
    }

    @Test
    void anImportIsAuditedWithoutPeople() {
        imports.begin(PageUser.OPERATOR, body(""));
        await().until(() -> audited.size() == 2);
        assertThat(audited.get(0)).startsWith("import-leads books").endsWith("all people agreed");
        assertThat(audited.get(1)).contains("2 rows, 2 added, 0 known, 0 refused, 0 opted out");
        assertThat(audited.toString()).doesNotContain("2125550", "Ada");
    }

    @Test
    void anImportThatIsStoppedSaysHowToGoOn() {
        ImportJob job = new ImportJob();
        job.stop();
        job.run(camel.getComponent("campaign", CampaignComponent.class)
                .importOf(
                        new LeadImport.Order("books", Map.of(), true, false, "test"),
                        ROWS.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8)));
        assertThat(job.shown().path("state").asText()).isEqualTo("FAILED");
        assertThat(job.shown().path("reason").asText()).contains("Import the file again");
        assertThat(job.shown().path("rows").asInt()).isEqualTo(2);
    }

    @Test
    void aRequestIsRead() {
        ImportRequest request = ImportRequest.of(
                "{\"columns\": {\"phone\": \"Mobil\", \"name\": null}, \"content\": \"a\\u00e4\\n\", \"campaign\": \"books\"}"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(request.campaign()).isEqualTo("books");
        assertThat(new String(request.content(), StandardCharsets.UTF_8)).isEqualTo("aä\n");
        assertThat(request.columns()).containsEntry("phone", "Mobil").containsEntry("name", null);
        assertThat(request.agreed()).isFalse();
        assertThat(request.toString()).doesNotContain("a\u00e4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            []                                                     | body: is not a JSON object.
            {"campaign": "books"                                   | body: is not JSON.
            {"campaign": "books"}                                  | content: is missing.
            {"content": "a"}                                       | campaign: is missing.
            {"campaign": "books", "content": 7}                    | content: is no text.
            {"campaign": "books", "content": "a", "columns": []}   | columns: is no object.
            {"campaign": "books", "columns": {"phone": 7}}         | columns: has a value that is no text.
            {"campaign": "books", "rows": 7}                       | body: has an unknown field.
            """)
    void aWrongRequestNamesTheField(String body, String reason) {
        assertThatThrownBy(() -> ImportRequest.of(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith(reason);
    }
}
