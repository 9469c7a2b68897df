package io.callingcard.provider.body;

import java.util.Map;
import java.util.Objects;

import io.callingcard.provider.call.Answer;

/** A place to upload a file to; its headers carry the credentials for that. */
public record AttachmentSlot(
        String attachmentId, String uploadUrl, Map<String, String> requiredHeaders, String expiresAt)
        implements Answer {

    public AttachmentSlot {
        Objects.requireNonNull(attachmentId, "attachment_id");
        Objects.requireNonNull(uploadUrl, "upload_url");
        requiredHeaders = requiredHeaders == null ? Map.of() : Map.copyOf(requiredHeaders);
    }

    @Override
    public String toString() {
        return "AttachmentSlot[" + attachmentId + "]";
    }
}
