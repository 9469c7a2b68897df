// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.processor.idempotent.NoMessageIdException;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.chert.ChertComponent;
import io.callingcard.chert.ChertConfiguration;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.error.InDoubtException;
import io.callingcard.twin.Fault;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A step that was sent, or may have been sent, is not sent again, however the route handles failures. A step that was
 * not sent is sent again. The step sends a contact card, for which Chert has no key, so a phone shows each one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnceTest {

    private static final Map<String, String> CARD = Map.of("full_name", "Mira Okafor", "organization", "Harbor Books");

    private TwinServer twin;
    private Ledgers ledgers;
    private int routes;
    private int people;

    @BeforeAll
    void start() throws Exception {
        twin = TwinServer.start();
        ledgers = new Ledgers();
    }

    @AfterAll
    void stop() throws Exception {
        twin.close();
        ledgers.close();
    }

    /** The ways in which a route handles a failure. */
    enum Shape {
        NOTHING {
            @Override
            void route(RouteBuilder builder, String name, Claimed claimed) {
                claimed.apply(builder.from(name)).end();
            }
        },
        HANDLED {
            @Override
            void route(RouteBuilder builder, String name, Claimed claimed) {
                claimed.apply(builder.from(name)
                                .onException(Exception.class)
                                .handled(true)
                                .log("handled")
                                .end())
                        .end();
            }
        },
        CONTINUED {
            @Override
            void route(RouteBuilder builder, String name, Claimed claimed) {
                claimed.apply(builder.from(name)
                                .onException(Exception.class)
                                .continued(true)
                                .end())
                        .end();
            }
        },
        DEAD_LETTER {
            @Override
            void route(RouteBuilder builder, String name, Claimed claimed) {
                claimed.apply(builder.from(name).errorHandler(builder.deadLetterChannel("direct:dead")))
                        .end();
            }
        },
        TRIED_AROUND {
            @Override
            void route(RouteBuilder builder, String name, Claimed claimed) {
                claimed.apply(builder.from(name).doTry())
                        .end()
                        .endDoTry()
                        .doCatch(Exception.class)
                        .log("caught")
                        .end();
            }
        },
        SPLIT {
            @Override
            void route(RouteBuilder builder, String name, Claimed claimed) {
                claimed.apply(builder.from(name).split(builder.constant(List.of(CARD))))
                        .end()
                        .end();
            }
        },
        SPLIT_AS_ONE {
            @Override
            void route(RouteBuilder builder, String name, Claimed claimed) {
                claimed.apply(builder.from(name)
                                .split(builder.constant(List.of(CARD)))
                                .shareUnitOfWork())
                        .end()
                        .end();
            }
        },
        MULTICAST {
            @Override
            void route(RouteBuilder builder, String name, Claimed claimed) {
                builder.from(name).multicast().parallelProcessing().to(name + "-part");
                claimed.apply(builder.from(name + "-part")).end();
            }
        },
        CALLED {
            @Override
            void route(RouteBuilder builder, String name, Claimed claimed) {
                builder.from(name)
                        .onException(Exception.class)
                        .handled(true)
                        .end()
                        .to(name + "-part");
                claimed.apply(builder.from(name + "-part").errorHandler(builder.noErrorHandler()))
                        .end();
            }
        };

        abstract void route(RouteBuilder builder, String name, Claimed claimed);
    }

    /** Adds the claimed step to a route. */
    private interface Claimed {
        IdempotentConsumerDefinition apply(ProcessorDefinition<?> route);
    }

    /** The results of the first attempt. */
    enum First {
        SENT_THEN_BREAKS(1, 1, StepState.SENT),
        IN_DOUBT(1, 1, StepState.IN_DOUBT),
        NOT_SENT(0, 1, StepState.SENT);

        private final int first;
        private final int both;
        private final StepState last;

        First(int first, int both, StepState last) {
            this.first = first;
            this.both = both;
            this.last = last;
        }
    }

    static Stream<Arguments> combinations() {
        List<Arguments> all = new ArrayList<>();
        for (Shape shape : Shape.values()) {
            for (First first : First.values()) {
                for (boolean completionEager : List.of(true, false)) {
                    all.add(Arguments.of(shape, first, completionEager));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void sendsOnceHoweverTheRouteHandlesFailures(Shape shape, First first, boolean completionEager) throws Exception {
        ChatLedger ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        CamelContext camel = camel(ledger, OncePerChat.class);
        String phone = person();
        String name = "direct:r" + ++routes;
        boolean[] broken = {first == First.SENT_THEN_BREAKS};
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:dead").log("dead");
                        shape.route(
                                this, name, route -> (IdempotentConsumerDefinition)
                                        route.idempotentConsumer(constant("welcome/card"))
                                                .idempotentRepository("once")
                                                .completionEager(completionEager)
                                                .setBody(constant(CARD))
                                                .to("chert:send-contact")
                                                .process(exchange -> {
                                                    if (broken[0]) {
                                                        throw new IllegalStateException("after the send");
                                                    }
                                                }));
                    }
                });
        if (first == First.IN_DOUBT) {
            twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "/send-contact"));
        } else if (first == First.NOT_SENT) {
            twin.inject(Fault.error("2005").on("POST", "/send-contact"));
        }

        send(camel, name, phone);
        assertThat(cards(phone)).hasSize(first.first);
        broken[0] = false;
        send(camel, name, phone);
        send(camel, name, phone);

        assertThat(cards(phone)).hasSize(first.both);
        assertThat(Ledgers.states(ledger)).containsExactly(first.last);
        camel.stop();
    }

    /** Of two exchanges at once both would send. */
    @Test
    void refusesARouteThatClaimsAfterTheSend() throws Exception {
        CamelContext camel = camel(ledgers.fresh(Ledgers.Kind.SQLITE), OncePerChat.class);
        assertThatThrownBy(() -> camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:late")
                                .routeId("late")
                                .filter(constant(true))
                                .idempotentConsumer(constant("welcome/card"))
                                .idempotentRepository("once")
                                .eager(false)
                                .to("chert:send-contact");
                    }
                }))
                .hasStackTraceContaining("eager: is false in the route late")
                .hasStackTraceContaining("Remove eager=false");
        camel.stop();
    }

    /** The route fails, and a retry sends the card after the text is settled. */
    @Test
    void failsARouteUntilTheEarlierStepIsSettled() throws Exception {
        ChatLedger ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        CamelContext camel = camel(ledger, OncePerChat.class);
        String phone = person();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:both")
                        .onException(InDoubtException.class)
                        .continued(true)
                        .end()
                        .idempotentConsumer(constant("welcome/text"))
                        .idempotentRepository("once")
                        .setBody(constant("Hello Ada"))
                        .to("chert:send-text")
                        .end()
                        .idempotentConsumer(constant("welcome/card"))
                        .idempotentRepository("once")
                        .setBody(constant(CARD))
                        .to("chert:send-contact")
                        .end();
            }
        });
        twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "/send$"));
        assertThat(send(camel, "direct:both", phone).getException())
                .isInstanceOf(UnsentStepsException.class)
                .hasMessageContaining("text=")
                .hasMessageContaining("orderedSteps");
        assertThat(cards(phone)).hasSize(1);
        assertThat(send(camel, "direct:both", phone).getException()).isInstanceOf(UnsentStepsException.class);
        ledger.store().doubts.page("", 10, Duration.ZERO).forEach(doubt -> ledger.store()
                .doubts
                .settle(doubt.key(), List.of(), Decision.SKIP, "settle"));
        assertThat(send(camel, "direct:both", phone).getException()).isNull();
        assertThat(cards(phone).stream().map(JournalEntry::kind)).containsExactly("text", "card");
        camel.stop();
    }

    /** What Camel's idempotent consumer does with duplicates, ours does too, although it waits without a thread. */
    @Test
    void treatsDuplicatesAsCamelDoes() throws Exception {
        CamelContext camel = camel(ledgers.fresh(Ledgers.Kind.SQLITE), OncePerChat.class);
        String phone = person();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:skip")
                        .routeId("skip")
                        .idempotentConsumer(header("step"))
                        .idempotentRepository("once")
                        .completionEager(true)
                        .setHeader("ran", constant(true))
                        .end();
                from("direct:mark")
                        .idempotentConsumer(header("step"))
                        .idempotentRepository("once")
                        .completionEager(true)
                        .skipDuplicate(false)
                        .setHeader("ran", constant(true))
                        .end();
            }
        });
        assertThat(send(camel, "direct:skip", phone, "welcome/text")
                        .getMessage()
                        .getHeader("ran"))
                .isEqualTo(true);
        Exchange skipped = send(camel, "direct:skip", phone, "welcome/text");
        assertThat(skipped.getMessage().getHeader("ran")).isNull();
        assertThat(skipped.getProperty(Exchange.DUPLICATE_MESSAGE)).isEqualTo(true);
        Exchange marked = send(camel, "direct:mark", phone, "welcome/text");
        assertThat(marked.getMessage().getHeader("ran")).isEqualTo(true);
        assertThat(marked.getProperty(Exchange.DUPLICATE_MESSAGE)).isEqualTo(true);
        assertThat(send(camel, "direct:skip", phone, null).getException()).isInstanceOf(NoMessageIdException.class);
        OnceConsumer consumer = (OnceConsumer) camel.getRoute("skip").filter("*").stream()
                .filter(OnceConsumer.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(consumer.getDuplicateMessageCount()).isEqualTo(1);
        consumer.resetDuplicateMessageCount();
        assertThat(consumer.getDuplicateMessageCount()).isZero();
        camel.stop();
    }

    /**
     * With removeOnFailure=false a step that failed is skipped from then on. Its claim ends with the route, so that later
     * steps and the route settle need not wait for the process to stop.
     */
    @ParameterizedTest
    @CsvSource({"true,false", "false,false", "false,true"})
    void keepsAStepThatFailedIfTheRouteSaysSo(boolean completionEager, boolean isHandled) throws Exception {
        ChatLedger ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        CamelContext camel = camel(ledger, OncePerChat.class);
        String phone = person();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:keep")
                        .onException(Exception.class)
                        .handled(isHandled)
                        .end()
                        .idempotentConsumer(header("step"))
                        .idempotentRepository("once")
                        .completionEager(completionEager)
                        .removeOnFailure(false)
                        .filter(header("step").isEqualTo("doubt/card"))
                        .setBody(constant(CARD))
                        .to("chert:send-contact")
                        .end()
                        .throwException(new IllegalStateException("broken"))
                        .end();
            }
        });
        Exchange first = send(camel, "direct:keep", phone, "welcome/text");
        assertThat(first.getException() == null).isEqualTo(isHandled);
        assertThat(send(camel, "direct:keep", phone, "welcome/text").getException())
                .isNull();
        assertThat(Ledgers.states(ledger)).containsExactly(StepState.NOT_SENT);

        twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "/send-contact"));
        send(camel, "direct:keep", phone, "doubt/card");
        send(camel, "direct:keep", phone, "doubt/card");
        assertThat(cards(phone)).hasSize(1);
        assertThat(Ledgers.states(ledger)).containsExactlyInAnyOrder(StepState.NOT_SENT, StepState.IN_DOUBT);
        camel.stop();
    }

    /** A route that only marks the transaction for rollback did not do its step, although it throws nothing. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void repeatsAStepThatWasRolledBack(boolean completionEager) throws Exception {
        ChatLedger ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        CamelContext camel = camel(ledger, OncePerChat.class);
        String phone = person();
        boolean[] broken = {true};
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:rollback")
                        .idempotentConsumer(header("step"))
                        .idempotentRepository("once")
                        .completionEager(completionEager)
                        .filter(exchange -> broken[0])
                        .markRollbackOnly()
                        .end()
                        .setBody(constant(CARD))
                        .to("chert:send-contact")
                        .end();
            }
        });
        send(camel, "direct:rollback", phone, "welcome/card");
        assertThat(cards(phone)).isEmpty();
        assertThat(Ledgers.states(ledger)).containsExactly(StepState.NOT_SENT);
        broken[0] = false;
        send(camel, "direct:rollback", phone, "welcome/card");
        assertThat(cards(phone)).hasSize(1);
        assertThat(Ledgers.states(ledger)).containsExactly(StepState.SENT);
        camel.stop();
    }

    /** The first example of the page is what people copy. */
    @Test
    void theExampleOfThePageSendsOnceForEachFlow() throws Exception {
        ChatLedger ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        CamelContext camel = camel(ledger, OncePerChat.class);
        camel.getRegistry().bind("oncePerChat", camel.getRegistry().lookupByName("once"));
        String page = Files.readString(Path.of("docs/ledger.md"));
        String example = page.substring(page.indexOf("```yaml") + "```yaml".length());
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.fromString("page.yaml", example.substring(0, example.indexOf("```"))));
        String phone = person();
        for (int i = 0; i < 2; i++) {
            Exchange sent = camel.createProducerTemplate().request("direct:welcome-once", exchange -> {
                exchange.getMessage().setHeader(CardConstants.RECIPIENT, phone);
                exchange.getMessage().setBody("Hello");
            });
            assertThat(sent.getException()).isNull();
        }
        assertThat(twin.journal(phone)).extracting(JournalEntry::kind).containsExactly("text");
        assertThat(Ledgers.steps(ledger, "welcome")).hasSize(1);
        camel.stop();
    }

    /** A ledger that is away fails the exchange before anything is sent. */
    @Test
    void sendsNothingWithoutALedger() throws Exception {
        ChatLedger ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        CamelContext camel = camel(ledger, OncePerChat.class);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:away")
                        .idempotentConsumer(header("step"))
                        .idempotentRepository("once")
                        .completionEager(true)
                        .setHeader("ran", constant(true))
                        .end();
            }
        });
        ledger.store().database().close();
        Exchange failed = send(camel, "direct:away", person(), "welcome/text");
        assertThat(failed.getException()).isInstanceOf(LedgerException.class);
        assertThat(failed.getMessage().getHeader("ran")).isNull();
        camel.stop();
    }

    /** A route that waits for the ledger on the ledger's own thread would wait for itself. */
    @Test
    void noRouteGoesOnOnTheThreadOfTheDatabase() throws Exception {
        ChatLedger ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        CamelContext camel = camel(ledger, OncePerChat.class);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:broken")
                        .onException(Exception.class)
                        .handled(true)
                        .process(exchange -> {
                            exchange.getMessage()
                                    .setHeader("thread", Thread.currentThread().getName());
                            ledger.contains("any");
                        })
                        .end()
                        .idempotentConsumer(header("step"))
                        .idempotentRepository("once")
                        .completionEager(true)
                        .setHeader("ran", constant(true))
                        .end();
            }
        });
        ledger.store().database().write(connection -> Sql.update(connection, "DROP TABLE callingcard_alias"));
        Exchange exchange = camel.getEndpoint("direct:broken").createExchange();
        exchange.getMessage().setHeader(CardConstants.RECIPIENT, person());
        exchange.getMessage().setHeader("step", "welcome/text");
        CountDownLatch ended = new CountDownLatch(1);
        AsyncProducer producer = camel.getEndpoint("direct:broken").createAsyncProducer();
        producer.start();
        producer.process(exchange, done -> ended.countDown());
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        // If the database is faster than its caller, the caller goes on itself.
        assertThat(exchange.getMessage().getHeader("thread", String.class))
                .matches("CallingCardRoute.*|" + Thread.currentThread().getName());
        camel.stop();
    }

    private static Exchange send(CamelContext camel, String route, String phone, String step) {
        return camel.createProducerTemplate().request(route, exchange -> {
            exchange.getMessage().setHeader(CardConstants.RECIPIENT, phone);
            exchange.getMessage().setHeader("step", step);
        });
    }

    private CamelContext camel(ChatLedger ledger, Class<? extends OncePerStep> once) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        ChertConfiguration configuration =
                camel.getComponent("chert", ChertComponent.class).getConfiguration();
        configuration.setBaseUrl(twin.root("chert"));
        configuration.setTenant("twin");
        configuration.setSecret("twin");
        configuration.setMaxRetries(0);
        OncePerStep repository = once.getConstructor().newInstance();
        repository.setLedger(ledger);
        repository.setProvider("chert");
        camel.getRegistry().bind("ledger", ledger);
        camel.getRegistry().bind("once", repository);
        camel.start();
        return camel;
    }

    private String person() {
        return "+1415555" + (1000 + ++people);
    }

    private static Exchange send(CamelContext camel, String route, String phone) {
        return camel.createProducerTemplate()
                .request(route, exchange -> exchange.getMessage().setHeader(CardConstants.RECIPIENT, phone));
    }

    private List<JournalEntry> cards(String phone) {
        return twin.journal(phone);
    }
}
