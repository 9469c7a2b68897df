// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.callingcard.provider.error.ProviderException.ErrorKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Reports wrong options at startup, and shows no secret of an endpoint. */
class LinqEndpointTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private LinqEndpoint endpoint(String uri) {
        return camel.getEndpoint(uri, LinqEndpoint.class);
    }

    @Test
    void theErrorForAnUnknownOperationListsTheKnownOnes() {
        assertThatThrownBy(() -> endpoint("linq:send-fax"))
                .hasStackTraceContaining("operation: linq has no 'send-fax'")
                .hasStackTraceContaining("send-contact, share-card")
                .hasStackTraceContaining("ensure-card");
    }

    @Test
    void startsNothingWithoutAKey() {
        assertThatThrownBy(() -> endpoint("linq:send-text").createProducer())
                .hasMessageContaining("apiKey: is missing. Create one in the Linq dashboard");
        assertThatThrownBy(() -> endpoint("linq:send-text?apiKey= ").createProducer())
                .hasMessageContaining("apiKey");
        assertThatThrownBy(() -> endpoint("linq:send-text?apiKey=k&baseUrl=api.linqapp.com")
                        .createProducer())
                .hasMessageContaining("baseUrl: must be");
    }

    @Test
    void receivesOnlyEvents() {
        assertThatThrownBy(() -> endpoint("linq:send-text?apiKey=k").createConsumer(exchange -> {}))
                .hasMessageContaining("linq:send-text sends; use it in a to step");
    }

    @Test
    void usesTheProvidersDefaults() {
        LinqConfiguration configuration = endpoint("linq:share-card?apiKey=k").getConfiguration();

        assertThat(configuration.getBaseUrl()).isEqualTo("https://api.linqapp.com/api/partner/v3");
        assertThat(configuration.getShareInterval())
                .isEqualTo(Duration.ofHours(24).toMillis());
        assertThat(configuration.isRequireIMessage()).isTrue();
        assertThat(configuration.isCheckCard()).isTrue();
        assertThat(configuration.isRequireOutbound()).isTrue();
    }

    @Test
    void printsTheServiceUrlAndNoSecret() {
        LinqEndpoint endpoint = endpoint("linq:send-text?apiKey=canary-key&from=+12025550143");

        assertThat(endpoint.getServiceUrl()).isEqualTo("https://api.linqapp.com/api/partner/v3");
        assertThat(endpoint.getServiceProtocol()).isEqualTo("rest");
        assertThat(endpoint.getServiceMetadata()).containsOnlyKeys("line");
        assertThat(endpoint("linq:send-text?apiKey=canary-key").getServiceMetadata())
                .isNull();
        for (String shown : List.of(
                endpoint.toString(),
                endpoint.getEndpointUri(),
                endpoint.getConfiguration().toString(),
                endpoint.getServiceMetadata().toString())) {
            assertThat(shown).doesNotContain("canary-key", "2025550143");
        }
    }

    @Test
    void twoKeysAreTwoAccounts() {
        String one = endpoint("linq:list-lines?apiKey=one").getConfiguration().account();
        String two = endpoint("linq:list-lines?apiKey=two").getConfiguration().account();
        LinqConfiguration supplied = new LinqConfiguration();
        supplied.setApiKeySupplier(() -> "three");

        assertThat(one).startsWith("key ").isNotEqualTo(two);
        assertThat(supplied.account()).isEqualTo("a supplied key");
        assertThat(new LinqConfiguration().account()).isEqualTo("a supplied key");
    }

    @Test
    void readsTheKeyAnewForEachCall() {
        try (LinqWorld world = new LinqWorld()) {
            world.forget();
            AtomicInteger asked = new AtomicInteger();
            world.configuration().setApiKeySupplier(() -> asked.getAndIncrement() == 0 ? "old" : "twin");

            world.send("linq:list-lines");
            assertThat(world.onlyFailure().getKind()).isEqualTo(ErrorKind.AUTHENTICATION);
            world.failed.clear();
            world.send("linq:list-lines");
            assertThat(world.failed).isEmpty();
        }
    }

    @Test
    void keepsThePlusOfNumbersInAUri() {
        LinqConfiguration configuration = endpoint(
                        "linq:send-text?apiKey=k&from=+12025550143&to=+14155550100&excludeFrom=+12025550144,+12025550145")
                .getConfiguration();

        assertThat(configuration.getFrom()).isEqualTo("+12025550143");
        assertThat(configuration.getTo()).isEqualTo("+14155550100");
        assertThat(configuration.getExcludeFrom()).isEqualTo("+12025550144,+12025550145");
    }

    @Test
    void theOperationsAreTheSameInTheEnumTheCatalogAndThePage() throws Exception {
        List<String> words =
                Stream.of(LinqOperation.values()).map(LinqOperation::word).toList();
        String entry = Files.readString(Path.of("src/generated/resources/META-INF/io/callingcard/linq/linq.json"));
        JsonNode choices = new ObjectMapper().readTree(entry).at("/properties/operation/enum");
        String page = Files.readString(Path.of("docs/linq.md"));
        String table =
                page.substring(page.indexOf("<!-- operations:start -->"), page.indexOf("<!-- operations:end -->"));

        assertThat(choices)
                .extracting(JsonNode::asText)
                .startsWith("events")
                .filteredOn(word -> !word.equals("events"))
                .containsExactlyElementsOf(words);
        assertThat(table.lines().filter(line -> line.startsWith("| `")).map(line -> line.split("`")[1]))
                .containsExactlyElementsOf(words);
    }

    @Test
    void healthFollowsTheKeyAndTheLine() {
        try (LinqWorld world = new LinqWorld()) {
            world.forget();
            assertThat(health(world, "linq:send-text", HealthCheck.State.UP)).isNotNull();
            assertThat(health(world, "linq:send-text?from=" + LinqWorld.LINE, HealthCheck.State.UP))
                    .isNotNull();
            assertThat(health(world, "linq:send-text?from=+12025550199", HealthCheck.State.DOWN)
                            .getMessage())
                    .hasValueSatisfying(text -> assertThat(text)
                            .contains("does not belong to the account")
                            .doesNotContain("2025550199"));
            assertThat(health(world, "linq:send-text?apiKey=wrong", HealthCheck.State.DOWN)
                            .getDetails())
                    .containsEntry("kind", "AUTHENTICATION");
        }
    }

    private static HealthCheck.Result health(LinqWorld world, String uri, HealthCheck.State state) {
        HealthCheckRepository checks = HealthCheckHelper.getHealthCheckRepository(world.camel, "producers");
        checks.setEnabled(true);
        Set<String> before = checks.stream().map(HealthCheck::getId).collect(Collectors.toSet());
        try {
            world.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:health" + before.size()).to(uri);
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        HealthCheck check = checks.stream()
                .filter(each -> !before.contains(each.getId()))
                .findFirst()
                .orElseThrow();
        Awaitility.await().until(() -> check.call(Map.of()).getState() == state);
        return check.call(Map.of());
    }
}
