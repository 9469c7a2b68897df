// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.provider.fixture.World;
import io.callingcard.wa.model.Chat;
import io.callingcard.wa.model.Group;
import io.callingcard.wa.model.Message;

import static org.assertj.core.api.Assertions.assertThat;

/** Lists, one page or all pages. */
class WaListsTest {

    private static final Map<String, Object> TO = Map.of("CamelCardRecipient", WaWorld.PHONE);

    private WaWorld world;

    @BeforeEach
    void start() {
        world = new WaWorld();
        world.forget();
        for (int i = 0; i < 7; i++) {
            world.send("wa:send-text", TO, "Message " + i);
        }
        world.went.clear();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private static List<String> contents(List<?> rows) {
        return rows.stream().map(row -> ((Message) row).content()).toList();
    }

    @Test
    void aPageNamesTheOffsetOfTheNextPage() {
        Exchange first = world.send("wa:list-messages?pageSize=3", TO, null);
        assertThat(contents(World.list(first))).containsExactly("Message 6", "Message 5", "Message 4");
        assertThat(first.getMessage().getHeader(WaConstants.NEXT_OFFSET)).isEqualTo(3);

        Exchange second = world.send(
                "wa:list-messages?pageSize=3",
                Map.of("CamelCardRecipient", WaWorld.PHONE, WaConstants.OFFSET, 3),
                null);
        assertThat(contents(World.list(second))).containsExactly("Message 3", "Message 2", "Message 1");

        Exchange last = world.send("wa:list-messages?pageSize=3&CamelWaOffset=6", TO, null);
        assertThat(contents(World.list(last))).containsExactly("Message 0");
        assertThat(last.getMessage().getHeader(WaConstants.NEXT_OFFSET)).isNull();
    }

    @Test
    void pagingAllReadsPageByPage() {
        int[] count = new int[1];
        world.send("wa:list-messages?pageSize=3&paging=ALL", TO, null);
        Exchange done = world.went.get(0);
        World.list(done).forEach(row -> count[0]++);

        assertThat(count[0]).isEqualTo(7);
        assertThat(world.twin.requests().stream()
                        .filter(request -> request.path().startsWith("/chat/")))
                .hasSize(3);
    }

    @Test
    void aSearchReadsOnePageBecauseTheGatewayIgnoresItsOffset() {
        Exchange found = world.send("wa:list-messages?pageSize=3&CamelWaSearch=Message&paging=ALL", TO, null);

        assertThat(World.list(found)).hasSize(3);
    }

    @Test
    void listsChatsContactsGroupsChannelsAndParticipants() {
        Exchange group = world.send(
                "wa:create-chat?CamelCardDisplayName=Readers", Map.of("CamelCardRecipient", "+14155550101"), null);
        assertThat(World.list(world.send("wa:list-chats?pageSize=1")))
                .singleElement()
                .extracting(each -> ((Chat) each).jid())
                .isEqualTo(WaWorld.JID);
        assertThat(World.list(world.send("wa:list-contacts"))).hasSize(1);
        assertThat(World.list(world.send("wa:list-groups"))).hasSize(1);
        assertThat(World.list(world.send("wa:list-channels"))).isEmpty();
        Exchange members = world.send(
                "wa:list-participants",
                Map.of("CamelCardChatId", group.getMessage().getHeader("CamelCardChatId")),
                null);
        assertThat(World.list(members))
                .singleElement()
                .extracting(each -> ((Group.Participant) each).phoneNumber())
                .isEqualTo("14155550101");
    }

    @Test
    void anUnknownChatHasNoMessages() {
        assertThat(World.list(world.send("wa:list-messages?to=+14155550199"))).isEmpty();
    }

    @Test
    void refusesAnInvalidTime() {
        world.send("wa:list-messages?CamelWaSince=yesterday", TO, null);

        assertThat(world.onlyFailure().getKind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    }
}
