// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.provider.ProviderHealthCheck;
import io.callingcard.provider.error.AuthenticationException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.provider.fixture.World;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.twin.Fault;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.WaTwin;
import io.callingcard.wa.model.Device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Devices: choosing one, its login, its health, and its queue. */
class WaDeviceTest {

    private static final String PHONE = WaWorld.PHONE;
    private static final Map<String, Object> TO = Map.of("CamelCardRecipient", PHONE);

    private WaWorld world;

    @BeforeEach
    void start() {
        world = new WaWorld();
        world.forget();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private ProviderException refused(String uri) {
        world.failed.clear();
        world.send(uri, TO, "Hello");
        ProviderException failure = world.onlyFailure();
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        return failure;
    }

    @Test
    void requiresADeviceIdWhenTheGatewayHasSeveralDevices() {
        world.twin.wa().login("one", "+12025550148");

        assertThat(refused("wa:send-text"))
                .isInstanceOf(DeviceRequiredException.class)
                .hasMessageContaining("set the option deviceId");
        assertThat(refused("wa:send-text?deviceId=nope"))
                .isInstanceOf(DeviceNotFoundException.class)
                .hasMessageContaining("check the option deviceId");
        world.failed.clear();
        world.send("wa:send-text?deviceId=one", TO, "Hello");
        assertThat(world.twin.journal(PHONE))
                .singleElement()
                .extracting(JournalEntry::line)
                .isEqualTo("+12025550148");
    }

    @Test
    void acceptsTheJidOfADevice() {
        world.twin.wa().login("one", "+12025550148");

        world.send("wa:send-text?deviceId=12025550148:7@s.whatsapp.net", TO, "Hello");

        assertThat(world.failed).isEmpty();
        assertThat(world.twin.requests().get(0).header("x-device-id")).isEqualTo("12025550148%3A7@s.whatsapp.net");
    }

    @Test
    void encodesNonAsciiDeviceIdsInTheHeader() {
        world.twin.wa().login("büro + lager", "+12025550148");

        world.send("wa:send-text?deviceId=RAW(büro + lager)", TO, "Hello");

        assertThat(world.failed).isEmpty();
        assertThat(world.twin.requests().get(0).header("x-device-id")).isEqualTo("b%C3%BCro%20%2B%20lager");
    }

    @Test
    void throwsNotLoggedInWithTheCureForEachCause() {
        world.send("wa:logout");
        world.went.clear();
        ProviderException loggedOut = refused("wa:send-text");
        assertThat(loggedOut).isInstanceOf(NotLoggedInException.class).hasMessageContaining("wa:login");
        assertThat(loggedOut.getHttpStatus()).isEqualTo(500);
        assertThat(loggedOut.isRetryable()).isFalse();
        world.failed.clear();

        world.send("wa:login");
        world.went.clear();
        ProviderException unscanned = refused("wa:send-text");
        assertThat(unscanned).isInstanceOf(NotLoggedInException.class).hasMessageContaining("wa:login");
        assertThat(unscanned.getHttpStatus()).isEqualTo(401);
        assertThat(unscanned.isRetryable()).isFalse();

        world.twin.wa().login(WaTwin.DEVICE, WaTwin.NUMBER);
        world.twin.wa().disconnect(WaTwin.DEVICE);
        ProviderException offline = refused("wa:send-text?maxRetries=0");
        assertThat(offline).isInstanceOf(NotLoggedInException.class).hasMessageContaining("wa:reconnect");
        assertThat(offline.isRetryable()).isTrue();
        assertThat(offline).isNotInstanceOf(AuthenticationException.class);

        world.failed.clear();
        world.send("wa:reconnect");
        world.send("wa:send-text", TO, "Hello");
        assertThat(world.failed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "wa:login, check its internet connection",
        "wa:login-code?from=%2B12025550148, check its internet connection",
        "wa:reconnect, log it in with wa:login",
        "wa:presence, log it in with wa:login"
    })
    void aLoginThatFailsIsNotInDoubt(String uri, String cure) {
        world.send("wa:add-device?deviceId=one");
        world.twin.wa().internet(false);
        if (uri.equals("wa:presence")) {
            world.send("wa:login?deviceId=one");
            world.failed.clear();
        }
        world.went.clear();

        ProviderException failure = refused(uri + (uri.contains("?") ? "&" : "?") + "deviceId=one&maxRetries=0");

        assertThat(failure).isInstanceOf(NotLoggedInException.class).hasMessageContaining(cure);
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
    }

    @Test
    void readsTheStateOfADeviceAndTheLinkedDevices() {
        world.send("wa:add-device?deviceId=one");

        Exchange status = world.send("wa:get-device-status?deviceId=one");
        Exchange linked = world.send("wa:list-linked-devices?deviceId=one");

        assertThat(status.getMessage().getHeader(WaConstants.LOGGED_IN)).isEqualTo(false);
        assertThat(World.list(linked)).hasSize(2);
        assertThat(world.failed).isEmpty();
    }

    @Test
    void logsInWithAPasskey() {
        world.send("wa:add-device?deviceId=one");
        Exchange none = world.send("wa:get-passkey?deviceId=one");
        assertThat(none.getMessage().getHeader(WaConstants.PASSKEY_STATUS)).isEqualTo("none");
        world.twin.wa().requestPasskey("one");

        Exchange asked = world.send("wa:get-passkey?deviceId=one");
        assertThat(asked.getMessage().getBody(Device.Passkey.class).challenge()).isNotEmpty();
        world.send(
                "wa:answer-passkey?deviceId=one",
                Map.of(),
                Map.of("id", "x", "rawId", "eA", "type", "public-key", "response", Map.of("signature", "eA")));
        Exchange answered = world.send("wa:get-passkey?deviceId=one");
        assertThat(answered.getMessage().getBody(Device.Passkey.class).code()).isNotEmpty();
        world.send("wa:confirm-passkey?deviceId=one");
        assertThat(world.failed).isEmpty();
        world.went.clear();

        world.send("wa:answer-passkey?deviceId=one", Map.of(), Map.of("id", "x"));
        assertThat(world.onlyFailure()).hasMessageContaining("lacks rawId");
    }

    @Test
    void retriesWhileTheDeviceReconnects() {
        world.twin.inject(Fault.error("AUTHENTICATION_ERROR").times(2).on("POST", "/send"));

        world.send("wa:send-text", TO, "Hello");

        assertThat(world.failed).isEmpty();
        assertThat(world.twin.requests()).hasSize(3);
        assertThat(world.twin.journal(PHONE)).hasSize(1);
    }

    @Test
    void distinguishesGatewayCredentialsFromTheLoginOfTheDevice() {
        world.twin.wa().basicAuth("desk:s3cret");

        ProviderException failure = refused("wa:send-text");
        assertThat(failure).isInstanceOf(AuthenticationException.class).hasMessageContaining("username and password");
        assertThat(failure.getCode()).isNull();
        assertThat(refused("wa:send-text?username=desk&password=RAW(wrong)"))
                .isInstanceOf(AuthenticationException.class);

        world.failed.clear();
        world.send("wa:send-text?username=desk&password=RAW(s3cret)", TO, "Hello");
        assertThat(world.failed).isEmpty();
    }

    @Test
    void usesABasePathInTheBaseUrl() {
        world.twin.wa().basePath("/gowa");

        ProviderException failure = refused("wa:send-text");
        assertThat(failure.getKind()).isEqualTo(ErrorKind.NOT_FOUND);
        assertThat(failure.getMessage()).contains("check the option baseUrl");

        world.failed.clear();
        world.configuration().setBaseUrl(world.twin.root("wa") + "/gowa/");
        world.camel.getEndpointRegistry().clear();
        world.send("wa:send-text", TO, "Hello");
        assertThat(world.failed).isEmpty();
    }

    @Test
    void doesNotRetryUnderAReachOutTimelock() {
        world.twin.wa().timelock(PHONE);

        ProviderException failure = refused("wa:send-text");

        assertThat(failure).isInstanceOf(ReachOutTimelockException.class).hasMessageContaining("wait for hours");
        assertThat(failure.isRetryable()).isFalse();
        assertThat(world.twin.requests()).hasSize(1);
    }

    @Test
    void addsLogsInAndDeletesADevice() {
        Exchange added = world.send("wa:add-device?deviceId=one");
        assertThat(added.getMessage().getBody(Device.class).state()).isEqualTo("disconnected");
        assertThat(World.list(world.send("wa:list-devices"))).hasSize(2);
        Exchange qr = world.send("wa:login?deviceId=one");
        assertThat(qr.getMessage().getHeader(WaConstants.QR_LINK, String.class)).contains("/statics/qrcode/");
        Exchange code = world.send("wa:login-code?deviceId=one&from=+12025550148");
        assertThat(code.getMessage().getHeader(WaConstants.PAIR_CODE)).isEqualTo("ABCD-1234");
        world.twin.wa().login("one", "+12025550148");
        Exchange status = world.send("wa:get-status?deviceId=one");
        assertThat(status.getMessage().getHeader(WaConstants.CONNECTED)).isEqualTo(true);
        assertThat(status.getMessage().getHeader(WaConstants.LOGGED_IN)).isEqualTo(true);
        world.send("wa:delete-device?deviceId=one");
        assertThat(World.list(world.send("wa:list-devices"))).hasSize(1);
        world.twin.wa().fresh();
        assertThat(World.list(world.send("wa:list-devices"))).isEmpty();
        assertThat(world.failed).isEmpty();
        world.went.clear();

        assertThat(refused("wa:login?deviceId=unknown")).isInstanceOf(DeviceNotFoundException.class);
        assertThat(refused("wa:get-device?deviceId=unknown")).isInstanceOf(DeviceNotFoundException.class);
    }

    @Test
    void healthCheckFollowsTheStateOfTheDevice() {
        ProviderHealthCheck check = check();
        assertThat(state(check)).isEqualTo(HealthCheck.State.UP);

        world.twin.wa().disconnect(WaTwin.DEVICE);
        check = check();
        assertThat(state(check)).isEqualTo(HealthCheck.State.DOWN);
        assertThat(check.call().getMessage())
                .hasValueSatisfying(words -> assertThat(words).contains("wa:reconnect"));

        world.send("wa:logout");
        check = check();
        assertThat(state(check)).isEqualTo(HealthCheck.State.DOWN);
        assertThat(check.call().getMessage().orElseThrow()).contains("wa:login");

        world.twin.wa().fresh();
        check = check();
        assertThat(state(check)).isEqualTo(HealthCheck.State.DOWN);
        assertThat(check.call().getMessage().orElseThrow()).contains("deviceId");
    }

    /** The runner shows the details of a check, not its message. */
    @Test
    void healthSaysInItsDetailsWhatIsWrongAndWhere() {
        world.twin.wa().disconnect(WaTwin.DEVICE);
        ProviderHealthCheck check = check();
        assertThat(state(check)).isEqualTo(HealthCheck.State.DOWN);
        assertThat(check.call().getDetails().get("problem").toString()).contains("wa:reconnect");

        world.send("wa:add-device?deviceId=one");
        world.configuration().setDeviceId("one");
        check = check();
        assertThat(state(check)).isEqualTo(HealthCheck.State.DOWN);
        assertThat(check.call().getDetails().get("problem").toString()).contains("log it in");

        world.configuration().setBaseUrl("http://127.0.0.1:1");
        check = check();
        assertThat(state(check)).isEqualTo(HealthCheck.State.DOWN);
        assertThat(check.call().getDetails().get("baseUrl")).isEqualTo("http://127.0.0.1:1");
        assertThat(check.call().getDetails()).containsKey("problem");
    }

    private ProviderHealthCheck check() {
        WaComponent component = world.camel.getComponent("wa", WaComponent.class);
        WaConfiguration configuration = world.configuration();
        ProviderClient client = new ProviderClient(
                "wa",
                component.wire(configuration, Runnable::run),
                new WaSigner(configuration),
                new WaErrors(configuration),
                configuration.retryPolicy());
        return new WaHealthCheck(configuration, client);
    }

    private static HealthCheck.State state(ProviderHealthCheck check) {
        await().until(() -> check.call().getState() != HealthCheck.State.UNKNOWN);
        return check.call().getState();
    }

    private void sendMany(String uri, int messages) throws Exception {
        world.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:many").to(uri);
            }
        });
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            String text = "Message " + i;
            all.add(world.camel.createProducerTemplate().asyncSend("direct:many", exchange -> {
                exchange.getMessage().setHeaders(new HashMap<>(TO));
                exchange.getMessage().setBody(text);
            }));
        }
        for (CompletableFuture<Exchange> each : all) {
            assertThat(each.get(20, TimeUnit.SECONDS).getException()).isNull();
        }
    }

    @Test
    void sendsOneMessageOfADeviceAtATimeAndEachOnce() throws Exception {
        world.twin.inject(Fault.latency(Duration.ofMillis(5)).times(40));

        sendMany("wa:send-text", 40);

        List<JournalEntry> entries = world.twin.journal(PHONE);
        assertThat(entries).hasSize(40);
        for (int i = 1; i < entries.size(); i++) {
            Duration gap =
                    Duration.between(entries.get(i - 1).at(), entries.get(i).at());
            assertThat(gap).isGreaterThanOrEqualTo(Duration.ofMillis(4));
        }
    }

    @Test
    void maxInFlightAllowsSeveralMessagesAtATime() throws Exception {
        world.twin.inject(Fault.latency(Duration.ofMillis(300)).times(8));
        long begun = System.nanoTime();

        sendMany("wa:send-text?maxInFlight=8", 8);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(8 * 300));
    }

    @Test
    void minIntervalPausesBetweenMessages() throws Exception {
        sendMany("wa:send-text?minInterval=100", 4);

        List<JournalEntry> entries = world.twin.journal(PHONE);
        for (int i = 1; i < entries.size(); i++) {
            assertThat(Duration.between(entries.get(i - 1).at(), entries.get(i).at()))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(90));
        }
    }

    @Test
    void readsDoNotWaitForMessages() throws Exception {
        world.send("wa:send-text?minInterval=60000", TO, "Hello");
        world.send("wa:get-status?minInterval=60000");
        world.send("wa:typing?minInterval=60000", TO, null);

        assertThat(world.failed).isEmpty();
        assertThat(world.went).hasSize(3);
    }

    @Test
    void waitingMessagesFailWhenTheContextStops() throws Exception {
        world.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:slow").to("wa:send-text?minInterval=60000");
            }
        });
        world.camel.getShutdownStrategy().setTimeout(1);
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(world.camel.createProducerTemplate().asyncSend("direct:slow", exchange -> {
                exchange.getMessage().setHeaders(new HashMap<>(TO));
                exchange.getMessage().setBody("Hello");
            }));
        }
        await().until(() ->
                all.get(0).isDone() || all.get(1).isDone() || all.get(2).isDone());

        world.camel.stop();

        await().until(() -> all.stream().allMatch(CompletableFuture::isDone));
        assertThat(world.twin.journal(PHONE)).hasSize(1);
        assertThat(all.stream().filter(each -> each.join().getException() == null))
                .hasSize(1);
    }
}
