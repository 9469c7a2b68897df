// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.body;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.provider.error.InvalidValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MediaFileTest {

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final ChertConfiguration options = new ChertConfiguration();

    @TempDir
    private Path folder;

    @Test
    void usesAFileInPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("menu.pdf"), "menu");
        for (Object body : new Object[] {file, file.toFile()}) {
            MediaFile.Source source = source(body);

            MediaFile media = MediaFile.open(source, "menu.pdf", "application/pdf");

            assertThat(media.path()).isEqualTo(file);
            assertThat(media.size()).isEqualTo(4);
            assertThat(media.discard()).isFalse();
            assertThat(file).exists();
        }
    }

    @Test
    void usesAFileOfCamelsFileComponent() throws IOException {
        Path file = Files.writeString(folder.resolve("menu.pdf"), "menu");
        GenericFile<java.io.File> wrapped = new GenericFile<>();
        wrapped.setFile(file.toFile());

        assertThat(source(wrapped)).isEqualTo(new MediaFile.Source.OnDisk(file));
    }

    @Test
    void storesAStreamUntilItIsSent() throws IOException {
        MediaFile media = MediaFile.open(
                source(new ByteArrayInputStream(new byte[] {1, 2, 3})), "x.bin", "application/octet-stream");

        assertThat(media.path()).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(media.discard()).isTrue();
        assertThat(media.path()).doesNotExist();
        assertThat(media.toString()).doesNotContain("x.bin");
    }

    @Test
    void aBrokenStreamLeavesNoFile() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };

        assertThatThrownBy(() -> MediaFile.open(source(broken), "x", "y"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("body: cannot be read as a file");
    }

    @Test
    void theNameIsSetOrTheFilesOwnAndNeverAPath() {
        MediaFile.Source disk = new MediaFile.Source.OnDisk(folder.resolve("own.png"));
        assertThat(MediaFile.name(exchange, options, disk)).isEqualTo("own.png");
        options.setFileName("option.png");
        assertThat(MediaFile.name(exchange, options, disk)).isEqualTo("option.png");

        exchange.getMessage().setHeader("CamelFileName", "inbox/today/menu.png");
        assertThat(MediaFile.name(exchange, options, disk)).isEqualTo("menu.png");
    }

    @Test
    void aStreamNeedsAName() {
        assertThatThrownBy(() -> MediaFile.name(exchange, options, source(new byte[] {1})))
                .hasMessageStartingWith("fileName: ")
                .hasMessageContaining("CamelFileName");
    }

    @Test
    void theTypeIsSetOrDerivedFromTheName() {
        assertThat(MediaFile.contentType(exchange, options, "a.png")).isEqualTo("image/png");
        assertThat(MediaFile.contentType(exchange, options, "a.unknown")).isEqualTo("application/octet-stream");
        options.setContentType("image/heic");
        assertThat(MediaFile.contentType(exchange, options, "a.png")).isEqualTo("image/heic");

        exchange.getMessage().setHeader("Content-Type", "image/webp");
        assertThat(MediaFile.contentType(exchange, options, "a.png")).isEqualTo("image/webp");
    }

    @Test
    void refusesAnEmptyBody() {
        assertThatThrownBy(() -> source(null)).hasMessageStartingWith("body: ");
        assertThatThrownBy(() -> source(new Object())).hasMessageStartingWith("body: ");
    }

    private MediaFile.Source source(Object body) {
        exchange.getMessage().setBody(body);
        return MediaFile.source(exchange);
    }
}
