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

import io.callingcard.provider.call.CallOptions;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.error.RedactedException;

/**
 * A file to send, described without holding its bytes. A stream has no known length and can be read only once, so it is
 * first written to disk; then it can be sent again after a failure.
 *
 * @param path      where it lies
 * @param temporary whether it was put there by us, and goes when it was sent
 */
public record MediaFile(Path path, long size, String name, String contentType, boolean temporary) {

    private static final CallParameter<CallOptions> NAME =
            CallParameter.option(CardConstants.FILE_NAME, "fileName", CallOptions::getFileName);
    private static final CallParameter<CallOptions> TYPE =
            CallParameter.option(CardConstants.CONTENT_TYPE, "contentType", CallOptions::getContentType);

    /** Where the bytes of an exchange come from. */
    public sealed interface Source {
        record OnDisk(Path path) implements Source {}

        record Streamed(InputStream stream) implements Source {}
    }

    /** Finds out, without reading, where the bytes are. */
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

    /** The name given, or the file's own. */
    public static String name(Exchange exchange, CallOptions options, Source source) {
        String name = NAME.text(exchange, options);
        if (name == null && source instanceof Source.OnDisk disk && disk.path().getFileName() != null) {
            name = disk.path().getFileName().toString();
        }
        NAME.required(name);
        Path last = Path.of(name).getFileName();
        return last == null ? name : last.toString();
    }

    /** The type given, or the one the name speaks of. */
    public static String contentType(Exchange exchange, CallOptions options, String name) {
        String given = TYPE.text(exchange, options);
        String guessed = given == null ? URLConnection.guessContentTypeFromName(name) : given;
        return guessed == null ? "application/octet-stream" : guessed;
    }

    /** Writes a stream to disk. Blocks. */
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

    /** Deletes the temporary copy. Blocks. */
    public boolean discard() throws IOException {
        return temporary && Files.deleteIfExists(path);
    }

    /** Names of files may tell of people. */
    @Override
    public String toString() {
        return "MediaFile[" + size + " of " + contentType + "]";
    }
}
