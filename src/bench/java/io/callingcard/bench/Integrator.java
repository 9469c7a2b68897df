// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.sql.DataSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The flow of an integrator who does not use our components, in a process of its own:
 * {@code Integrator PROVIDER_PORT DATABASE THREADS LEADS}. Reads leads from a table, sends the text and the card of each by
 * camel-http, each after a key of its own in the idempotent repository of camel-sql, and marks the row as done. Has no
 * consent, quiet hours, budgets, doubts or history: only the two calls, at most once each.
 */
final class Integrator extends RouteBuilder {

    private static final String CREATE_LEADS = "CREATE TABLE leads (id INTEGER PRIMARY KEY, name VARCHAR(200),"
            + " phone VARCHAR(20), provider VARCHAR(5), done INTEGER)";
    private static final String CREATE_REPOSITORY = "CREATE TABLE CAMEL_MESSAGEPROCESSED (processorName VARCHAR(255),"
            + " messageId VARCHAR(100), createdAt TIMESTAMP, PRIMARY KEY (processorName, messageId))";

    private static final int PAGE = 2_000;
    private static final String JSON = "application/json";
    private static final String CONTACT = "{\"full_name\":\"Harbor Books\",\"organization\":\"Harbor Books\","
            + "\"phones\":[{\"value\":\"+12025550143\",\"label\":\"work\"}]}";
    private static final String VCARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Harbor Books\r\nN:;Harbor Books;;;\r\n"
            + "ORG:Harbor Books\r\nTEL;TYPE=work:+12025550143\r\nEND:VCARD\r\n";

    private final ObjectMapper json = new ObjectMapper();
    private final String provider;
    private final JdbcMessageIdRepository once;
    private final ExecutorService threads;

    private Integrator(String provider, DataSource source, int threads) {
        this.provider = provider;
        this.once = new JdbcMessageIdRepository(source, "welcome");
        this.threads = Executors.newFixedThreadPool(threads);
    }

    public static void main(String[] arguments) throws Exception {
        String database = arguments[1];
        int threads = Integer.parseInt(arguments[2]);
        boolean isFile = !database.startsWith("jdbc:");
        DataSource writes = pool(database, isFile ? 1 : Math.min(threads, 32));
        fill(writes, Integer.parseInt(arguments[3]));
        DefaultCamelContext camel = new DefaultCamelContext();
        // The consumer keeps its connection while it works on a page.
        camel.getRegistry().bind("reads", pool(database, 1));
        camel.getRegistry().bind("writes", writes);
        HttpComponent http = camel.getComponent("http", HttpComponent.class);
        http.setMaxTotalConnections(threads);
        http.setConnectionsPerRoute(threads);
        camel.addRoutes(new Integrator("http://127.0.0.1:" + arguments[0], writes, threads));
        camel.start();
        while (System.in.read() != -1) {
            // until the bench is gone
        }
        System.exit(0);
    }

    /** With one connection to write to a SQLite file: with more of them camel-sql is slower, since only one writes at a time. */
    private static DataSource pool(String database, int size) {
        HikariConfig config = new HikariConfig();
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(60_000);
        if (database.startsWith("jdbc:")) {
            config.setJdbcUrl(database);
        } else {
            SQLiteConfig sqlite = new SQLiteConfig();
            sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
            sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
            sqlite.setBusyTimeout(10_000);
            SQLiteDataSource source = new SQLiteDataSource(sqlite);
            source.setUrl("jdbc:sqlite:" + Path.of(database));
            config.setDataSource(source);
        }
        return new HikariDataSource(config);
    }

