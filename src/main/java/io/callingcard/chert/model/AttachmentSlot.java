package io.callingcard.chert.model;

import java.util.Map;

import io.callingcard.provider.Answer;

/** A place to upload a file to; its headers carry the credentials for that. */
public record AttachmentSlot(
        String attachmentId, String uploadUrl, Map<String, String> requiredHeaders, String expiresAt)
        implements Answer {

    @Override
    public String toString() {
        return "AttachmentSlot[" + attachmentId + "]";
    }
}
