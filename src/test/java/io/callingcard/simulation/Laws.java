// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.callingcard.ledger.Decision;
import io.callingcard.ledger.StepState;
import io.callingcard.twin.JournalEntry;

/** Compares the ledger with what the phone received, after each event of a history. */
final class Laws {

    private static final Duration KEY_LIFETIME = Duration.ofHours(24);

    private final String provider;
    private final Map<String, Integer> resendings = new HashMap<>();
    private final Set<String> late = new HashSet<>();
    private final Set<String> unseen = new HashSet<>();
    private final List<String> broken = new ArrayList<>();
    private int cards;
    private Steps.Step lastText;
    private long stoppedAt = Long.MAX_VALUE;

    Laws(String provider) {
        this.provider = provider;
    }

    /** A message that the phone received. */
    record Delivery(String step, long sequence, Instant at, String content) {

        static Delivery of(JournalEntry entry) {
            String content = entry.content().toString();
            String step = entry.kind().equals("card") ? "card" : content.contains("Hi Ada") ? "text" : "follow-up";
            return new Delivery(step, entry.sequence(), entry.at(), content);
        }
    }

    static List<Delivery> of(List<Delivery> all, String step) {
        return all.stream().filter(each -> each.step().equals(step)).toList();
    }

    private boolean isKeyed(String step) {
        return provider.equals("linq") || provider.equals("chert") && !step.equals("card");
    }

    /** The person opted out after these messages. */
    void stopped(List<Delivery> arrived) {
        stoppedAt = arrived.stream().mapToLong(Delivery::sequence).max().orElse(0);
    }

    /** A frozen process woke up: a message that it sent now is not where the history is searched. */
    void woken(List<Delivery> before, List<Delivery> after) {
        after.stream().filter(each -> !before.contains(each)).forEach(each -> late.add(each.step()));
    }

    /** The provider's history lost these messages. */
    void lostFromHistory(List<Delivery> before, List<Delivery> after) {
        after.stream().filter(each -> !before.contains(each)).forEach(each -> unseen.add(each.step()));
    }

    /** Checks decisions to send again: allowed only if neither key nor history could tell. */
    void settled(Steps before, Steps after, List<Delivery> arrived) {
        after.all().forEach((name, step) -> {
            long earlier =
                    before.all().containsKey(name) ? before.all().get(name).resent() : 0;
            if (step.resent() == earlier) {
                return;
            }
            resendings.merge(name, 1, Integer::sum);
            // Chert's chats are found by their ids only, and the histories of Chert and Linq show no cards.
            boolean isSearched = provider.equals("wa")
                    || !name.equals("card") && (provider.equals("linq") || before.chatId() != null);
            if (isSearched && !of(arrived, name).isEmpty() && !late.contains(name) && !unseen.contains(name)) {
                broken.add(name + " was decided to be sent again, although the history showed it");
            }
        });
    }

    /** Checks what must hold at any moment. */
    void check(Steps steps, List<Delivery> arrived) {
        for (String name : List.of("text", "card", "follow-up")) {
            Steps.Step step = steps.all().get(name);
            List<Delivery> same = of(arrived, name);
            StepState state = step == null ? StepState.NOT_SENT : step.state();
            if (state == StepState.NOT_SENT && !same.isEmpty()) {
                broken.add(name + " arrived, and the ledger says NOT_SENT");
            }
            if (state == StepState.SENT && same.isEmpty()) {
                broken.add(name + " did not arrive, and the ledger says SENT");
            }
            if (same.size() > 1 + resendings.getOrDefault(name, 0)) {
                broken.add(name + " arrived " + same.size() + " times");
            }
            checkKeys(name, same);
        }
        if (arrived.stream().anyMatch(each -> each.sequence() > stoppedAt)) {
            broken.add("a message arrived after STOP");
        }
        checkOrder(steps.all().get("text"), arrived);
    }

    private void checkKeys(String name, List<Delivery> same) {
        for (int i = 1; isKeyed(name) && i < same.size(); i++) {
            Delivery one = same.get(i - 1);
            Delivery next = same.get(i);
            if (one.content().equals(next.content())
                    && next.at().isBefore(one.at().plus(KEY_LIFETIME))) {
                broken.add(name + " arrived twice, although its key was valid");
            }
        }
    }

    /** The card waits while its text is open. A process may know more of its own text than it could record. */
    private void checkOrder(Steps.Step text, List<Delivery> arrived) {
        int before = cards;
        cards = of(arrived, "card").size();
        boolean isOfAnotherRun =
                lastText != null && text != null && text.tries().equals(lastText.tries());
        if (cards > before && isOpen(text) && (isOfAnotherRun && isOpen(lastText) || text.isInDoubt())) {
            broken.add("card arrived while text was open");
        }
        lastText = text;
    }

    private static boolean isOpen(Steps.Step step) {
        return step != null
                && step.state() != StepState.SENT
                && step.state() != StepState.NOT_SENT
                && (step.decision() == null || step.decision() == Decision.RESEND);
    }

    /** Checks what must hold when nothing is under way any more. */
    void checkRest(Steps steps, List<String> listed, boolean isLeadDone) {
        steps.all().forEach((name, step) -> {
            if (step.isUndecided() != listed.contains(step.key())) {
                broken.add(name + " is " + step.state() + ", and ledger:in-doubt lists " + listed);
            }
            if (step.isUndecided() && step.state() != StepState.IN_DOUBT) {
                broken.add(name + " stays " + step.state());
            }
        });
        if (isLeadDone && stoppedAt == Long.MAX_VALUE) {
            steps.all().forEach((name, step) -> {
                if (step.state() != StepState.SENT && step.decision() == null) {
                    broken.add("the lead is done, but " + name + " is " + step.state());
                }
            });
            if (!steps.all().containsKey("text") || !steps.all().containsKey("card")) {
                broken.add("the lead is done without all steps");
            }
        }
    }

    void fail(String what) {
        broken.add(what);
    }

    List<String> broken() {
        return broken;
    }
}
