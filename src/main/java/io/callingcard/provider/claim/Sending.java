package io.callingcard.provider.claim;

import java.util.List;

/**
 * A message that is about to leave.
 *
 * @param repeatable whether a second try cannot become a second message: the provider knows it by a key, or shows it once
 * @param traces     fingerprints of what the provider's history will show of it, as {@link HistoryRow} makes them; empty
 *                   where nobody knows
 */
public record Sending(String provider, String operation, boolean repeatable, List<String> traces) {

    /** A message from somewhere that does not tell what it sends. */
    public Sending {
        traces = List.copyOf(traces);
    }
}
