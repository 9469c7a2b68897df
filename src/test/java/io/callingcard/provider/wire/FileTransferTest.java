// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.provider.fixture.RawServer;
import io.callingcard.provider.fixture.RawServer.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Files are streamed, and every outcome closes their handles. */
class FileTransferTest {

    private static final int MEGABYTE = 1024 * 1024;
    private static final Duration LIMIT = Duration.ofMillis(500);

    private final Wires wires = new Wires();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        wires.close();
    }

    @Test
    @Tag("full")
    void uploadsAHundredMegabytesWithAFlatHeap() throws IOException {
        Path file = random(100 * MEGABYTE);
        AtomicReference<String> hash = new AtomicReference<>();
        try (RawServer server = RawServer.playing(connection -> {
            assertThat(connection.readHead()).contains("content-length: " + 100 * MEGABYTE);
            hash.set(sha256(connection.input(), 100L * MEGABYTE));
            connection.answer(Answer.ok("{}"));
        })) {
            Wire wire = wires.to(server.url(), Duration.ofSeconds(60));
            long before = usedHeap();

            Future<WireResponse> call = Wires.send(wire, upload(file, 100L * MEGABYTE));
            AtomicLong peak = new AtomicLong();
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        peak.accumulateAndGet(usedHeap(), Math::max);
                        return call.isComplete();
                    });

            assertThat(Wires.await(call).status()).isEqualTo(200);
            try (InputStream sent = Files.newInputStream(file)) {
                assertThat(hash).hasValue(sha256(sent, 100L * MEGABYTE));
            }
            assertThat(peak.get() - before).isLessThan(40L * MEGABYTE);
        }
        assertClosed(file);
    }

    @Test
    void aConnectionThatBreaksInTheMiddleOfAFileClosesTheFile() throws IOException {
        Path file = random(8 * MEGABYTE);
        try (RawServer server = RawServer.playing(connection -> {
            connection.read(MEGABYTE);
            connection.reset();
        })) {
            WireFailure failure = Wires.failure(wires.to(server.url()), upload(file, 8 * MEGABYTE));

            assertThat(failure.written()).isTrue();
        }
        assertClosed(file);
    }

    @Test
    void timesOutWhenTheServerStopsReading() throws IOException {
        Path file = random(64 * MEGABYTE);
        CountDownLatch over = new CountDownLatch(1);
        try (RawServer server = RawServer.playing(connection -> {
            connection.read(1000);
            over.await();
        })) {
            WireFailure failure = Wires.failure(wires.to(server.url(), LIMIT), upload(file, 64 * MEGABYTE));

            assertThat(failure).hasMessageStartingWith("no answer within");
            over.countDown();
        }
        assertClosed(file);
    }

    @Test
    void aMissingFileLeavesTheConnectionUsable() throws IOException {
        try (RawServer server = RawServer.answering(request -> Answer.ok("{}"))) {
            Wire wire = wires.to(server.url(), LIMIT, Wires.transport(1));

            WireFailure failure = Wires.failure(wire, upload(folder.resolve("gone"), 10));

            assertThat(failure).hasMessage("the file to send cannot be read");
            assertThat(failure.written()).isFalse();
            assertThat(Wires.answer(wire, upload(random(10), 10)).status()).isEqualTo(200);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aShrunkFileFailsTheCallAtOnce() throws IOException {
        try (RawServer server = RawServer.answering(request -> Answer.ok("{}"))) {
            WireFailure failure = Wires.failure(wires.to(server.url(), Duration.ofMinutes(5)), upload(random(10), 11));

            assertThat(failure).hasMessage("the file to send has become shorter");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aGrownFileIsSentWithItsAnnouncedLength() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "first and more");
        try (RawServer server = RawServer.answering(request -> Answer.ok("{}"))) {
            Wire wire = wires.to(server.url(), LIMIT, Wires.transport(1));

            Wires.answer(wire, upload(file, 5));
            Wires.answer(wire, Wires.READ);

            assertThat(server.requests()).extracting(RawServer.Request::text).containsExactly("first", "");
        }
    }

    @Test
    void anEarlyRefusalIsTheAnswerAndStopsTheUpload() throws IOException {
        Path file = random(64 * MEGABYTE);
        try (RawServer server = RawServer.playing(
                connection -> {
                    connection.readHead();
                    connection.answer(new Answer(413, "{}"));
                    connection.drain();
                },
                RawServer.each(request -> Answer.ok("{}")))) {
            Wire wire = wires.to(server.url(), Duration.ofSeconds(20), Wires.transport(1));

            assertThat(Wires.answer(wire, upload(file, 64 * MEGABYTE)).status()).isEqualTo(413);
            assertThat(Wires.answer(wire, Wires.READ).status()).isEqualTo(200);
            assertThat(server.connections().get(0).received()).isLessThan(64 * MEGABYTE);
        }
        assertClosed(file);
    }

    @Test
    void anAnswerIsStoredInAFile() throws IOException {
        Path target = Files.createFile(folder.resolve("target"));
        try (RawServer server =
                RawServer.answering(request -> new Answer(200, "x".repeat(5_000_000), "content-type: a/b"))) {
            WireResponse answer = Wires.answer(wires.to(server.url()), Wires.READ.downloadTo(target));

            assertThat(answer.header("content-type")).isEqualTo("a/b");
            assertThat(answer).hasToString("HTTP 200, 0 bytes");
            assertThat(target).hasSize(5_000_000);
        }
        assertClosed(target);
    }

    @Test
    void aRefusalIsNotStoredInTheFile() throws IOException {
        Path target = Files.createFile(folder.resolve("target"));
        try (RawServer server = RawServer.answering(request -> new Answer(404, "{\"code\":1}"))) {
            WireResponse answer = Wires.answer(wires.to(server.url()), Wires.READ.downloadTo(target));

            assertThat(answer.json()).isPresent();
            assertThat(target).isEmptyFile();
        }
    }

    @Test
    void aBrokenDownloadFailsAndClosesTheFile() throws IOException {
        Path target = Files.createFile(folder.resolve("target"));
        try (RawServer server = RawServer.playing(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf");
            connection.reset();
        })) {
            Wire wire = wires.to(server.url(), Duration.ofMinutes(5));

            assertThat(Wires.failure(wire, Wires.READ.downloadTo(target))).hasMessage("the answer could not be stored");
        }
        assertClosed(target);
    }

    /** It filled the disk. */
    @Test
    void aDownloadWithoutAnEndStopsAtTheLimit() throws IOException {
        Path target = Files.createFile(folder.resolve("target"));
        String chunk = Integer.toHexString(MEGABYTE) + "\r\n" + "x".repeat(MEGABYTE) + "\r\n";
        try (RawServer server = RawServer.playing(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
            for (int i = 0; i < 101; i++) {
                connection.write(chunk);
            }
            connection.drain();
        })) {
            Wire wire = wires.to(server.url(), Duration.ofMinutes(5));

            assertThat(Wires.failure(wire, Wires.READ.downloadTo(target)))
                    .hasMessage("the file is larger than 104857600 bytes");
            assertThat(Files.size(target)).isLessThanOrEqualTo(100L * MEGABYTE);
        }
        assertClosed(target);
    }

    @Test
    void aStalledDownloadTimesOutAndClosesTheFile() throws IOException {
        Path target = Files.createFile(folder.resolve("target"));
        try (RawServer server = RawServer.playing(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf");
            connection.drain();
        })) {
            Wire wire = wires.to(server.url(), Duration.ofMinutes(5));
            WireRequest request = Wires.READ.withTimeout(LIMIT).downloadTo(target);

            assertThat(Wires.failure(wire, request)).hasMessage("no answer within PT0.5S");
        }
        assertClosed(target);
    }

    @Test
    void aDownloadIntoAMissingFolderFails() {
        try (RawServer server = RawServer.answering(request -> Answer.ok("{}"))) {
            WireRequest request = Wires.READ.downloadTo(folder.resolve("gone").resolve("target"));

            assertThat(Wires.failure(wires.to(server.url()), request)).hasMessage("the answer could not be stored");
        }
    }

    private static WireRequest upload(Path file, long length) {
        WireBody body = new WireBody.Stream(file, length, "application/octet-stream");
        return WireRequest.of("upload-attachment", Effect.NONE, HttpMethod.PUT, "/slot", body);
    }

    private Path random(int size) throws IOException {
        Path file = Files.createTempFile(folder, "media", ".bin");
        Random bytes = new Random(1);
        byte[] block = new byte[Math.min(size, MEGABYTE)];
        for (int left = size; left > 0; left -= block.length) {
            bytes.nextBytes(block);
            Files.write(file, block, StandardOpenOption.APPEND);
        }
        return file;
    }

    private static String sha256(InputStream stream, long length) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[65536];
            for (long left = length; left > 0; ) {
                int read = stream.read(block, 0, (int) Math.min(left, block.length));
                digest.update(block, 0, read);
                left -= read;
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Reads the table of open files of the process, if the system has one. */
    private static void assertClosed(Path file) {
        Path table = Path.of("/proc/self/fd");
        if (Files.isDirectory(table)) {
            await().untilAsserted(() -> {
                try (Stream<Path> open = Files.list(table)) {
                    assertThat(open.map(FileTransferTest::target)).doesNotContain(file.toString());
                }
            });
        }
    }

    private static String target(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
