// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.callingcard.linq.model.Chat;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.fixture.World;
import io.callingcard.twin.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/** Lists by page and as a whole. */
class LinqListsTest {

    private LinqWorld world;

    @BeforeEach
    void start() {
        world = new LinqWorld();
        world.forget();
        for (int i = 0; i < 7; i++) {
            world.send("linq:send-text", Map.of("CamelCardRecipient", "+1415555010" + i), "Hello");
        }
        world.went.clear();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void eachPageHasTheCursorOfTheNext() {
        Exchange first = world.send("linq:list-chats?pageSize=3");
        assertThat(World.list(first)).hasSize(3);

        Exchange second = world.send("linq:list-chats?pageSize=3", cursor(first), null);
        Exchange third =
                world.send("linq:list-chats?pageSize=3", second.getMessage().getHeaders(), null);
        Exchange last = world.send("linq:list-chats?pageSize=3", cursor(second), null);

        assertThat(World.list(second)).hasSize(3);
        assertThat(third.getMessage().getHeader(LinqConstants.NEXT_CURSOR)).isNotNull();
        assertThat(World.list(last)).hasSize(1);
        assertThat(last.getMessage().getHeader(LinqConstants.NEXT_CURSOR)).isNull();
    }

    private static Map<String, Object> cursor(Exchange page) {
        Object next = page.getMessage().getHeader(LinqConstants.NEXT_CURSOR);
        return Map.of(LinqConstants.CURSOR, next, LinqConstants.NEXT_CURSOR, next);
    }

    @Test
    void requestsAPageOnlyWhenThePreviousOneIsUsedUp() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        world.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:all")
                        .to("linq:list-chats?paging=ALL&pageSize=3")
                        .split(body())
                        .streaming()
                        .process(exchange -> seen.add(
                                exchange.getMessage().getBody(Chat.class).id() + " after "
                                        + world.twin.requests().stream()
                                                .filter(request ->
                                                        request.path().contains("limit=3"))
                                                .count()));
            }
        });

        world.camel.createProducerTemplate().send("direct:all", exchange -> {});

        assertThat(seen).hasSize(7);
        assertThat(seen)
                .extracting(line -> line.substring(line.indexOf("after")))
                .startsWith("after 1");
        assertThat(seen.get(6)).endsWith("after 3");
    }

    @Test
    void allPagesConvertToAList() {
        Exchange done = world.send("linq:list-chats?paging=ALL&pageSize=2&maxItems=5");

        assertThat(World.list(done)).hasSize(5);
    }

    @Test
    void aFailureOfALaterPageReachesTheRoute() throws Exception {
        world.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(ProviderException.class)
                        .handled(true)
                        .process(exchange -> world.failed.add(
                                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ProviderException.class)));
                from("direct:all")
                        .to("linq:list-chats?paging=ALL&pageSize=3&maxRetries=0")
                        .process(exchange -> world.twin.inject(Fault.error(3001)))
                        .split(body())
                        .streaming()
                        .stopOnException()
                        .to("mock:seen");
            }
        });

        world.camel.createProducerTemplate().send("direct:all", exchange -> {});

        assertThat(world.failed).isNotEmpty().allMatch(failure -> failure.getCode()
                .equals("3001"));
    }

    @Test
    void pagesThroughTheHistoryOfAChat() {
        String chat = World.list(world.send("linq:list-chats?pageSize=1"))
                .get(0)
                .toString()
                .replaceAll("Chat\\[(.*)]", "$1");
        for (int i = 0; i < 4; i++) {
            world.send("linq:send-text?chatId=" + chat, Map.of(), "More");
        }

        Exchange done = world.send("linq:list-messages?paging=ALL&pageSize=2&chatId=" + chat);

        assertThat(World.list(done)).hasSize(5).allMatch(message -> !message.toString()
                .contains("More"));
    }
}
