package io.callingcard.provider.body;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.call.OperationResult;

/** A file that was uploaded to the provider. Messages name it by its id. */
public record AttachmentUploaded(String attachmentId, String fileName, String contentType, long size)
        implements Answer {

    @Override
    public OperationResult result() {
        return OperationResult.of(this).with(CardConstants.ATTACHMENT_ID, attachmentId);
    }
}
