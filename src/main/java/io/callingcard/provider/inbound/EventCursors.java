package io.callingcard.provider.inbound;

import java.util.Optional;

/** Keeps how far events were fetched, so that a restart goes on there. */
public interface EventCursors {

    /** Where reading stopped, if it ever began. */
    Optional<String> position(String name);

    void move(String name, String position);
}
