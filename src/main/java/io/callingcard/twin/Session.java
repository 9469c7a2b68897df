// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.Optional;

/** Requests and answers that are recorded, or were. */
interface Session {

    /** Records nothing and leaves all answers to the twins. */
    Session NONE = new Session() {};

    /** Returns the recorded answer to a request; empty if the twin answers itself. */
    default Optional<Reply> answer(ReceivedRequest request) {
        return Optional.empty();
    }

    /** Receives each request with its answer. */
    default void record(ReceivedRequest request, Reply reply) {}
}
