// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest requests. */
final class RequestLog {

    private static final int MOST = 10_000;

    private final Deque<ReceivedRequest> requests = new ArrayDeque<>();

    synchronized void add(ReceivedRequest request) {
        if (requests.size() == MOST) {
            requests.removeFirst();
        }
        requests.add(request);
    }

    synchronized List<ReceivedRequest> all() {
        return List.copyOf(requests);
    }

    synchronized void clear() {
        requests.clear();
    }
}
