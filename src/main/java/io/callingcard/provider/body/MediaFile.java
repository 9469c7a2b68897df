// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.body;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.apache.camel.Exchange;
import org.apache.camel.WrappedFile;

import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.error.RedactedException;

/**
 * A file to send. Its bytes are not held in memory. A stream is stored in a temporary file first, since its length is
 * unknown and it can be read only once.
 *
 * @param path      the path of the file
 * @param temporary whether the file is deleted after sending
 */
public record MediaFile(Path path, long size, String name, String contentType, boolean temporary) {

    private static final CallParameter<Call.Options> NAME =
            CallParameter.option(CardConstants.FILE_NAME, "fileName", Call.Options::getFileName);
    private static final CallParameter<Call.Options> TYPE =
            CallParameter.option(CardConstants.CONTENT_TYPE, "contentType", Call.Options::getContentType);

    /** The source of the bytes in an exchange. */
    public sealed interface Source {
        record OnDisk(Path path) implements Source {}

        record Streamed(InputStream stream) implements Source {}
    }

    /** Finds the source of the bytes without reading them. */
    public static Source source(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        Object file = body instanceof WrappedFile<?> wrapped ? wrapped.getFile() : body;
        if (file instanceof File local) {
            return new Source.OnDisk(local.toPath());
        }
        if (file instanceof Path path) {
            return new Source.OnDisk(path);
        }
        InputStream stream =
                MessageBody.isStructured(body) ? null : exchange.getMessage().getBody(InputStream.class);
        if (stream == null) {
            throw new InvalidValueException("body", "must be a file, bytes or a stream");
        }
        return new Source.Streamed(stream);
    }

    /** Returns the name that the route sets, or the file's own. */
    public static String name(Exchange exchange, Call.Options options, Source source) {
        String name = NAME.text(exchange, options);
        if (name == null && source instanceof Source.OnDisk disk && disk.path().getFileName() != null) {
            name = disk.path().getFileName().toString();
        }
        NAME.required(name);
        Path last = Path.of(name).getFileName();
        return last == null ? name : last.toString();
    }

    /** Returns the content type that the route sets, or one derived from the name. */
    public static String contentType(Exchange exchange, Call.Options options, String name) {
        String given = TYPE.text(exchange, options);
        String guessed = given == null ? URLConnection.guessContentTypeFromName(name) : given;
        return guessed == null ? "application/octet-stream" : guessed;
    }

    /** Opens the source; stores a stream in a temporary file. Blocks. */
    public static MediaFile open(Source source, String name, String contentType) {
        try {
            return found(source, name, contentType);
        } catch (IOException | RuntimeException e) {
            throw new InvalidValueException("body", "cannot be read as a file", new RedactedException(e));
        }
    }

    private static MediaFile found(Source source, String name, String contentType) throws IOException {
        if (source instanceof Source.OnDisk disk) {
            return new MediaFile(disk.path(), Files.size(disk.path()), name, contentType, false);
        }
        Path spooled = Files.createTempFile("callingcard-", ".media");
        try (InputStream stream = ((Source.Streamed) source).stream()) {
            long size = Files.copy(stream, spooled, StandardCopyOption.REPLACE_EXISTING);
            return new MediaFile(spooled, size, name, contentType, true);
        } catch (IOException e) {
            Files.deleteIfExists(spooled);
            throw e;
        }
    }

    /** Deletes the temporary file. Blocks. */
    public boolean discard() throws IOException {
        return temporary && Files.deleteIfExists(path);
    }

    /** Omits the name: it may contain personal data. */
    @Override
    public String toString() {
        return "MediaFile[" + size + " of " + contentType + "]";
    }
}
