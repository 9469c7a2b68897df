// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.nio.file.Path;

/** The body of a request: the exact bytes that are signed and sent. */
public sealed interface WireBody {

    /** No body and no content type. */
    record Empty() implements WireBody {}

    /** Bytes that are serialized once and sent by every attempt. */
    record Bytes(byte[] content, String contentType) implements WireBody {
        @Override
        public String toString() {
            return "Bytes[" + content.length + " of " + contentType + "]";
        }
    }

    /**
     * A file that is streamed from disk.
     *
     * @param length the number of bytes of the file that are sent
     * @param before the bytes before the file
     * @param after  the bytes after the file
     */
    record Stream(Path file, long length, String contentType, byte[] before, byte[] after) implements WireBody {

        private static final byte[] NOTHING = {};

        /** Creates a body that is a file alone. */
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
