// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.time.Duration;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.error.ProviderException;

/** Writes a failure into the headers that routes branch on and that Camel's redelivery reads. */
final class ErrorReport {

    private ErrorReport() {}

    static void write(Exchange exchange, ProviderException failure) {
        Message message = exchange.getMessage();
        message.setHeader(CardConstants.ERROR_KIND, failure.getKind().name());
        message.setHeader(CardConstants.RETRYABLE, failure.isRetryable());
        set(message, CardConstants.ERROR_CODE, failure.getCode());
        set(message, CardConstants.HTTP_STATUS, failure.getHttpStatus() == 0 ? null : failure.getHttpStatus());
        set(message, CardConstants.TRACE_ID, failure.getTraceId());
        set(message, CardConstants.ERROR_DOC_URL, failure.getDocUrl());
        Duration retryAfter = failure.getRetryAfter();
        Long millis = retryAfter == null ? null : retryAfter.toMillis();
        set(message, CardConstants.RETRY_AFTER, millis);
        // The producer refuses to redeliver a message in doubt, so there is nothing to wait for.
        set(message, Exchange.REDELIVERY_DELAY, failure.isSafeToRepeat() ? millis : Long.valueOf(0));
    }

    /** Sets a value of this failure, or removes the value that an earlier failure left. */
    private static void set(Message message, String header, Object value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
    }
}
