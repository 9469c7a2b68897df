// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChertEndpointTest {

    private final CamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void theErrorForAnUnknownOperationListsTheKnownOnes() {
        assertThatThrownBy(() -> camel.getEndpoint("chert:send-poll?tenant=t&secret=s"))
                .rootCause()
                .hasMessageContaining("send-poll")
                .hasMessageContaining("send-contact, share-card, send-text");
    }

    @Test
    void theOperationsAreTheSameInTheEnumTheCatalogAndThePage() throws Exception {
        List<String> words =
                Arrays.stream(ChertOperation.values()).map(ChertOperation::word).toList();

        String catalogued = ChertEndpoint.class
                .getDeclaredField("operation")
                .getAnnotation(UriPath.class)
                .enums();
        assertThat(catalogued).isEqualTo("events," + String.join(",", words));
        assertThat(documentedTable()).containsExactlyElementsOf(words);
    }

    private static List<String> documentedTable() throws IOException {
        String page = Files.readString(Path.of("docs/chert.md"));
        String table =
                page.substring(page.indexOf("<!-- operations:start -->"), page.indexOf("<!-- operations:end -->"));
        return Pattern.compile("(?m)^\\| `([a-z-]+)` \\|")
                .matcher(table)
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chert:send-text?tenant=t | secret",
                "chert:send-text?secret=s | tenant",
                "chert:send-text?tenant=t&secret=s&baseUrl=console.trychert.com | baseUrl",
                "chert:send-text?tenant=t&secret=s&baseUrl=https://x/?a=b | baseUrl",
            })
    void aRouteWithoutAnAccountDoesNotStartAndNamesTheMissingOption(String row) throws Exception {
        String[] uriAndField = row.split(" \\| ");
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:x").to(uriAndField[0]);
            }
        });

        assertThatThrownBy(camel::start).rootCause().hasMessageStartingWith(uriAndField[1] + ": ");
    }

    @Test
    void aBearerTokenOfASingleTenantNeedsNoTenant() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:x").to("chert:send-text?auth=BEARER&secret=s");
            }
        });

        camel.start();

        assertThat(camel.getRoutesSize()).isEqualTo(1);
    }

    @Test
    void receivesOnlyEvents() {
        assertThatThrownBy(() ->
                        camel.getEndpoint("chert:send-text?tenant=t&secret=s").createConsumer(exchange -> {}))
                .hasMessageContaining("chert:send-text sends; use it in a to step")
                .hasMessageContaining("chert:events");
    }

    @Test
    void printsNeitherTheSecretNorAFullNumber() {
        Endpoint endpoint = camel.getEndpoint("chert:send-text?tenant=t&secret=canary&to=+14155550100");

        for (String printed : List.of(
                endpoint.getEndpointUri(),
                endpoint.toString(),
                endpoint.getEndpointKey(),
                ((ChertEndpoint) endpoint).getConfiguration().toString())) {
            assertThat(printed).doesNotContain("canary").doesNotContain("4155550100");
        }
    }

    @Test
    void twoAccountsAreTwoEndpointsWithTheirOwnConfiguration() {
        ChertEndpoint one = camel.getEndpoint("chert:send-text?tenant=t&secret=one", ChertEndpoint.class);
        ChertEndpoint two = camel.getEndpoint("chert:send-text?tenant=t&secret=two", ChertEndpoint.class);

        assertThat(one).isNotEqualTo(two);
        assertThat(one.hashCode()).isNotEqualTo(two.hashCode());
        assertThat(one.getConfiguration().getSecret()).isEqualTo("one");
        assertThat(two.getConfiguration().getSecret()).isEqualTo("two");
    }

    @Test
    void endpointsStartFromTheComponentsDefaults() {
        ChertConfiguration defaults =
                camel.getComponent("chert", ChertComponent.class).getConfiguration();
        defaults.setTenant("t");
        defaults.setMaxRetries(7);

        ChertEndpoint endpoint = camel.getEndpoint("chert:send-text?secret=s&maxRetries=1", ChertEndpoint.class);

        assertThat(endpoint.getConfiguration().getTenant()).isEqualTo("t");
        assertThat(endpoint.getConfiguration().getMaxRetries()).isEqualTo(1);
        assertThat(defaults.getMaxRetries()).isEqualTo(7);
        assertThat(defaults.getSecret()).isNull();
    }

    @Test
    void reportsItsServiceUrl() {
        EndpointServiceLocation location =
                camel.getEndpoint("chert:send-text?tenant=acme&secret=s", ChertEndpoint.class);

        assertThat(location.getServiceUrl()).isEqualTo("https://console.trychert.com");
        assertThat(location.getServiceProtocol()).isEqualTo("rest");
        assertThat(location.getServiceMetadata()).isEqualTo(Map.of("tenant", "acme"));
        assertThat(camel.getEndpoint("chert:send-text?auth=BEARER&secret=s", ChertEndpoint.class)
                        .getServiceMetadata())
                .isNull();
    }

    @Test
    void usesTheTlsOfTheContextOnlyWhenAsked() {
        SSLContextParameters tls = new SSLContextParameters();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.setSSLContextParameters(tls);
            ChertComponent component = context.getComponent("chert", ChertComponent.class);
            ChertEndpoint plain = context.getEndpoint("chert:list-lines?tenant=a&secret=b", ChertEndpoint.class);
            component.setUseGlobalSslContextParameters(true);
            ChertEndpoint secured = context.getEndpoint("chert:list-lines?tenant=b&secret=b", ChertEndpoint.class);

            assertThat(plain.getConfiguration().getSslContextParameters()).isNull();
            assertThat(secured.getConfiguration().getSslContextParameters()).isSameAs(tls);
            assertThat(secured.getOperation()).isEqualTo("list-lines");
            assertThat(secured.provider()).isEqualTo("chert");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
