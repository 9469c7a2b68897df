package io.callingcard.linq;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.apache.camel.support.LRUCacheFactory;

/**
 * What earlier answers said of chats and lines, so that a call that cannot work is not made. Bounded: the oldest is
 * forgotten, and then asked for again. Chat ids and lines are the provider's own, so accounts do not mix.
 */
public final class LinqMemory {

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
    public record KnownChat(String line, String service, String health, Instant at) {}

    /** Whether a line's contact card can be shared. */
    public record KnownCard(boolean active, Instant at) {}

    /** The standing of a line. */
    public record KnownLine(String reputation, Instant at) {}

    public Optional<KnownChat> chat(String chatId, Instant notBefore) {
        return fresh(chats.get(chatId), KnownChat::at, notBefore);
    }

    public void learn(String chatId, KnownChat chat) {
        chats.put(chatId, chat);
    }

    public Optional<KnownCard> card(String line, Instant notBefore) {
        return fresh(cards.get(line), KnownCard::at, notBefore);
    }

    public void learn(String line, KnownCard card) {
        cards.put(line, card);
    }

    /** The provider said that the card of a chat's line is not active after all. */
    public void forgetCardOf(String chatId) {
        KnownChat chat = chats.get(chatId);
        if (chat != null && chat.line() != null) {
            cards.remove(chat.line());
        }
    }

    /** The address that a line's picture was last set to; the provider stores it under another one. */
    public String picture(String line) {
        return pictures.get(line);
    }

    public void pictured(String line, String url) {
        pictures.put(line, url);
    }

    public Optional<KnownLine> line(String line, Instant notBefore) {
        return fresh(lines.get(line), KnownLine::at, notBefore);
    }

    public void learn(String line, KnownLine known) {
        lines.put(line, known);
    }

    /** Whether anything was sent in a chat; once so, always so. */
    public boolean hasWritten(String chatId) {
        return written.containsKey(chatId);
    }

    public void wrote(String chatId) {
        if (!written.containsKey(chatId)) {
            written.put(chatId, true);
        }
    }

    private static <T> Optional<T> fresh(T known, Function<T, Instant> at, Instant notBefore) {
        return Optional.ofNullable(known).filter(it -> !at.apply(it).isBefore(notBefore));
    }

    /** Claims the one share of an interval; false when there was one within it. */
    public synchronized boolean claimShare(String chatId, Instant now, Duration interval) {
        Instant last = shares.get(chatId);
        if (last != null && last.plus(interval).isAfter(now)) {
            return false;
        }
        shares.put(chatId, now);
        return true;
    }

    /** Gives a claim back, since nothing was shared. */
    public synchronized void releaseShare(String chatId) {
        shares.remove(chatId);
    }
}
