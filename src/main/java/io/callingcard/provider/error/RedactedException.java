// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.error;

/** Stands for another exception: has its class name and stack trace, but not its message, which may quote a body. */
public final class RedactedException extends RuntimeException {

    public RedactedException(Throwable original) {
        super(original.getClass().getName());
        setStackTrace(original.getStackTrace());
    }
}
