// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps the times during which no node ran. */
final class Outages {

    private final Set<String> running = new HashSet<>();
    private final List<Outage> ended = new ArrayList<>();
    private Instant since = Instant.MIN;

    private record Outage(Instant from, Instant until) {}

    /** Takes the start or the end of a node. A node that is stopping takes no more events. */
    void accept(JournalEvent event) {
        boolean wasOutage = running.isEmpty();
        if (event.did().equals("started")) {
            running.add(event.node());
        } else {
            running.remove(event.node());
        }
        if (wasOutage && !running.isEmpty()) {
            ended.add(new Outage(since, event.at()));
        } else if (!wasOutage && running.isEmpty()) {
            since = event.at();
        }
    }

    /** Returns whether there was an outage at some moment between two times. */
    boolean touch(Instant from, Instant until) {
        return running.isEmpty() && !since.isAfter(until)
                || ended.stream()
                        .anyMatch(outage ->
                                !outage.from().isAfter(until) && !outage.until().isBefore(from));
    }
}
