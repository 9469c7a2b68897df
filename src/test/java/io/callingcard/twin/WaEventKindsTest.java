// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.provider.fixture.EventHost;
import io.callingcard.provider.inbound.InboundEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each kind of event goes from the twin over HTTP to a route: its type, chat, person, text, files and messages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaEventKindsTest {

    private static final String ROSA = "15550100077@s.whatsapp.net";
    private static final String GROUP = "120363000000000001@g.us";
    private static final String NEWS = "120363000000000009@newsletter";

    /**
     * A row of the table: what happens, and what the route gets.
     *
     * @param deed     the details, as in {@code POST /twin/control/wa}
     * @param expected type, chat, sender, text, number of files, message or -; all joined by a slash
     */
    private record Row(WaEventKind kind, String deed, String expected) {

        @Override
        public String toString() {
            return kind + " " + deed;
        }
    }

    private static Row row(WaEventKind kind, String deed, String... expected) {
        return new Row(kind, deed, String.join(" / ", expected));
    }

    private static final String R = "+15550100077";
    private static final String CARD =
            "BEGIN:VCARD\\nVERSION:3.0\\nFN:Front Desk\\nTEL;waid=14155550111:+1 415 555 0111\\nEND:VCARD";

    static List<Row> rows() {
        return List.of(
                row(WaEventKind.TEXT, "'text':'Hello'", "message.received", ROSA, R, "Hello", "0", "own"),
                row(
                        WaEventKind.TEXT,
                        "'text':'Yes','replied_to':'3EB0','quoted':'Now?','forwarded':true",
                        "message.received",
                        ROSA,
                        R,
                        "Yes",
                        "0",
                        "own"),
                row(WaEventKind.TEXT, "'text':'Hi','lid':'77@lid'", "message.received", ROSA, R, "Hi", "0", "own"),
                row(
                        WaEventKind.TEXT,
                        "'text':'Hi','chat':'" + GROUP + "'",
                        "message.received",
                        GROUP,
                        R,
                        "Hi",
                        "0",
                        "own"),
                row(
                        WaEventKind.TEXT,
                        "'text':'From my phone','from_me':true",
                        "message.sent",
                        ROSA,
                        "+12025550147",
                        "From my phone",
                        "0",
                        "own"),
                row(WaEventKind.IMAGE, "'file_name':'a.jpeg'", "message.received", ROSA, R, "-", "1", "own"),
                row(WaEventKind.IMAGE, "'caption':'Us'", "message.received", ROSA, R, "Us", "1", "own"),
                row(
                        WaEventKind.VIDEO,
                        "'caption':'Us','view_once':true",
                        "message.received",
                        ROSA,
                        R,
                        "Us",
                        "1",
                        "own"),
                row(WaEventKind.VIDEO_NOTE, "", "message.received", ROSA, R, "-", "1", "own"),
                row(WaEventKind.AUDIO, "", "message.received", ROSA, R, "-", "1", "own"),
                row(WaEventKind.DOCUMENT, "'file_name':'menu.pdf'", "message.received", ROSA, R, "-", "1", "own"),
                row(WaEventKind.STICKER, "", "message.received", ROSA, R, "-", "1", "own"),
                row(
                        WaEventKind.CONTACT,
                        "'name':'Front Desk','vcard':'" + CARD + "'",
                        "message.received",
                        ROSA,
                        R,
                        "-",
                        "0",
                        "own",
                        "Front Desk"),
                row(
                        WaEventKind.CONTACTS,
                        "'contacts':[{'name':'Front Desk','vcard':'" + CARD + "'},{'name':'Bob','vcard':''}]",
                        "message.received",
                        ROSA,
                        R,
                        "-",
                        "0",
                        "own",
                        "Front Desk",
                        "Bob"),
                row(
                        WaEventKind.LOCATION,
                        "'latitude':37.77,'longitude':-122.41,'name':'Harbor Books'",
                        "message.received",
                        ROSA,
                        R,
                        "Harbor Books (37.77, -122.41)",
                        "0",
                        "own"),
                row(
                        WaEventKind.LIVE_LOCATION,
                        "'latitude':1.5,'longitude':2.5",
                        "message.received",
                        ROSA,
                        R,
                        "1.5, 2.5",
                        "0",
                        "own"),
                row(WaEventKind.LIST, "'title':'Menu'", "message.received", ROSA, R, "Menu", "0", "own"),
                row(WaEventKind.ORDER, "'title':'Books'", "message.received", ROSA, R, "Books", "0", "own"),
                row(WaEventKind.POLL, "", "message.received", ROSA, R, "-", "0", "own"),
                row(
                        WaEventKind.INTERACTIVE,
                        "'text':'Choose','files':['1.png','2.png']",
                        "message.received",
                        ROSA,
                        R,
                        "Choose",
                        "2",
                        "own"),
                row(
                        WaEventKind.REACTION,
                        "'message_id':'3EB0','reaction':'x'",
                        "reaction.added",
                        ROSA,
                        R,
                        "-",
                        "0",
                        "3EB0"),
                row(
                        WaEventKind.REACTION,
                        "'message_id':'3EB0','reaction':''",
                        "reaction.removed",
                        ROSA,
                        R,
                        "-",
                        "0",
                        "3EB0"),
                row(WaEventKind.REVOKED, "'message_id':'3EB0'", "message.deleted", ROSA, R, "-", "0", "3EB0"),
                row(
                        WaEventKind.EDITED,
                        "'message_id':'3EB0','text':'Better'",
                        "message.edited",
                        ROSA,
                        R,
                        "Better",
                        "0",
                        "3EB0"),
                row(
                        WaEventKind.DELETED,
                        "'message_id':'{known}'",
                        "message.deleted",
                        ROSA,
                        "+12025550147",
                        "-",
                        "0",
                        "{known}"),
                row(
                        WaEventKind.RECEIPT,
                        "'message_ids':['3EB0','3EB1'],'receipt':'delivered'",
                        "message.delivered",
                        ROSA,
                        R,
                        "-",
                        "0",
                        "3EB0,3EB1"),
                row(
                        WaEventKind.RECEIPT,
                        "'message_id':'3EB0','receipt':'read','lid':'77@lid'",
                        "message.read",
                        ROSA,
                        R,
                        "-",
                        "0",
                        "3EB0"),
                row(
                        WaEventKind.RECEIPT,
                        "'message_id':'3EB0','receipt':'read','chat':'" + GROUP + "'",
                        "message.read",
                        GROUP,
                        R,
                        "-",
                        "0",
                        "3EB0"),
                row(WaEventKind.TYPING, "'state':'composing'", "typing.started", ROSA, R, "-", "0", "-"),
                row(WaEventKind.TYPING, "'state':'paused','media':'audio'", "typing.stopped", ROSA, R, "-", "0", "-"),
                row(
                        WaEventKind.PARTICIPANTS,
                        "'chat':'" + GROUP + "','change':'join','people':['+15550100078','+15550100079']",
                        "participant.added",
                        GROUP,
                        "+15550100078",
                        "-",
                        "0",
                        "-",
                        "+15550100078",
                        "+15550100079"),
                row(
                        WaEventKind.PARTICIPANTS,
                        "'chat':'" + GROUP + "','change':'leave','people':['+15550100078']",
                        "participant.removed",
                        GROUP,
                        "+15550100078",
                        "-",
                        "0",
                        "-",
                        "+15550100078"),
                row(
                        WaEventKind.PARTICIPANTS,
                        "'chat':'" + GROUP + "','change':'promote','people':['+15550100078']",
                        "chat.updated",
                        GROUP,
                        "+15550100078",
                        "-",
                        "0",
                        "-",
                        "+15550100078"),
                row(
                        WaEventKind.JOINED,
                        "'chat':'" + GROUP + "','group_name':'Readers','reason':'invite'",
                        "participant.added",
                        GROUP,
                        "+12025550147",
                        "-",
                        "0",
                        "-",
                        "+12025550147"),
                row(WaEventKind.LABEL_EDIT, "'label_id':'1','name':'VIP'", "line.updated", "-", "-", "-", "0", "-"),
                row(WaEventKind.LABEL, "'label_id':'1'", "chat.updated", ROSA, "-", "-", "0", "-"),
                row(
                        WaEventKind.CHANNEL_JOINED,
                        "'channel':'" + NEWS + "','name':'News'",
                        "chat.created",
                        NEWS,
                        "-",
                        "-",
                        "0",
                        "-"),
                row(WaEventKind.CHANNEL_LEFT, "'channel':'" + NEWS + "'", "chat.updated", NEWS, "-", "-", "0", "-"),
                row(
                        WaEventKind.CHANNEL_MESSAGE,
                        "'channel':'" + NEWS + "','message_id':'3EB9'",
                        "chat.updated",
                        NEWS,
                        "-",
                        "-",
                        "0",
                        "3EB9"),
                row(WaEventKind.CHANNEL_MUTE, "'channel':'" + NEWS + "'", "chat.updated", NEWS, "-", "-", "0", "-"),
                row(WaEventKind.CALL, "'call_id':'C1'", "call.received", ROSA, R, "-", "0", "-"),
                row(
                        WaEventKind.CALL,
                        "'call_id':'C2','chat':'" + GROUP + "'",
                        "call.received",
                        GROUP,
                        R,
                        "-",
                        "0",
                        "-"));
    }

    private final TwinCaller caller = new TwinCaller("", Map.of());
    private final EventHost host = new EventHost();

    @BeforeAll
    void start() {
        host.receive("wa:events?webhookVerifyToken=s3&includeFromMe=true");
        caller.twin.wa().webhooks(List.of(host.url("/webhooks/wa")), "s3");
        caller.twin.wa().pace(Duration.ofMillis(5));
    }

    @AfterAll
    void stop() {
        host.close();
        caller.close();
    }

    /** Without a reset of the twin: its ids would repeat, and the route would get each event only once. */
    @BeforeEach
    void downloadFiles() {
        caller.twin.wa().downloadMedia(true);
    }

    private InboundEvent after(WaEventKind kind, String deed) throws Exception {
        ObjectNode body = (ObjectNode) new ObjectMapper()
                .readTree(("{'receive':[{'kind':'" + kind.word() + "','from':'+15550100077'"
                                + (deed.isEmpty() ? "" : "," + deed) + "}]}")
                        .replace('\'', '"'));
        host.routed.clear();
        TwinCaller.Answer answer = caller.call("POST", "control/wa", body.toString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        await().atMost(Duration.ofSeconds(5)).until(() -> !host.routed.isEmpty());
        return host.routed.get(0).getMessage().getBody(InboundEvent.class);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void reachesTheRouteWithItsChatPersonTextAndFiles(Row row) throws Exception {
        String known = row.deed().contains("{known}")
                ? after(WaEventKind.TEXT, "'text':'Oops'").messageId()
                : "";

        InboundEvent event = after(row.kind(), row.deed().replace("{known}", known));

        boolean isOwn = row.expected().contains(" / own");
        String people = String.join(
                " / ",
                event.participants().isEmpty()
                        ? event.cards().stream().map(card -> card.fullName()).toList()
                        : event.participants());
        String actual = String.join(
                        " / ",
                        event.type().word(),
                        orDash(event.chat()),
                        orDash(event.sender()),
                        orDash(event.text()),
                        Integer.toString(event.media().size()),
                        isOwn && event.messageIds().size() == 1 ? "own" : orDash(String.join(",", event.messageIds())))
                + (people.isEmpty() ? "" : " / " + people);
        assertThat(actual).isEqualTo(row.expected().replace("{known}", known));
        assertThat(event.providerType()).isEqualTo(row.kind().event());
        assertThat(event.line()).isEqualTo("+12025550147");
        assertThat(event.occurredAt()).isNotNull();
        assertThat(event.group())
                .isEqualTo(event.chat() != null && !event.chat().equals(ROSA));
    }

    private static String orDash(String text) {
        return text == null || text.isEmpty() ? "-" : text;
    }

    @Test
    void filesThatAreNotDownloadedHaveTheirAddress() throws Exception {
        caller.call("POST", "control/wa", "{\"auto_download_media\":false}");
        for (WaEventKind kind : EnumSet.of(WaEventKind.IMAGE, WaEventKind.AUDIO, WaEventKind.DOCUMENT)) {
            InboundEvent event = after(kind, "'file_name':'menu.pdf'");

            assertThat(event.media()).singleElement().satisfies(file -> assertThat(file.url())
                    .startsWith("https://"));
        }
    }

    @Test
    void theTableHasEachKind() {
        Set<WaEventKind> covered = rows().stream().map(Row::kind).collect(Collectors.toSet());

        assertThat(covered).containsExactlyInAnyOrderElementsOf(Arrays.asList(WaEventKind.values()));
    }
}
