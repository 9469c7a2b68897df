// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.apache.camel.support.LRUCacheFactory;

/**
 * What earlier answers said about chats and lines, so that a call that cannot work is not made. It is bounded: the oldest
 * entry is dropped, and asked for again. Chat ids and lines are unique at the provider, so accounts do not mix.
 */
final class LinqMemory {

    private static final int MOST = 10_000;

    /** The chats by their ids. */
    final Answers<KnownChat> chats = new Answers<>();
    /** Whether the contact card of a line can be shared. */
    final Answers<Boolean> activeCards = new Answers<>();
    /** The standings of the lines, as far as the provider says them. */
    final Answers<Optional<String>> standings = new Answers<>();

    private final Map<String, String> pictures = LRUCacheFactory.newLRUCache(MOST);
    private final Map<String, Boolean> written = LRUCacheFactory.newLRUCache(MOST);
    private final Map<String, Instant> shares = LRUCacheFactory.newLRUCache(MOST);

    /**
     * A chat.
     *
     * @param line    our number in it, or null
     * @param service such as iMessage, or null while the provider does not know
     * @param health  such as HEALTHY, or null
     */
    record KnownChat(String line, String service, String health) {}

    /** The latest answers about chats, or about lines. */
    static final class Answers<T> {

        private record Dated<T>(T answer, Instant at) {}

        private final Map<String, Dated<T>> latest = LRUCacheFactory.newLRUCache(MOST);

        /** The answer, unless it is too old. */
        Optional<T> get(String key, Instant notBefore) {
            return Optional.ofNullable(latest.get(key))
                    .filter(known -> !known.at().isBefore(notBefore))
                    .map(Dated::answer);
        }

        /** Lets the provider be asked again. */
        void forget(String key) {
            latest.remove(key);
        }

        void learn(String key, T answer, Instant now) {
            latest.put(key, new Dated<>(answer, now));
        }
    }

    /** Forgets the card of a chat's line: the provider said that it is not active after all. */
    void forgetCardOf(String chatId) {
        chats.get(chatId, Instant.MIN).map(KnownChat::line).ifPresent(activeCards.latest::remove);
    }

    /** The address that the picture of a line was last set to. The provider stores it under another address. */
    String picture(String line) {
        return pictures.get(line);
    }

    void pictured(String line, String url) {
        pictures.put(line, url);
    }

    /** Whether a message was ever sent in a chat. */
    boolean hasWritten(String chatId) {
        return written.containsKey(chatId);
    }

    void wrote(String chatId) {
        if (!written.containsKey(chatId)) {
            written.put(chatId, true);
        }
    }

    /** Claims the share of an interval; false if there was a share within it. */
    synchronized boolean claimShare(String chatId, Instant now, Duration interval) {
        Instant last = shares.get(chatId);
        if (last != null && last.plus(interval).isAfter(now)) {
            return false;
        }
        shares.put(chatId, now);
        return true;
    }

    /** Releases a claim, because nothing was shared. */
    synchronized void releaseShare(String chatId) {
        shares.remove(chatId);
    }
}
