// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq.model;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.call.OperationResult;

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
    public OperationResult result() {
        return OperationResult.of(this).with(CardConstants.ATTACHMENT_ID, id);
    }

    @Override
    public String toString() {
        return "Attachment[" + id + "]";
    }
}
