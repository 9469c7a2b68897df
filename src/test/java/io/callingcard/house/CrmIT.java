// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.sql.DataSource;

import com.sun.net.httpserver.HttpServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

import io.callingcard.house.RunnerProcess.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** All ways in which a CRM starts a campaign, in the runner as it is shipped, with its class path. */
class CrmIT {

    private static final String TABLE =
            "CREATE TABLE leads (id INTEGER, name VARCHAR(50), phone VARCHAR(50), consent VARCHAR(5))";
    private static final String ROWS = "INSERT INTO leads VALUES (1, 'Ada', '%s', 'yes'), (2, 'Bob', '12', 'yes')";

    private static final String ROUTES =
            """
            - beans:
                - name: lite
                  type: org.sqlite.SQLiteDataSource
                  properties:
                    url: "{lite}"
                - name: postgres
                  type: org.postgresql.ds.PGSimpleDataSource
                  properties:
                    url: "{postgres}"
                    user: postgres
                - name: maria
                  type: org.mariadb.jdbc.MariaDbDataSource
                  properties:
                    url: "jdbc:mariadb://localhost:{closed}/crm?user=crm"
                - name: pool
                  type: com.zaxxer.hikari.HikariDataSource
                  properties:
                    jdbcUrl: "{postgres}"
                    username: postgres
                - name: crm
                  type: io.callingcard.campaign.Campaign
                  properties:
                    text: "Hi {name}"
                    card: none
                    consentRequired: false
            - route:
                id: table-lite
                from:
                  uri: campaign:rows
                  parameters: {dataSource: lite, cursor: id, delay: 500, query: "SELECT * FROM leads WHERE id > ? ORDER BY id"}
                  steps: [{to: "campaign:add-leads?campaign=crm"}]
            - route:
                id: table-postgres
                from:
                  uri: campaign:rows
                  parameters: {dataSource: postgres, cursor: id, delay: 500, query: "RAW(SELECT id + 20 AS id, name, phone FROM leads WHERE id + 20 > ? ORDER BY id)"}
                  steps: [{to: "campaign:add-leads?campaign=crm"}]
            - route:
                id: table-pool
                from:
                  uri: campaign:rows
                  parameters: {dataSource: pool, cursor: id, delay: 500, query: "SELECT 99 AS id, name, '415 555 0103' AS phone FROM leads WHERE 99 > ? LIMIT 1"}
                  steps: [{to: "campaign:add-leads?campaign=crm"}]
            - route:
                id: table-maria
                from:
                  uri: campaign:rows
                  parameters: {dataSource: maria, cursor: id, delay: 500, query: "SELECT * FROM leads WHERE id > ? ORDER BY id"}
                  steps: [{to: "campaign:add-leads?campaign=crm"}]
            - route:
                id: from-hubspot
                from:
                  uri: kamelet:hubspot-contacts-source
                  parameters: {webhookSecret: a-key, fields: "name=/properties/firstname/value, phone=/properties/phone/value"}
                  steps: [{to: "campaign:add-leads?campaign=crm"}]
            - route:
                id: from-salesforce
                from:
                  uri: kamelet:salesforce-leads-source
                  parameters: {instanceUrl: "{salesforce}", clientId: id, clientSecret: a-secret, file: "{folder}/salesforce.db"}
                  steps: [{to: "campaign:add-leads?campaign=crm"}]
            - route:
                id: from-csv
                from:
                  uri: kamelet:leads-csv-source
                  parameters: {directory: "{folder}/in"}
                  steps: [{to: "campaign:add-leads?campaign=crm"}]
            """;

    /** One for each source: three tables, HubSpot, Salesforce and two of a file. */
    private static final List<String> RECEIVERS = List.of(
            "+14155550101",
            "+14155550102",
            "+14155550103",
            "+14155550104",
            "+14155550105",
            "+14155550106",
            "+15551234567");

