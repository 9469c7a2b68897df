// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.error;

/** Whether a message was sent, as far as can be known. */
public enum Outcome {
    /** The provider confirmed the message. */
    SENT,
    /** The message was surely not sent: a retry is safe. */
    NOT_SENT,
    /** The message may or may not have been sent: a retry could send it twice. */
    IN_DOUBT
}
