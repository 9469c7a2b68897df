// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The options of endpoints, and the errors at startup. */
class WaEndpointTest {

    private CamelContext camel;

    @BeforeEach
    void start() {
        camel = new DefaultCamelContext();
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void anUnknownOperationIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> camel.getEndpoint("wa:share-card"))
                .hasRootCauseMessage("operation: wa has no 'share-card'; it has "
                        + Stream.of(WaOperation.values()).map(WaOperation::word).collect(Collectors.joining(", ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "username=desk | username: needs password",
                "password=RAW(x) | username: needs password",
                "maxInFlight=0 | maxInFlight: must be at least 1",
                "baseUrl=localhost | baseUrl: must be an http or https address"
            })
    void refusesInvalidOptionsAtStartup(String options, String error) {
        WaEndpoint endpoint = camel.getEndpoint("wa:send-text?" + options, WaEndpoint.class);

        assertThatThrownBy(endpoint::createProducer)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(error);
    }

    @Test
    void onlyEventsCanBeConsumed() {
        WaEndpoint endpoint = camel.getEndpoint("wa:send-text", WaEndpoint.class);

        assertThatThrownBy(() -> endpoint.createConsumer(exchange -> {}))
                .hasMessageContaining("wa:send-text sends; use it in a to step");
    }

    @Test
    void optionsOfTheEndpointOverrideThoseOfTheComponent() {
        camel.getComponent("wa", WaComponent.class).getConfiguration().setDeviceId("sales");

        WaEndpoint one = camel.getEndpoint("wa:send-text?maxInFlight=2", WaEndpoint.class);
        WaEndpoint other = camel.getEndpoint("wa:send-text?deviceId=12025550143@s.whatsapp.net", WaEndpoint.class);

        assertThat(one.getConfiguration().getDeviceId()).isEqualTo("sales");
        assertThat(one.getConfiguration().account()).isEqualTo("device sales");
        assertThat(one.getConfiguration().getRequestTimeout()).isEqualTo(60_000);
        assertThat(one.getConfiguration().getMaxInFlight()).isEqualTo(2);
        assertThat(one.getServiceMetadata()).isEqualTo(Map.of("device", "sales"));
        assertThat(one.getServiceUrl()).isEqualTo("http://localhost:3000");
        assertThat(one.getOperation()).isEqualTo("send-text");
        assertThat(other.getConfiguration().account()).doesNotContain("2025550143");
        assertThat(other.getServiceMetadata().get("device")).doesNotContain("2025550143");
        assertThat(new WaConfiguration().account()).isEqualTo("the only device");
        assertThat(camel.getEndpoint("wa:send-text?deviceId=", WaEndpoint.class))
                .isNotNull();
    }

    @Test
    void endpointsShareTheQueueOfTheirDeviceOnly() {
        WaConfiguration first =
                camel.getEndpoint("wa:send-text?deviceId=a", WaEndpoint.class).getConfiguration();
        WaConfiguration second = camel.getEndpoint("wa:send-contact?deviceId=a", WaEndpoint.class)
                .getConfiguration();
        WaConfiguration other = camel.getEndpoint("wa:send-contact?deviceId=b", WaEndpoint.class)
                .getConfiguration();

        assertThat(first.lane()).isSameAs(second.lane()).isNotSameAs(other.lane());
    }

    @Test
    void usesTheTlsSettingsOfTheContextWhenConfigured() {
        org.apache.camel.support.jsse.SSLContextParameters tls =
                new org.apache.camel.support.jsse.SSLContextParameters();
        camel.setSSLContextParameters(tls);
        camel.getComponent("wa", WaComponent.class).setUseGlobalSslContextParameters(true);

        assertThat(camel.getEndpoint("wa:get-info", WaEndpoint.class)
                        .getConfiguration()
                        .getSslContextParameters())
                .isSameAs(tls);
    }

    @Test
    void enumCatalogAndPageListTheSameOperations() throws Exception {
        List<String> words =
                Stream.of(WaOperation.values()).map(WaOperation::word).toList();
        String entry = Files.readString(Path.of("src/generated/resources/META-INF/io/callingcard/wa/wa.json"));
        JsonNode choices = new ObjectMapper().readTree(entry).at("/properties/operation/enum");
        String page = Files.readString(Path.of("docs/wa.md"));
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
}
