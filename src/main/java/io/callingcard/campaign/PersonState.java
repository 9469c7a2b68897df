// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.callingcard.ledger.StepFacts;
import io.callingcard.ledger.StepState;

/**
 * The one state that a list shows of a person, made of leads, steps and consent. The first that holds counts, so the order
 * says what is most important for an operator.
 *
 * <p>Each has a condition that chooses rows of leads and of chats, so that a database need not load everybody. It may choose
 * too many people, and never too few; {@link #of} decides.
 */
enum PersonState {
    /** The person said STOP, or an operator did. Whether a person opted out is known by a hash only. */
    OPTED_OUT(PersonFacts::hasOptedOut, Rows.ALL, Rows.ALL),
    /** A step may have been sent. */
    IN_DOUBT(
            facts -> facts.steps(StepState.IN_DOUBT) > 0,
            "person IN (" + StepFacts.peopleWithOpenSteps() + ")",
            "person IN (" + StepFacts.peopleWithOpenSteps() + ")"),
    /** A lead waits for a person to look at it. */
    SET_ASIDE(facts -> facts.hasLead(LeadState.ASIDE), "state = " + LeadState.ASIDE.ordinal(), Rows.NONE),
    /** A lead has begun, or a message is on its way. */
    IN_PROGRESS(
            facts -> facts.hasBegun() || facts.steps(StepState.CLAIMED) + facts.steps(StepState.SENDING) > 0,
            "(" + Rows.BEGUN + " OR person IN (" + StepFacts.peopleWithOpenSteps() + "))",
            "person IN (" + StepFacts.peopleWithOpenSteps() + ")"),
    /** A lead has not begun. */
    WAITING(facts -> facts.hasLead(LeadState.WAITING), Rows.NEW, Rows.NONE),
    /** We have written to the person, and nothing is open. */
    SENT(
            PersonFacts::wasWrittenTo,
            "state IN (" + LeadState.DONE.ordinal() + ", " + LeadState.DONE_WITH_DOUBTS.ordinal() + ", "
                    + LeadState.REFUSED_OPT_OUT.ordinal() + ")",
            "outbound_at IS NOT NULL"),
    /** Nothing was sent, and nothing is open. */
    NOT_SENT(
            facts -> true,
            "state > " + LeadState.TAKEN.ordinal() + " AND NOT EXISTS (SELECT 1 FROM callingcard_chat w"
                    + " WHERE w.person = callingcard_lead.person AND w.outbound_at IS NOT NULL)",
            "outbound_at IS NULL");

    /** Conditions that several states share. */
    static final class Rows {

        static final String ALL = "1 = 1";
        static final String NONE = "1 = 0";

        /** A lead that a line has begun with, or that a process works on. */
        static final String BEGUN = "(state = " + LeadState.TAKEN.ordinal() + " OR state = "
                + LeadState.WAITING.ordinal() + " AND line IS NOT NULL)";

        /** A lead that has not begun. */
        static final String NEW = "(state = " + LeadState.WAITING.ordinal() + " AND line IS NULL)";

        private Rows() {}
    }

    private final Predicate<PersonFacts> holds;
    private final String leads;
    private final String chats;

    PersonState(Predicate<PersonFacts> holds, String leads, String chats) {
        this.holds = holds;
        this.leads = leads;
        this.chats = chats;
    }

    /** Returns the condition of rows of leads. */
    String leads() {
        return leads;
    }

    /** Returns the condition of rows of chats. */
    String chats() {
        return chats;
    }

    /** Returns the name for programs. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PersonState of(PersonFacts facts) {
        return Arrays.stream(values())
                .filter(state -> state.holds.test(facts))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the state of this name. */
    static PersonState named(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("state: is unknown. Use one of " + words() + "."));
    }

    private static String words() {
        return List.of(values()).stream().map(PersonState::word).sorted().collect(Collectors.joining(", "));
    }
}
