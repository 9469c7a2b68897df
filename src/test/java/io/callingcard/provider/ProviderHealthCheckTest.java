// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.callingcard.provider.fixture.RawServer;
import io.callingcard.provider.fixture.RawServer.Answer;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ProviderHealthCheckTest {

    private static final Answer ACTIVE = Answer.ok("{\"phone_numbers\":[{\"id\":\"line-1\",\"is_active\":true}]}");

    private final AtomicReference<Answer> lines = new AtomicReference<>(ACTIVE);
    private final RawServer server = RawServer.answering(request -> lines.get());
    private final ChertRoutes routes = new ChertRoutes(server.url());

    /** Checks of producers are off until the runtime switches them on. */
    @BeforeEach
    void switchOn() {
        HealthCheckHelper.getHealthCheckRepository(routes.camel, "producers").setEnabled(true);
    }

    @AfterEach
    void close() {
        routes.close();
        server.close();
    }

    @Test
    void anAccountThatCanSendIsUp() {
        assertThat(result(HealthCheck.State.UP).getDetails())
                .containsEntry("account", "tenant acme")
                .containsEntry("baseUrl", server.url());
    }

    @Test
    void wrongCredentialsAreDownWithTheReason() {
        lines.set(new Answer(401, "{\"error\":{\"code\":2004,\"message\":\"secret-of-acme is wrong\"}}"));

        HealthCheck.Result result = result(HealthCheck.State.DOWN);

        assertThat(result.getDetails()).containsEntry("kind", "AUTHENTICATION");
        assertThat(result.getMessage())
                .hasValueSatisfying(
                        text -> assertThat(text).contains("HTTP 401").doesNotContain("secret-of-acme"));
        assertThat(result.getDetails().toString()).doesNotContain("secret-of-acme");
    }

    @Test
    void anAccountWithoutAnActiveLineIsDown() {
        lines.set(Answer.ok("{\"phone_numbers\":[{\"id\":\"line-1\",\"is_active\":false}]}"));

        assertThat(result(HealthCheck.State.DOWN).getMessage()).hasValue("no line of the account is active");
    }

    @Test
    void aProviderThatCannotBeReachedIsDown() {
        // Not the port of a closed server: a test beside this one could be given it.
        routes.component().getConfiguration().setBaseUrl("http://127.0.0.1:1");

        assertThat(result(HealthCheck.State.DOWN).getDetails()).containsEntry("kind", "UNAVAILABLE");
    }

    @Test
    void namesTheProblemsOfAProvider() {
        assertThat(ProviderHealthCheck.problems(routes.camel, "chert")).isEmpty();
        lines.set(new Answer(401, "{}"));

        HealthCheck.Result result = result(HealthCheck.State.DOWN);

        assertThat(result.getDetails())
                .containsEntry("problem", result.getMessage().orElseThrow());
        assertThat(ProviderHealthCheck.problems(routes.camel, "chert"))
                .singleElement(as(InstanceOfAssertFactories.STRING))
                .contains("HTTP 401");
        assertThat(ProviderHealthCheck.problems(routes.camel, "wa")).isEmpty();
    }

    @Test
    void sendsOneProbeAtATime() {
        CountDownLatch release = new CountDownLatch(1);
        try (RawServer slow = RawServer.playing(connection -> {
            connection.readRequest();
            release.await();
            connection.answer(ACTIVE);
        })) {
            routes.component().getConfiguration().setBaseUrl(slow.url());
            route(ChertRoutes.TEXT);
            HealthCheck check = checks().iterator().next();
            await().until(() -> slow.requests().size() == 1);

            assertThat(check.call(Map.of()).getState()).isEqualTo(HealthCheck.State.UNKNOWN);

            release.countDown();
            await().until(() -> check.call(Map.of()).getState() == HealthCheck.State.UP);
            assertThat(slow.requests()).hasSize(1);
        }
    }

    @Test
    void registersOneReadinessCheckPerAccount() {
        route(ChertRoutes.TEXT);
        route(ChertRoutes.HISTORY);
        route(ChertRoutes.HISTORY + "&tenant=globex");

        assertThat(checks()).hasSize(2).allMatch(check -> check.isReadiness() && !check.isLiveness());
    }

    @Test
    void registersNoCheckWhenChecksAreOff() {
        routes.component().setHealthCheckProducerEnabled(false);

        route(ChertRoutes.TEXT);

        assertThat(checks()).isEmpty();
    }

    @Test
    void removesItsChecksOnStop() {
        route(ChertRoutes.TEXT);

        routes.component().stop();

        assertThat(checks()).isEmpty();
    }

    /** Waits until the only account has this state. */
    private HealthCheck.Result result(HealthCheck.State state) {
        route(ChertRoutes.TEXT);
        HealthCheck check = checks().stream().findFirst().orElseThrow();
        await().until(() -> check.call(Map.of()).getState() == state);
        return check.call(Map.of());
    }

    private void route(String uri) {
        routes.add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + uri.hashCode()).to(uri);
            }
        });
    }

    private Collection<HealthCheck> checks() {
        return HealthCheckHelper.getHealthCheckRepository(routes.camel, "producers").stream()
                .filter(check -> check.getId().startsWith("producer:chert:"))
                .toList();
    }
}
