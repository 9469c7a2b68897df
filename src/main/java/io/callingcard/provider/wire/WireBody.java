package io.callingcard.provider.wire;

import java.nio.file.Path;

import io.vertx.core.buffer.Buffer;

/** The body of a request: exactly the bytes that are signed and sent. */
public sealed interface WireBody {

    /** No body, and so no content type. */
    record Empty() implements WireBody {}

    /** Bytes serialised once; every attempt sends these very bytes. */
    record Bytes(Buffer bytes, String contentType) implements WireBody {
        @Override
        public String toString() {
            return "Bytes[" + bytes.length() + " of " + contentType + "]";
        }
    }

    /** A file, streamed from disk and never held in memory. */
    record Stream(Path file, long length, String contentType) implements WireBody {
        @Override
        public String toString() {
            return "Stream[" + length + " of " + contentType + "]";
        }
    }

    WireBody EMPTY = new Empty();

    static WireBody json(byte[] bytes) {
        return new Bytes(Buffer.buffer(bytes), "application/json");
    }
}
