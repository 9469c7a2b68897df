package io.callingcard.linq.model;

import io.callingcard.provider.call.Answer;

/** A file at the provider. */
public record Attachment(
        String id,
        String filename,
        String contentType,
        Long sizeBytes,
        String status,
        String downloadUrl,
        String createdAt)
        implements Answer {

    @Override
    public String toString() {
        return "Attachment[" + id + "]";
    }
}
