// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.twin.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

/** The component under load: event loops, threads, accounts, trust, proxies, health. */
class ChertComponentTest {

    @Test
    void closesItsOwnVertxAndNeverAConfiguredOne() throws Exception {
        DefaultCamelContext alone = new DefaultCamelContext();
        ChertComponent component = alone.getComponent("chert", ChertComponent.class);
        alone.start();
        VertxInternal own = (VertxInternal) component.activeVertx();
        alone.stop();
        Awaitility.await().until(() -> own.getEventLoopGroup().isShuttingDown());

        Vertx given = Vertx.vertx();
        try {
            DefaultCamelContext shared = new DefaultCamelContext();
            shared.getRegistry().bind("runtime", given);
            ChertComponent sharing = shared.getComponent("chert", ChertComponent.class);
            shared.start();
            assertThat(sharing.activeVertx()).isSameAs(given);
            shared.stop();
            assertThat(((VertxInternal) given).getEventLoopGroup().isShuttingDown())
                    .isFalse();
        } finally {
            given.close();
        }
    }

    @Test
    void worksAgainAfterARestart() throws Exception {
        try (ChertWorld world = new ChertWorld()) {
            ChertComponent component = world.camel.getComponent("chert", ChertComponent.class);
            component.stop();
            component.start();

            world.send("chert:send-text", Map.of("CamelCardRecipient", "+14155550100"), "Hello");

            assertThat(world.twin.journal("+14155550100")).hasSize(1);
        }
    }

    @Test
    void everyExchangeEndsWhenTheContextStopsWhileItIsInFlight() throws Exception {
        ChertWorld world = new ChertWorld();
        world.twin.inject(Fault.of(Fault.Kind.NO_ANSWER));
        ProducerTemplate template = world.camel.createProducerTemplate();
        var sending = template.asyncRequestBodyAndHeader(
                "chert:send-text?maxRetries=0", "Hello", "CamelCardRecipient", "+14155550100");
        Awaitility.await().until(() -> !world.twin.requests().isEmpty());

        world.camel.getComponent("chert", ChertComponent.class).stop();

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(sending::isDone);
        world.close();
    }

