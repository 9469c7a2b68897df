// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.provider.fixture.World;
import io.callingcard.twin.Fault;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.ReceivedRequest;
import io.callingcard.twin.WaTwin;

import static org.assertj.core.api.Assertions.assertThat;

/** Files are streamed to the gateway as a form, and downloaded from it. */
class WaMediaTest {

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

    private JsonNode received() {
        assertThat(world.failed).isEmpty();
        List<JournalEntry> entries = world.twin.journal(PHONE);
        return entries.get(entries.size() - 1).content();
    }

    @ParameterizedTest
    @CsvSource({
        "menu.png, auto, image, image/png",
        "menu.jpg, auto, image, image/jpeg",
        "film.mp4, auto, video, video/mp4",
        "song.mp3, audio, audio, ",
        "menu.pdf, auto, file, application/pdf",
        "menu.webp, auto, file, ",
        "menu.png, file, file, image/png",
        "menu.png, sticker, sticker, image/png",
        "noextension, auto, file, application/octet-stream"
    })
    void contentTypeAndMediaTypeDecideHowAFileIsShown(String name, String option, String kind, String type) {
        world.send("wa:send-media?mediaType=" + option + "&fileName=" + name, TO, World.bytes("the bytes"));

        assertThat(received().path("media").asText()).isEqualTo(kind);
        assertThat(received().path("filename").asText()).isEqualTo(name);
        assertThat(received().path("bytes").asText())
                .isEqualTo(Base64.getEncoder().encodeToString(World.bytes("the bytes")));
        if (type != null) {
            assertThat(received().path("content_type").asText()).isEqualTo(type);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "song.m4a, , audio, audio/m4a",
        "song.m4a, audio/mp4, audio, audio/m4a",
        "song.m4a, audio/x-m4a, audio, audio/m4a",
        "note.ogg, audio/ogg; codecs=opus, audio, audio/ogg",
        "note.opus, , audio, audio/ogg",
        "note.ogg, AUDIO/OGG, audio, audio/ogg",
        "film.mp4, video/mp4; codecs=avc1, video, video/mp4",
        "menu.png, IMAGE/PNG, image, image/png",
        "song.mid, audio/midi, file, audio/midi"
    })
    void namesContentTypesInTheGatewaysWords(String name, String given, String kind, String type) {
        Map<String, Object> headers = new HashMap<>(TO);
        headers.put("CamelFileName", name);
        if (given != null) {
            headers.put("Content-Type", given);
        }

        world.send("wa:send-media", headers, World.bytes("the bytes"));

        assertThat(received().path("media").asText()).isEqualTo(kind);
        assertThat(received().path("content_type").asText()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "song.mid, audio/midi, audio, audio/aac",
        "film.webm, video/webm, video, video/mp4",
        "a.gif, image/gif, image, image/jpeg",
        "a.pdf, application/pdf, sticker, image/webp"
    })
    void refusesTypesThatTheGatewayRefusesWithTheListOfTheOthers(
            String name, String given, String kind, String listed) {
        Map<String, Object> headers = new HashMap<>(TO);
        headers.put("CamelFileName", name);
        headers.put("Content-Type", given);

        world.send("wa:send-media?mediaType=" + kind, headers, World.bytes("the bytes"));

        assertThat(world.onlyFailure()).hasMessageContaining("contentType").hasMessageContaining(listed);
        assertThat(world.twin.requests()).isEmpty();
    }

    @Test
    void sendsAudioAsAVoiceNoteWhenConfigured() {
        world.send("wa:send-media?fileName=a.ogg&contentType=audio/ogg&voiceNote=true", TO, World.bytes("sound"));

        assertThat(received().path("media").asText()).isEqualTo("audio");
        assertThat(received().path("ptt").asText()).isEqualTo("true");
    }

    @Test
    void keepsQuotesAndNonAsciiLettersInNamesAndCaptions() {
        world.send(
                "wa:send-media",
                Map.of(
                        "CamelCardRecipient",
                        PHONE,
                        "CamelFileName",
                        "Speise\"karte – Zoë.png",
                        "CamelCardCaption",
                        "Für dich ❤"),
                World.bytes("picture"));

        assertThat(received().path("filename").asText()).isEqualTo("Speise%22karte – Zoë.png");
        assertThat(received().path("caption").asText()).isEqualTo("Für dich ❤");
    }

