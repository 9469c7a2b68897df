// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import org.apache.camel.Endpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Endpoints of accounts with equal printed URIs stay separate. */
class EndpointIdentityTest {

    private final ChertRoutes routes = new ChertRoutes("http://localhost:1");

    @AfterEach
    void close() {
        routes.close();
    }

    @Test
    void endpointsThatDifferOnlyInAHiddenOptionAreDifferent() {
        Endpoint one = routes.camel.getEndpoint(ChertRoutes.TEXT + "&proxyPassword=one");
        Endpoint two = routes.camel.getEndpoint(ChertRoutes.TEXT + "&proxyPassword=two");

        assertThat(one.getEndpointUri()).isEqualTo(two.getEndpointUri());
        assertThat(one).isNotEqualTo(two).doesNotHaveSameHashCodeAs(two);
    }

    @Test
    void theSameAddressIsTheSameEndpoint() {
        Endpoint one = routes.camel.getEndpoint(ChertRoutes.TEXT);

        assertThat(routes.camel.getEndpoint(ChertRoutes.TEXT)).isSameAs(one).isEqualTo(one);
    }

    @Test
    void anEndpointReportsItsProvidersUrl() {
        ProviderEndpoint endpoint = routes.camel.getEndpoint(ChertRoutes.TEXT, ProviderEndpoint.class);

        assertThat(endpoint.getServiceUrl()).isEqualTo("http://localhost:1");
        assertThat(endpoint.getServiceProtocol()).isEqualTo("rest");
    }
}
