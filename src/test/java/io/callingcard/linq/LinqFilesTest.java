// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.card.VCards;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.twin.Fault;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** Cards as files, media, voice memos and downloads. */
class LinqFilesTest {

    private static final String PHONE = "+14155550100";
    private static final Map<String, Object> TO = Map.of("CamelCardRecipient", PHONE);
    private static final String VCARD =
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Okafor;Mira;;;\r\nFN:Mira Okafor\r\nX-ODD;TYPE=a:kept\r\nEND:VCARD\r\n";

    private LinqWorld world;

    @BeforeEach
    void start() {
        world = new LinqWorld();
        world.forget();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private JournalEntry received() {
        assertThat(world.failed).isEmpty();
        return world.twin.journal(PHONE).get(0);
    }

    static Stream<Object> cards() {
        return Stream.of(
                VCards.read(VCARD),
                VCards.toVCard(VCards.read(VCARD)),
                VCARD,
                VCARD.getBytes(StandardCharsets.UTF_8),
                new ByteArrayInputStream(VCARD.getBytes(StandardCharsets.UTF_8)),
                Map.of("vcard_text", VCARD),
                Map.of("contact", Map.of("full_name", "Mira Okafor")),
                "{\"full_name\":\"Mira Okafor\"}");
    }

    @ParameterizedTest
    @MethodSource("cards")
    void everyFormOfACardArrivesAsAVcardFile(Object card) {
        world.send("linq:send-contact", TO, card);

        JournalEntry entry = received();
        assertThat(entry.kind()).isEqualTo("card");
        assertThat(entry.content().path("filename").asText()).isEqualTo("Mira Okafor.vcf");
        assertThat(entry.content().path("content_type").asText()).isEqualTo("text/vcard");
        assertThat(VCards.read(entry.content().path("vcard").asText()).displayName())
                .isEqualTo("Mira Okafor");
    }

    @Test
    void vcardTextArrivesUnchanged() {
        world.send("linq:send-contact", TO, VCARD);

        assertThat(received().content().path("vcard").asText()).isEqualTo(VCARD);
    }

    @ParameterizedTest
    @CsvSource({"'Zoë / & <Co>', 'Zoë   Co.vcf'", "'///', contact.vcf", "李小龍, 李小龍.vcf"})
    void namesTheFileAfterThePersonWithoutUnsafeCharacters(String name, String file) {
        world.send("linq:send-contact", TO, Map.of("full_name", name));

        assertThat(received().content().path("filename").asText()).isEqualTo(file);
    }

    @Test
    void sendsTheTokenOnlyToTheProvidersHost() {
        List<ReceivedRequest> requests = world.requestsDuring(() -> world.send("linq:send-contact", TO, VCARD));

        assertThat(requests)
                .filteredOn(request -> request.path().startsWith("/upload"))
                .singleElement()
                .satisfies(upload -> {
                    assertThat(upload.header("authorization")).isNull();
                    assertThat(upload.header("content-type")).isEqualTo("text/vcard");
                    assertThat(upload.header("x-upload-signature")).startsWith("signed-");
                });
    }

    @Test
    void aDownloadHasTheBytesOfTheUpload() throws Exception {
        byte[] film = new byte[300_000];
        Arrays.fill(film, (byte) 7);
        Exchange up = world.send("linq:upload-attachment?fileName=film.mp4", Map.of(), new ByteArrayInputStream(film));
        String id = up.getMessage().getHeader(LinqConstants.ATTACHMENT_ID, String.class);

        byte[][] down = new byte[1][];
        List<ReceivedRequest> requests = world.requestsDuring(() -> {
            Exchange done = world.send("linq:download-attachment?CamelCardAttachmentId=" + id);
            assertThat(done.getMessage().getHeader("CamelFileName")).isEqualTo("film.mp4");
            assertThat(done.getMessage().getHeader("Content-Type")).isEqualTo("video/mp4");
        });
        world.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:read")
                        .setHeader(LinqConstants.ATTACHMENT_ID, constant(id))
                        .to("linq:download-attachment")
                        .process(exchange -> down[0] = Files.readAllBytes(
                                exchange.getMessage().getBody(File.class).toPath()));
            }
        });
        world.camel.createProducerTemplate().send("direct:read", exchange -> {});

        assertThat(down[0]).isEqualTo(film);
        assertThat(requests.get(1).path()).startsWith("/upload/");
        assertThat(requests.get(1).header("authorization")).isNull();
    }

    @Test
    void refusesToDownloadAnAttachmentThatWasNotUploaded() {
        world.send(
                "linq:raw-request?method=POST&path=/attachments",
                Map.of(),
                Map.of("filename", "a", "content_type", "image/png", "size_bytes", 3));
        JsonNode slot = world.went.get(0).getMessage().getBody(JsonNode.class);
        world.went.clear();

        world.send("linq:download-attachment?CamelCardAttachmentId="
                + slot.path("attachment_id").asText());

        assertThat(world.onlyFailure().getOutcome()).isEqualTo(Outcome.NOT_SENT);
    }

    @Test
    void sendsMediaFromABodyOrAUrl() {
        world.send(
                "linq:send-media?fileName=menu.png&CamelCardCaption=Our%20menu",
                TO, "a picture".getBytes(StandardCharsets.UTF_8));
        world.send(
                "linq:send-media",
                Map.of("CamelCardRecipient", PHONE, LinqConstants.MEDIA_URL, "https://example.com/a.png"),
                null);

        assertThat(world.failed).isEmpty();
        assertThat(world.twin.journal(PHONE)).extracting(JournalEntry::kind).containsExactly("media", "text", "media");
        assertThat(received().content().path("size_bytes").asInt()).isEqualTo(9);
    }

    @Test
    void sendsAVoiceMemoFromABodyOrAnAttachment() {
        String chat =
                world.send("linq:send-text", TO, "Hello").getMessage().getHeader(LinqConstants.CHAT_ID, String.class);

        Exchange first = world.send(
                "linq:send-voice?fileName=memo.m4a&chatId=" + chat, Map.of(), "sound".getBytes(StandardCharsets.UTF_8));
        Exchange again = world.send(
                "linq:upload-attachment?fileName=memo.m4a", Map.of(), "sound".getBytes(StandardCharsets.UTF_8));
        world.send("linq:send-voice?chatId=" + chat, again.getMessage().getHeaders(), null);

        assertThat(world.failed).isEmpty();
        assertThat(first.getMessage().getHeader(LinqConstants.MESSAGE_ID)).isNotNull();
        assertThat(world.twin.journal(PHONE)).extracting(JournalEntry::kind).containsExactly("text", "voice", "voice");
    }

    @Test
    void sendsNothingWhenTheUploadIsRefused() {
        world.twin.inject(Fault.error(5001).on("PUT", "/upload").times(3));

        world.send("linq:send-contact?maxRetries=0", TO, VCARD);

        ProviderException failure = world.onlyFailure();
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(world.twin.journal(PHONE)).isEmpty();
    }
}