    @Test
    void streamsALargeFileWithItsLength(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("film.mp4");
        byte[] film = new byte[5_000_000];
        Arrays.fill(film, (byte) 7);
        Files.write(file, film);

        for (Object body : List.of(file.toFile(), file, new ByteArrayInputStream(film))) {
            world.send("wa:send-media?fileName=film.mp4", TO, body);

            assertThat(received().path("size_bytes").asLong()).isEqualTo(film.length);
            assertThat(received().path("media").asText()).isEqualTo("video");
        }
        ReceivedRequest last = world.twin.requests().get(2);
        assertThat(last.header("content-length")).isEqualTo(Long.toString(last.size()));
        assertThat(file).exists();
    }

    @Test
    void refusesAFileThatIsTooLargeBeforeSending(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("film.mp4");
        try (java.io.RandomAccessFile sparse = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(100_000_000);
        }

        world.send("wa:send-media", TO, file.toFile());

        assertThat(world.onlyFailure().getMessage()).contains("body: must hold 1 byte to 100 MB");
        assertThat(world.twin.requests()).isEmpty();
    }

    @Test
    void aFileThatTheGatewayRefusesWasNotSent() {
        world.twin.inject(
                Fault.error("VALIDATION_ERROR").message("your image is not allowed. please use jpg/jpeg/png"));
        world.send("wa:send-media?fileName=menu.png", TO, World.bytes("no picture"));

        ProviderException failure = world.onlyFailure();
        assertThat(failure.getCode()).isEqualTo("VALIDATION_ERROR");
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
    }

    @Test
    void downloadsTheFileOfAMessage() throws Exception {
        byte[] menu = new byte[300_000];
        Arrays.fill(menu, (byte) 9);
        String id = world.twin.wa().receiveFile(WaTwin.DEVICE, PHONE, "our menu.pdf", menu);
        byte[][] down = new byte[1][];
        world.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:read")
                        .setHeader("CamelCardMessageId", constant(id))
                        .to("wa:download-attachment")
                        .process(exchange -> down[0] = Files.readAllBytes(
                                exchange.getMessage().getBody(File.class).toPath()));
            }
        });

        Exchange done = world.camel.createProducerTemplate().request("direct:read", exchange -> exchange.getMessage()
                .setHeaders(new HashMap<>(TO)));

        assertThat(done.getException()).isNull();
        assertThat(down[0]).isEqualTo(menu);
        assertThat(done.getMessage().getHeader("CamelFileName")).isEqualTo("our menu.pdf");
        assertThat(done.getMessage().getHeader(WaConstants.CHAT_ID)).isEqualTo(WaWorld.JID);
        assertThat(done.getMessage().getBody(File.class)).doesNotExist();
    }

    @Test
    void downloadFailsForAMessageWithoutAFile() {
        world.send("wa:download-attachment?CamelCardMessageId=3EB0AA", TO, null);
        assertThat(world.onlyFailure().getKind()).isEqualTo(ErrorKind.NOT_FOUND);
        world.failed.clear();

        String id = world.twin.wa().receive(WaTwin.DEVICE, PHONE, "Hello");
        world.send("wa:download-attachment?maxRetries=0&CamelCardMessageId=" + id, TO, null);
        assertThat(world.onlyFailure().getOutcome()).isEqualTo(Outcome.NOT_SENT);
    }

    @Test
    void exportsTheMembersOfAGroupAsCsv() throws Exception {
        Exchange group = world.send("wa:create-chat?CamelCardDisplayName=Readers", TO, null);
        String[] csv = new String[1];
        world.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:export")
                        .to("wa:export-participants")
                        .process(exchange -> csv[0] = exchange.getMessage().getBody(String.class));
            }
        });

        world.camel.createProducerTemplate().request("direct:export", exchange -> exchange.getMessage()
                .setHeader(WaConstants.CHAT_ID, group.getMessage().getHeader(WaConstants.CHAT_ID)));

        assertThat(csv[0]).isEqualTo("phone_number\n14155550100\n");
    }
}
