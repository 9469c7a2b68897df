// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Duration;
import java.util.Map;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;

/** Brings events to their receivers. */
public interface Courier {

    /** Does something later. */
    void after(Duration wait, Runnable deed);

    /** Posts JSON to an address. Fails if there is no answer in time. */
    Future<Receipt> post(String address, MultiMap headers, byte[] body, Duration timeout);

    /** The answer of a receiver. */
    record Receipt(int status, Map<String, String> headers) {}
}
