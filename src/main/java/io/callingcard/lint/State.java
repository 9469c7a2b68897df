// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of an exchange when it arrives at a step.
 *
 * @param origin  where it comes from
 * @param claim   whether the next send is inside a claim
 * @param consent whether the consent of the person was checked
 * @param isReply whether the person wrote first, or the message goes to a group
 * @param hasSent whether a message was sent on the way here
 * @param stops   whether a step on the way here records STOP
 * @param hasEnded whether the exchange ends here
 * @param claims  the claims on the way here, by their names
 */
record State(
        Origin origin,
        Claiming claim,
        Consent consent,
        boolean isReply,
        boolean hasSent,
        boolean stops,
        boolean hasEnded,
        Map<String, Frame.Visit> claims) {

    enum Origin {
        /** A timer, a webhook or another source. */
        SOURCE,
        /** A Kamelet, or a direct: endpoint that no file calls: its user decides about claim and consent. */
        PART,
        /** A failure that an error handler takes. */
        HANDLER
    }

    /** In the order of what they allow. */
    enum Claiming {
        NONE,
        /** ledger:once claimed the next message. */
        NEXT,
        INSIDE
    }

    /** In the order of what they prove. */
    enum Consent {
        NONE,
        /** campaign:consent was asked. */
        READ,
        /** The route decided by its answer. */
        CHECKED
    }

    State {
        claims = Map.copyOf(claims);
    }

    static State from(Origin origin, boolean isReply) {
        return new State(origin, Claiming.NONE, Consent.NONE, isReply, false, false, false, Map.of());
    }

    State with(Claiming now) {
        return new State(origin, now, consent, isReply, hasSent, stops, hasEnded, claims);
    }

    State with(Consent now) {
        return new State(origin, claim, now, isReply, hasSent, stops, hasEnded, claims);
    }

    /** To a group, or to a person who wrote first. */
    State toReply() {
        return new State(origin, claim, consent, true, hasSent, stops, hasEnded, claims);
    }

    State sent(boolean now) {
        return new State(origin, claim, consent, isReply, now, stops, hasEnded, claims);
    }

    State stopped() {
        return new State(origin, claim, consent, isReply, hasSent, true, hasEnded, claims);
    }

    State ended(boolean now) {
        return new State(origin, claim, consent, isReply, hasSent, stops, now, claims);
    }

    State claimed(String name, Frame.Visit visit) {
        Map<String, Frame.Visit> all = new LinkedHashMap<>(claims);
        all.putIfAbsent(name, visit);
        return new State(origin, claim, consent, isReply, hasSent, stops, hasEnded, all);
    }

    /** Returns this state with what the others did on the way: a message that may have been sent counts as sent. */
    State alsoAfter(Collection<State> others) {
        return new State(
                origin,
                claim,
                consent,
                isReply,
                hasSent || others.stream().anyMatch(State::hasSent),
                stops || others.stream().anyMatch(State::stops),
                hasEnded,
                claims);
    }

    /** Returns what is certain after one of several branches. */
    static State oneOf(Collection<State> branches) {
        State certain = null;
        for (State branch : branches) {
            if (!branch.hasEnded()) {
                certain = certain == null ? branch : certain.and(branch);
            }
        }
        State all = certain == null ? branches.iterator().next() : certain;
        return all.alsoAfter(branches);
    }

    private State and(State other) {
        Map<String, Frame.Visit> both = new LinkedHashMap<>(claims);
        both.keySet().retainAll(other.claims.keySet());
        return new State(
                origin,
                claim.compareTo(other.claim) < 0 ? claim : other.claim,
                consent.compareTo(other.consent) < 0 ? consent : other.consent,
                isReply && other.isReply,
                hasSent,
                stops,
                hasEnded,
                both);
    }
}
