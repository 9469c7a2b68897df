package io.callingcard.provider.claim;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One of the messages that a provider's history shows of a chat, in one shape for all. */
public interface HistoryRow {

    /** The provider's id of the message. */
    String id();

    /** Whether it was sent from our side. */
    boolean ours();

    /** When it was sent, or null where the provider does not tell. */
    Instant when();

    /** Its text, or null. */
    String words();

    /** What tells these words from others without showing them. */
    static String trace(String words) {
        return Fingerprint.of(words.strip());
    }

    /** A time as providers write it, or null. */
    static Instant time(String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The words of the parts of a message, or null when none has any. */
    static <P> String joined(List<P> parts, Function<P, String> words) {
        String all = parts == null
                ? ""
                : parts.stream().map(words).filter(Objects::nonNull).collect(Collectors.joining("\n"));
        return all.isEmpty() ? null : all;
    }
}