    @Test
    void manyExchangesOnManyThreadsEachGetTheirOwnAnswer() throws Exception {
        try (ChertWorld world = new ChertWorld()) {
            world.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:many").to("chert:send-contact").process(world.went::add);
                }
            });
            ExecutorService threads = Executors.newFixedThreadPool(16);
            ProducerTemplate template = world.camel.createProducerTemplate();
            List<String> wrong = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 400; i++) {
                String phone = "+1415555" + (1000 + i);
                threads.execute(() -> {
                    Exchange done = template.request("direct:many", exchange -> {
                        exchange.getMessage().setHeader("CamelCardRecipient", phone);
                        exchange.getMessage().setBody(Map.of("full_name", phone));
                    });
                    String chat = done.getMessage().getHeader(ChertConstants.CHAT_ID, String.class);
                    var entries = world.twin.journal(phone);
                    if (entries.size() != 1
                            || !entries.get(0).chatId().equals(chat)
                            || !entries.get(0)
                                    .content()
                                    .at("/contact/full_name")
                                    .asText()
                                    .equals(phone)) {
                        wrong.add(phone);
                    }
                });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

            assertThat(wrong).isEmpty();
            assertThat(world.went).hasSize(400);
        }
    }

    @Test
    void aRouteThatBlocksAfterTheAnswerDelaysNoOtherRoute() throws Exception {
        try (ChertWorld world = new ChertWorld()) {
            CountDownLatch release = new CountDownLatch(1);
            AtomicInteger blocked = new AtomicInteger();
            Set<String> threads = ConcurrentHashMap.newKeySet();
            world.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:blocking").to("chert:list-lines").process(exchange -> {
                        threads.add(Thread.currentThread().getName());
                        blocked.incrementAndGet();
                        release.await(20, TimeUnit.SECONDS);
                    });
                }
            });
            ProducerTemplate template = world.camel.createProducerTemplate();
            for (int i = 0; i < 10; i++) {
                template.asyncSend("direct:blocking", exchange -> {});
            }
            Awaitility.await().untilAtomic(blocked, is(10));

            world.send("chert:list-lines", Map.of(), null);

            assertThat(world.failed).isEmpty();
            assertThat(world.went).hasSize(1);
            assertThat(threads).hasSize(10).noneMatch(name -> name.contains("eventloop"));
            release.countDown();
        }
    }

    @Test
    void twoAccountsInOneContextDoNotMix() {
        try (ChertWorld world = new ChertWorld()) {
            world.twin.chert().addTenant("other", "other-secret");

            for (int i = 0; i < 20; i++) {
                world.send("chert:list-lines?tenant=other&secret=other-secret", Map.of(), null);
                world.send("chert:list-lines", Map.of(), null);
                world.send("chert:list-lines?auth=BEARER&tenant=other&secret=other-secret", Map.of(), null);
            }
            assertThat(world.failed).isEmpty();

            world.send("chert:list-lines?tenant=other", Map.of(), null);
            world.send("chert:list-lines?auth=BEARER&secret=wrong", Map.of(), null);
            assertThat(world.failed).extracting(ProviderException::getCode).containsExactly("2004", "2004");
        }
    }

    @Test
    void uploadsAHundredMegabytesWithoutHoldingThemInMemory() {
        try (ChertWorld world = new ChertWorld()) {
            // Camel's stream caching would hold the whole stream before the component reads it.
            world.camel.setStreamCaching(false);
            world.furnished();
            long size = 100L * 1024 * 1024;
            Runtime runtime = Runtime.getRuntime();
            System.gc();
            long before = runtime.totalMemory() - runtime.freeMemory();

            world.send(
                    world.name("chert:send-media?chatId={chat}&fileName=film.mp4&contentType=video/mp4"),
                    Map.of(),
                    new Zeros(size));

            System.gc();
            long after = runtime.totalMemory() - runtime.freeMemory();
            assertThat(world.failed).isEmpty();
            assertThat(world.twin.requests()).anySatisfy(request -> {
                assertThat(request.method()).isEqualTo("PUT");
                assertThat(request.size()).isEqualTo(size);
                assertThat(request.header("content-length")).isEqualTo(Long.toString(size));
                assertThat(request.header("authorization")).isEqualTo("Bearer twin");
                assertThat(request.header("x-chert-signature")).isNull();
            });
            assertThat(after - before).isLessThan(30L * 1024 * 1024);
            assertThat(world.twin.journal("+14155550100"))
                    .extracting(entry -> entry.kind())
                    .contains("media");
        }
    }

    /** A stream of unknown length. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            Arrays.fill(target, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }

    @Test
    void aRedeliveredFileIsUploadedAndSentOnce() throws Exception {
        try (ChertWorld world = new ChertWorld()) {
            world.furnished();
            String uri = world.name("chert:send-media?chatId={chat}&fileName=a.png&maxRetries=0");
            world.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(1));
                    from("direct:media").to(uri);
                }
            });
            world.twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY)
                    .on("POST", "/messages$")
                    .times(2));

            Exchange done = world.camel
                    .createProducerTemplate()
                    .request("direct:media", exchange -> exchange.getMessage().setBody(ChertWorld.bytes("picture")));

            assertThat(done.getException()).isNull();
            assertThat(world.twin.requests().stream()
                            .filter(request -> request.method().equals("PUT") && request.size() == 7))
                    .hasSize(1);
            assertThat(world.twin.journal("+14155550100"))
                    .extracting(entry -> entry.kind())
                    .containsExactly("text", "media");
        }
    }

    @Test
    void aRedeliveryThatSendsNothingKeepsTheDoubt() throws Exception {
        try (ChertWorld world = new ChertWorld()) {
            world.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(1));
                    from("direct:doubt").to("chert:send-text?maxRetries=0");
                }
            });
            world.twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY));
            world.twin.inject(Fault.error(1007));

            Exchange done = world.camel.createProducerTemplate().request("direct:doubt", exchange -> {
                exchange.getMessage().setHeader("CamelCardRecipient", "+14155550100");
                exchange.getMessage().setBody("Hello");
            });

            ProviderException failure = (ProviderException) done.getException();
            assertThat(failure.getOutcome()).isEqualTo(Outcome.IN_DOUBT);
            assertThat(failure.getCode()).isEqualTo("1007");
            assertThat(done.getProperty(ChertConstants.OUTCOME)).isEqualTo(Outcome.IN_DOUBT);
            assertThat(world.twin.journal("+14155550100")).hasSize(1);
        }
    }

    @Test
    void aFailedReadDoesNotHideThatTheSendBeforeItSucceeded() throws Exception {
        try (ChertWorld world = new ChertWorld()) {
            world.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:both")
                            .to("chert:send-text")
                            .setHeader("CamelCardMessageId", constant("unknown"))
                            .to("chert:get-message");
                }
            });
            Exchange done = world.camel.createProducerTemplate().request("direct:both", exchange -> {
                exchange.getMessage().setHeader("CamelCardRecipient", "+14155550100");
                exchange.getMessage().setBody("Hello");
            });
            assertThat(done.getProperty(ChertConstants.OUTCOME)).isEqualTo(Outcome.SENT);

            world.twin.inject(Fault.error(2003));
            Map<String, Object> headers = new HashMap<>(done.getMessage().getHeaders());
            world.send("chert:get-message", headers, null);
            assertThat(world.onlyFailure().getCode()).isEqualTo("2003");
        }
    }

    @Test
    void healthFollowsTheCredentialsAndTheLines() throws Exception {
        try (ChertWorld world = new ChertWorld()) {
            HealthCheckRepository repository = HealthCheckHelper.getHealthCheckRepository(world.camel, "producers");
            repository.setEnabled(true);
            world.send("chert:list-lines", Map.of(), null);
            world.send("chert:list-lines?tenant=nobody", Map.of(), null);

            Awaitility.await().untilAsserted(() -> assertThat(
                            repository.stream().map(HealthCheck::call).toList())
                    .extracting(HealthCheck.Result::getState)
                    .containsExactly(HealthCheck.State.UP, HealthCheck.State.DOWN));
            HealthCheck.Result down = repository.stream().toList().get(1).call();
            assertThat(down.getMessage())
                    .hasValueSatisfying(text -> assertThat(text).contains("code 2001"));
            assertThat(down.getDetails()).containsEntry("kind", "NOT_FOUND").containsKey("baseUrl");

            world.camel.getComponent("chert", ChertComponent.class).stop();
            assertThat(repository.stream()).isEmpty();
        }
    }
}
