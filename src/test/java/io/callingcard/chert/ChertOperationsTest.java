package io.callingcard.chert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.wire.Effect;
import io.callingcard.twin.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** Each operation through a route: the exact bytes that the provider received, and what the route has afterwards. */
class ChertOperationsTest {

    private static ChertWorld world;

    @BeforeAll
    static void start() {
        world = new ChertWorld();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    static Stream<Deed> deeds() {
        return Deeds.all();
    }

    @ParameterizedTest
    @MethodSource("deeds")
    void arrivesAsDocumented(Deed row) {
        world.twin.reset();
        world.failed.clear();
        Deed deed = row.in(world.furnished()::name);
        int before = world.twin.requests().size();

        Exchange done = world.send(deed);

        assertThat(world.failed).isEmpty();
        assertThat(world.went).hasSize(1);
        List<ReceivedRequest> received = world.twin.requests();
        assertThat(received.subList(before, received.size())).anySatisfy(request -> {
            assertThat(request.method()).isEqualTo(deed.method());
            assertThat(request.path()).isEqualTo(deed.path());
            assertThat(request.text()).isEqualTo(deed.json());
            assertThat(request.header("content-type")).isEqualTo(deed.json().isEmpty() ? null : "application/json");
            assertThat(request.header("x-chert-tenant")).isEqualTo("twin");
            assertThat(request.header("x-chert-signature")).startsWith("v1,");
            assertThat(request.header("authorization")).isNull();
        });
        Object outcome = deed.operation().effect() == Effect.NONE ? null : Outcome.SENT;
        assertThat(done.getMessage().getHeader(ChertConstants.OUTCOME)).isEqualTo(outcome);
        assertThat(done.getProperty(ChertConstants.OUTCOME)).isEqualTo(outcome);
    }

    @Test
    void everyOperationHasARow() {
        assertThat(Deeds.all().map(Deed::operation).distinct()).containsExactlyInAnyOrder(ChertOperation.values());
    }

    @ParameterizedTest
    @MethodSource("deeds")
    void theUriOfEveryRowIsValidByTheCatalogue(Deed deed) throws Exception {
        DefaultCamelCatalog catalog = new DefaultCamelCatalog();
        catalog.addComponent(
                "chert",
                ChertComponent.class.getName(),
                Files.readString(Path.of("src/generated/resources/META-INF/io/callingcard/chert/chert.json")));
        String uri = deed.uri().replaceAll("[{}]", "").replace(" ", "%20").replace("+", "%2B");

        assertThat(catalog.validateEndpointProperties(uri).isSuccess())
                .as(catalog.validateEndpointProperties(uri).summaryErrorMessage(false))
                .isTrue();
    }

    @Test
    void answersAreRecordsThatShowNoContentWhenPrinted() {
        world.twin.reset();
        world.furnished();
        String chat = world.name("{chat}");

        Exchange history = world.send("chert:list-messages?chatId=" + chat, Map.of(), null);

        assertThat(history.getMessage().getBody().toString()).doesNotContain("Welcome", "4155550100");
        assertThat(history.getMessage().getHeader(ChertConstants.HAS_MORE)).isEqualTo(false);
    }
}
