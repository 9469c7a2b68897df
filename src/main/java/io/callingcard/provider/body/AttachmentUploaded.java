package io.callingcard.provider.body;

import io.callingcard.provider.call.Answer;

/** A file is at the provider, to be named in a message. */
public record AttachmentUploaded(String attachmentId, String fileName, String contentType, long size)
        implements Answer {}
