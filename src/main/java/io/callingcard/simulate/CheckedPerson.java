// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The state of a person in the rule checker. Its size does not grow with the days. */
final class CheckedPerson {

    private static final Set<String> TEXTS = Set.of("text", "follow-up");
    private static final Set<String> CARDS = Set.of("card", "share");

    final List<ZoneId> zones;

    /** The steps whose message has arrived, each with its window. */
    private final Set<String> received = new HashSet<>();

    private final Set<String> decided = new HashSet<>();
    private final Set<String> retried = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<String> campaigns = new HashSet<>();
    private final List<Received> open = new ArrayList<>(2);
    private final Map<String, Shares> shares = new HashMap<>(2);
    Instant stoppedAt;

    CheckedPerson(List<ZoneId> zones) {
        this.zones = zones;
    }

    /** The shares of a campaign in its chat with the person. */
    static final class Shares {

        Instant last;
        int count;
    }

    Shares shares(String campaign) {
        return shares.computeIfAbsent(campaign, missing -> new Shares());
    }

    boolean isShared() {
        return !shares.isEmpty();
    }

    /**
     * A message that a phone received. The checker keeps it until it finds the step.
     *
     * @param refusedBefore the campaigns that had refused the person before the message arrived
     */
    record Received(Instant at, String kind, String line, Set<String> refusedBefore) {}

    void accept(String campaign) {
        campaigns.add(campaign);
        refused.remove(campaign);
    }

    /** Records that a campaign refused the person. A later lead that the campaign accepts ends it. */
    void refuse(String campaign) {
        if (campaign != null) {
            refused.add(campaign);
        }
    }

    Set<String> campaigns() {
        return campaigns;
    }

    List<Received> open() {
        return open;
    }

    /** Adds a message that a phone received now. */
    void add(Instant at, String kind, String line) {
        open.add(new Received(at, kind, line, refused.isEmpty() ? Set.of() : Set.copyOf(refused)));
    }

    /**
     * Removes the first message that a step may have sent, and returns it.
     *
     * @param line the line of the step, which may be the provider alone; null if it is not known
     */
    Optional<Received> take(String step, String line) {
        for (Iterator<Received> each = open.iterator(); each.hasNext(); ) {
            Received message = each.next();
            if (matches(step, message.kind())
                    && (line == null || RulesFile.provider(line).equals(RulesFile.provider(message.line())))) {
                each.remove();
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    static boolean matches(String step, String kind) {
        String name = step.substring(step.indexOf('/') + 1);
        if (TEXTS.contains(name)) {
            return kind.equals("text");
        }
        // A card arrives as a file of the campaign or as the line's own card. A share may be either one.
        return !CARDS.contains(name) || CARDS.contains(kind);
    }

    /** Records that the message of a step arrived. The campaign is part of the key, because several may share on one day. */
    void receive(String step, String campaign, String window) {
        received.add(key(step, campaign, window));
    }

    boolean hasReceived(String step, String campaign, String window) {
        return received.contains(key(step, campaign, window));
    }

    void decide(String step) {
        decided.add(step);
    }

    boolean isDecided(String step) {
        return decided.contains(step);
    }

    /** Records that a step had another outcome before it was sent. */
    void retry(String step) {
        retried.add(step);
    }

    boolean isRetried(String step) {
        return retried.contains(step);
    }

    private static String key(String step, String campaign, String window) {
        return window == null ? step : step + " " + campaign + " " + window;
    }
}
