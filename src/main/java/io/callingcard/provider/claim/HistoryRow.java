// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.claim;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A message in a provider's history of a chat. */
public interface HistoryRow {

    /** Returns the provider's id of the message. */
    String id();

    /** Whether the message was sent from our line. */
    boolean fromUs();

    /** Returns when the message was sent, or null if the provider does not tell. */
    Instant timeSent();

    /** Returns the text of the message, or null if it has none. */
    String text();

    /** Returns a fingerprint of a text. */
    static String trace(String text) {
        return Fingerprint.of(text.strip());
    }

    /** Joins the texts of the parts of a message; returns null if no part has a text. */
    static <P> String joined(List<P> parts, Function<P, String> text) {
        String all = parts == null
                ? ""
                : parts.stream().map(text).filter(Objects::nonNull).collect(Collectors.joining("\n"));
        return all.isEmpty() ? null : all;
    }
}