    private static void fill(DataSource source, int leads) throws Exception {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(CREATE_LEADS);
                statement.execute(CREATE_REPOSITORY);
                statement.execute("CREATE INDEX leads_to_do ON leads (done, id)");
            }
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO leads VALUES (?, ?, ?, ?, 0)")) {
                for (int i = 0; i < leads; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, "Person " + i);
                    insert.setString(3, FlowRunner.phone(i));
                    insert.setString(4, FlowRunner.CHANNELS.get(i % FlowRunner.CHANNELS.size()));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    @Override
    public void configure() {
        from("sql:SELECT id, name, phone, provider FROM leads WHERE done = 0 ORDER BY id LIMIT " + PAGE
                        + "?dataSource=#reads&useIterator=false&greedy=true&initialDelay=0&delay=100")
                .split(body())
                .parallelProcessing()
                .executorService(threads)
                .to("direct:welcome");

        from("direct:welcome")
                .setProperty("lead", body())
                .idempotentConsumer(simple("${exchangeProperty.lead[phone]}/text"), once)
                .toD("direct:${exchangeProperty.lead[provider]}-text")
                .end()
                .idempotentConsumer(simple("${exchangeProperty.lead[phone]}/card"), once)
                .toD("direct:${exchangeProperty.lead[provider]}-card")
                .end()
                .to("sql:UPDATE leads SET done = 1 WHERE id = :#${exchangeProperty.lead[id]}?dataSource=#writes");

        from("direct:chert-text")
                .process(chert(FlowProvider.CHERT + "/api/v1/send", this::chertText))
                .to("http:chert")
                .process(exchange -> exchange.setProperty(
                        "chat", answer(exchange).path("lead_id").asText()));
        from("direct:chert-card")
                .process(exchange -> chert(
                                FlowProvider.CHERT + "/api/v1/chats/" + exchange.getProperty("chat") + "/send-contact",
                                unused -> "{\"contact\":" + CONTACT + "}")
                        .process(exchange))
                .to("http:chert")
                .process(this::answer);

        from("direct:linq-text")
                .process(linq("/chats", this::linqText))
                .to("http:linq")
                .process(exchange -> exchange.setProperty(
                        "chat", answer(exchange).path("chat").path("id").asText()));
        from("direct:linq-card")
                .process(linq(
                        "/attachments",
                        exchange -> "{\"filename\":\"Harbor Books.vcf\",\"content_type\":\"text/vcard\","
                                + "\"size_bytes\":" + VCARD.length() + "}"))
                .to("http:linq")
                .process(this::upload)
                .to("http:upload")
                .process(exchange -> linq("/chats/" + exchange.getProperty("chat") + "/messages", this::linqCard)
                        .process(exchange))
                .to("http:linq")
                .process(this::answer);

        from("direct:wa-text")
                .process(wa(
                        "/send/message", exchange -> body(Map.of("phone", jid(exchange), "message", text(exchange)))))
                .to("http:wa")
                .process(this::answer);
        from("direct:wa-card")
                .process(wa(
                        "/send/contact",
                        exchange -> body(Map.of(
                                "phone", jid(exchange),
                                "contact_name", "Harbor Books",
                                "contact_phone", "12025550143"))))
                .to("http:wa")
                .process(this::answer);
    }

    /** Makes the body of a request. */
    private interface Content {
        String of(Exchange exchange) throws Exception;
    }

    private Processor chert(String path, Content content) {
        return exchange -> {
            Message message = request(exchange, provider + path, content);
            message.setHeader("Authorization", "Bearer 00112233445566778899aabbccddeeff");
            message.setHeader("x-chert-tenant", "bench");
        };
    }

    private Processor linq(String path, Content content) {
        return exchange -> request(exchange, provider + FlowProvider.LINQ + path, content)
                .setHeader("Authorization", "Bearer 00112233445566778899aabbccddeeff");
    }

    private Processor wa(String path, Content content) {
        return exchange ->
                request(exchange, provider + FlowProvider.WA + path, content).setHeader("X-Device-Id", "desk");
    }

    private Message request(Exchange exchange, String uri, Content content) throws Exception {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_URI, uri);
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        message.setHeader(Exchange.CONTENT_TYPE, JSON);
        message.setBody(content.of(exchange));
        return message;
    }

    private JsonNode answer(Exchange exchange) throws Exception {
        return json.readTree(exchange.getMessage().getBody(String.class));
    }

    private static String lead(Exchange exchange, String field) {
        return exchange.getProperty("lead", Map.class).get(field).toString();
    }

    private static String text(Exchange exchange) {
        return "Hi " + lead(exchange, "name")
                + ", this is Harbor Books. Save our card, so that you know who writes. Reply STOP for no more.";
    }

    private static String jid(Exchange exchange) {
        return lead(exchange, "phone").substring(1) + "@s.whatsapp.net";
    }

    private static String key(Exchange exchange, String step) {
        return "welcome-" + lead(exchange, "id") + "-" + step;
    }

    private String body(Object fields) throws Exception {
        return json.writeValueAsString(fields);
    }

    private String chertText(Exchange exchange) throws Exception {
        return body(Map.of(
                "phone", lead(exchange, "phone"),
                "body", text(exchange),
                "idempotency_key", key(exchange, "text")));
    }

    private String linqText(Exchange exchange) throws Exception {
        return body(Map.of(
                "from",
                "+12025550143",
                "to",
                new String[] {lead(exchange, "phone")},
                "message",
                Map.of(
                        "parts",
                        new Object[] {Map.of("type", "text", "value", text(exchange))},
                        "idempotency_key",
                        key(exchange, "text"))));
    }

    private String linqCard(Exchange exchange) throws Exception {
        return body(Map.of(
                "message",
                Map.of(
                        "parts",
                        new Object[] {Map.of("type", "media", "attachment_id", exchange.getProperty("file"))},
                        "idempotency_key",
                        key(exchange, "card"))));
    }

    private void upload(Exchange exchange) throws Exception {
        JsonNode slot = answer(exchange);
        exchange.setProperty("file", slot.path("attachment_id").asText());
        Message message = request(exchange, slot.path("upload_url").asText(), unused -> VCARD);
        message.setHeader(Exchange.HTTP_METHOD, "PUT");
        slot.path("required_headers")
                .properties()
                .forEach(header ->
                        message.setHeader(header.getKey(), header.getValue().asText()));
    }
}
