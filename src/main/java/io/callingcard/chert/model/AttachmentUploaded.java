package io.callingcard.chert.model;

import io.callingcard.provider.Answer;

/** A file is at the provider, to be named in a message. */
public record AttachmentUploaded(String attachmentId, String fileName, String contentType, long size)
        implements Answer {}
