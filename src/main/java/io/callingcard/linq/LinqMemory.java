package io.callingcard.linq;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.apache.camel.support.LRUCacheFactory;

/**
 * What earlier answers said about chats and lines, so that a call that cannot work is not made. It is bounded: the oldest
 * entry is dropped, and asked for again. Chat ids and lines are unique at the provider, so accounts do not mix.
 */
final class LinqMemory {

    private static final int MOST = 10_000;

    private final Map<String, KnownChat> chats = LRUCacheFactory.newLRUCache(MOST);
    private final Map<String, KnownCard> cards = LRUCacheFactory.newLRUCache(MOST);
    private final Map<String, KnownLine> lines = LRUCacheFactory.newLRUCache(MOST);
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
    record KnownChat(String line, String service, String health, Instant at) {}

    /** Whether a line's contact card can be shared. */
    record KnownCard(boolean active, Instant at) {}

    /** The standing of a line. */
    record KnownLine(String reputation, Instant at) {}

    Optional<KnownChat> chat(String chatId, Instant notBefore) {
        return fresh(chats.get(chatId), KnownChat::at, notBefore);
    }

    void learn(String chatId, KnownChat chat) {
        chats.put(chatId, chat);
    }

    Optional<KnownCard> card(String line, Instant notBefore) {
        return fresh(cards.get(line), KnownCard::at, notBefore);
    }

    void learn(String line, KnownCard card) {
        cards.put(line, card);
    }

    /** The provider said that the card of a chat's line is not active after all. */
    void forgetCardOf(String chatId) {
        KnownChat chat = chats.get(chatId);
        if (chat != null && chat.line() != null) {
            cards.remove(chat.line());
        }
    }

    /** The address that the picture of a line was last set to. The provider stores it under another address. */
    String picture(String line) {
        return pictures.get(line);
    }

    void pictured(String line, String url) {
        pictures.put(line, url);
    }

    Optional<KnownLine> line(String line, Instant notBefore) {
        return fresh(lines.get(line), KnownLine::at, notBefore);
    }

    void learn(String line, KnownLine known) {
        lines.put(line, known);
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

    private static <T> Optional<T> fresh(T known, Function<T, Instant> at, Instant notBefore) {
        return Optional.ofNullable(known).filter(it -> !at.apply(it).isBefore(notBefore));
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
