// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Instant;

/** A file that was announced to a provider, and perhaps uploaded. */
final class Attachment {

    final String id;
    final String filename;
    final String contentType;
    final long size;
    final Instant createdAt;
    String sha256;
    byte[] bytes;

    Attachment(String id, String filename, String contentType, long size, Instant createdAt) {
        this.id = id;
        this.filename = filename;
        this.contentType = contentType;
        this.size = size;
        this.createdAt = createdAt;
    }

    /** @param content the bytes; of a large file only the first ones */
    void upload(byte[] content, String digest) {
        bytes = content;
        sha256 = digest;
    }

    boolean isUploaded() {
        return sha256 != null;
    }
}
