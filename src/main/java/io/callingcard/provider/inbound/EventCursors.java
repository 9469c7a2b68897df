// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.util.Optional;

/** Stores how far events were fetched, so that a restart continues there. */
public interface EventCursors {

    /** Returns the last position; empty if there is none. */
    Optional<String> position(String name);

    /** Stores a position. */
    void move(String name, String position);
}
