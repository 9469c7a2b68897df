package io.callingcard.campaign;

import java.time.Duration;
import java.time.Instant;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.provider.wire.Json;

import static org.assertj.core.api.Assertions.assertThat;

/** POST /leads while the ledger's database is away. */
class LeadsRouteTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private HikariDataSource pool;

    @BeforeEach
    void start() throws Exception {
        HikariConfig settings = new HikariConfig();
        // Nothing listens there.
        settings.setJdbcUrl("jdbc:postgresql://localhost:1/ledger");
        settings.setUsername("nobody");
        settings.setInitializationFailTimeout(-1);
        pool = new HikariDataSource(settings);
        ChatLedger ledger = new ChatLedger();
        ledger.setDataSource(pool);
        ledger.setHashKey(Ledgers.HASH_KEY);
        camel.getRegistry().bind("chatLedger", ledger);
        Flows.load(camel, "file:routes/campaigns.camel.yaml");
        Flows.load(camel, "file:routes/leads.camel.yaml");
        AdviceWith.adviceWith(camel, "leads-http", route -> route.replaceFromWith("direct:leads"));
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        pool.close();
    }

    /** It hung for 30 seconds, and the answer was 500 with an empty body. */
    @Test
    void answers503WithinSecondsWhileTheDatabaseIsAway() throws Exception {
        Instant before = Instant.now();
        Exchange answered = camel.createProducerTemplate().request("direct:leads", exchange -> exchange.getMessage()
                .setBody("{\"name\": \"Ada\", \"phone\": \"+14155550100\", \"campaign\": \"welcome\","
                        + " \"consent\": true}"));
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(answered.getException()).isNull();
        Message answer = answered.getMessage();
        assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE, int.class)).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After", String.class)).isEqualTo("30");
        assertThat(Json.read(answer.getBody(byte[].class))
                        .orElseThrow()
                        .path("error")
                        .asText())
                .contains("no lead was accepted");
    }
}