    @TempDir
    Path folder;

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60));
    }

    private static void fill(DataSource crm, String phone) throws SQLException {
        try (Connection connection = crm.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
            statement.execute(ROWS.formatted(phone));
        }
    }

    /** Answers as Salesforce does: a token, and one page of leads. */
    private static HttpServer salesforce(Queue<String> asked) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            asked.add(call.getRequestURI().toString());
            String said = call.getRequestURI().getPath().endsWith("/token")
                    ? "{\"access_token\": \"token\"}"
                    : "{\"done\": true, \"records\": [{\"Id\": \"00Q1\", \"FirstName\": \"Ada\","
                            + " \"Phone\": \"(415) 555-0105\", \"SmsConsent__c\": true}]}";
            byte[] answer = said.getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().add("Content-Type", "application/json");
            call.sendResponseHeaders(200, answer.length);
            call.getResponseBody().write(answer);
            call.close();
        });
        server.start();
        return server;
    }

    @Test
    void everyTriggerStartsInTheShippedRunner() throws Exception {
        SQLiteDataSource lite = new SQLiteDataSource();
        lite.setUrl("jdbc:sqlite:" + folder.resolve("crm.db"));
        fill(lite, "415 555 0101");
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        HttpServer salesforce = salesforce(asked);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            fill(postgres.getPostgresDatabase(), "415 555 0102");
            Path routes = Files.writeString(
                    folder.resolve("crm.camel.yaml"),
                    ROUTES.replace("{lite}", lite.getUrl())
                            .replace("{postgres}", postgres.getJdbcUrl("postgres", "postgres"))
                            .replace("{closed}", Integer.toString(RunnerProcess.freePort()))
                            .replace("{folder}", folder.toString())
                            .replace(
                                    "{salesforce}",
                                    "http://localhost:"
                                            + salesforce.getAddress().getPort()));
            Files.createDirectory(folder.resolve("in"));
            Path csv = Files.writeString(
                    folder.resolve("in/leads.csv"), "name,phone\nAda,415 555 0106\nSue,555 123 4567\nEve,12\n");
            Path copy = Files.copy(csv, folder.resolve("copy.csv"));
            String[] options = {
                "-Dcallingcard.routes=classpath:routes/*.camel.yaml,file:" + routes,
                "-Dcallingcard.default-region=US",
                "-Dcallingcard.unassigned-numbers=warn"
            };
            Path ledger;
            try (RunnerProcess runner = new RunnerProcess(folder, Map.of(), options)) {
                ledger = runner.ledger;
                String contact = "{\"vid\": 51, \"properties\": {\"firstname\": {\"value\": \"Ada\"},"
                        + " \"phone\": {\"value\": \"(415) 555-0104\"}}}";
                assertThat(runner.post("/webhooks/hubspot", contact, "X-Api-Key", "a-key")
                                .statusCode())
                        .isBetween(200, 204);
                for (String phone : RECEIVERS) {
                    soon().untilAsserted(() ->
                            assertThat(runner.get("/twin/journal").body()).contains(phone));
                }
                // There is no MariaDB here, but its driver tried, and the runner was ready nevertheless.
                soon().untilAsserted(() -> assertThat(Files.readString(runner.log))
                        .contains("table-maria: the table cannot be read: Connection refused"));
                soon().untilAsserted(() -> assertThat(refused(ledgerOf(runner)))
                        .contains("table-lite id 2 phone", "table-postgres id 22 phone", "from-csv"));
                assertThat(asked).anyMatch(each -> each.contains("SmsConsent__c"));
            }
            List<String> same = new ArrayList<>(List.of(options));
            same.add("-Dcallingcard.ledger.file=" + ledger);
            Answer check = RunnerProcess.command(folder, same, "leads", "check", copy.toString(), "--campaign", "crm");
            assertThat(check.words())
                    .contains("line 4: phone: is too short")
                    .contains("line 3: phone: is outside the number ranges")
                    .contains("copy.csv: 3 records: 0 leads would be added, 2 are known, 1 is refused.");
            assertThat(check.code()).isEqualTo(1);
        } finally {
            salesforce.stop(0);
        }
    }

    private static DataSource ledgerOf(RunnerProcess runner) {
        SQLiteDataSource ledger = new SQLiteDataSource();
        ledger.setUrl("jdbc:sqlite:" + runner.ledger);
        return ledger;
    }

    private static String refused(DataSource ledger) throws SQLException {
        StringBuilder refused = new StringBuilder();
        try (Connection connection = ledger.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT source, place, field FROM callingcard_refusal")) {
            while (row.next()) {
                refused.append(row.getString(1))
                        .append(' ')
                        .append(row.getString(2))
                        .append(' ');
                refused.append(row.getString(3)).append('\n');
            }
        }
        return refused.toString();
    }
}
