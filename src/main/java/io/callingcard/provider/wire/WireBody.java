package io.callingcard.provider.wire;

import java.nio.file.Path;

/** The body of a request: exactly the bytes that are signed and sent. */
public sealed interface WireBody {

    /** No body, and so no content type. */
    record Empty() implements WireBody {}

    /** Bytes serialised once; every attempt sends these very bytes. */
    record Bytes(byte[] content, String contentType) implements WireBody {
        @Override
        public String toString() {
            return "Bytes[" + content.length + " of " + contentType + "]";
        }
    }

    /**
     * A file, streamed from disk and never held in memory.
     *
     * @param length how much of the file is sent
     * @param before what goes ahead of the file
     * @param after  what follows it
     */
    record Stream(Path file, long length, String contentType, byte[] before, byte[] after) implements WireBody {

        private static final byte[] NOTHING = {};

        /** The file alone. */
        public Stream(Path file, long length, String contentType) {
            this(file, length, contentType, NOTHING, NOTHING);
        }

        long size() {
            return before.length + length + after.length;
        }

        @Override
        public String toString() {
            return "Stream[" + size() + " of " + contentType + "]";
        }
    }

    WireBody EMPTY = new Empty();

    static WireBody json(byte[] bytes) {
        return new Bytes(bytes, "application/json");
    }
}
