// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.callingcard.card.PhoneMask;

/** The people on the page, each with their events. Of more than {@value #MOST} people the page shows every n-th. */
final class PlanPeople {

    static final int MOST = 5000;

    private static final int MOST_EVENTS = 200;
    private static final Set<String> OUTCOMES = Set.of("sent", "in_doubt", "not_sent");

    private final Instant from;
    private final int everyNth;
    private final boolean showNumbers;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Shown> people = new LinkedHashMap<>();
    private final Map<List<String>, Integer> words = new LinkedHashMap<>();

    private PlanPeople(Instant from, int everyNth, boolean showNumbers) {
        this.from = from;
        this.everyNth = everyNth;
        this.showNumbers = showNumbers;
    }

    private static final class Shown {
        private String name = "";
        private final List<Integer> events = new ArrayList<>();
        private final Map<Integer, Integer> last = new HashMap<>();
    }

    static PlanPeople read(Path folder, SimulationSummary summary, boolean showNumbers) throws IOException {
        int everyNth = Math.max(1, (summary.people() + MOST - 1) / MOST);
        PlanPeople people = new PlanPeople(summary.from(), everyNth, showNumbers);
        JournalEvent.read(folder, people::accept);
        return people;
    }

    private void accept(JournalEvent event) {
        if (event.person() == null) {
            return;
        }
        if (seen.add(event.person()) && (seen.size() - 1) % everyNth == 0) {
            people.put(event.person(), new Shown());
        }
        Shown shown = people.get(event.person());
        if (shown == null) {
            return;
        }
        switch (event.what()) {
            case "lead", "waiting" -> {
                shown.name = event.name() == null ? "" : event.name();
                add(shown, event, List.of(event.what(), event.campaign()));
            }
            case "refused" -> add(shown, event, List.of("refused", String.valueOf(event.reason())));
            case "step" -> {
                if (OUTCOMES.contains(event.outcome())) {
                    add(shown, event, List.of("step", event.step(), event.outcome()));
                }
            }
            case "person" -> add(shown, event, List.of("person", event.did()));
            default -> {
                // The steps already tell what the phone received.
            }
        }
    }

    private void add(Shown shown, JournalEvent event, List<String> word) {
        if (shown.events.size() >= 2 * MOST_EVENTS) {
            return;
        }
        int minute = (int) Duration.between(from, event.at()).toMinutes();
        int number = number(word);
        // The ledger may record an outcome twice, the second time with more details.
        if (!Integer.valueOf(minute).equals(shown.last.put(number, minute))) {
            shown.events.add(minute);
            shown.events.add(number);
        }
    }

    private int number(List<String> word) {
        Integer known = words.putIfAbsent(word, words.size());
        return known == null ? words.size() - 1 : known;
    }

    void write(ObjectNode data) {
        data.set("words", SimulationJson.MAPPER.valueToTree(words.keySet()));
        ArrayNode all = data.putArray("people");
        people.forEach((person, shown) -> {
            ObjectNode each = all.addObject().put("p", showNumbers ? person : PhoneMask.mask(person));
            if (!shown.name.isEmpty()) {
                each.put("n", shown.name);
            }
            each.set("e", SimulationJson.MAPPER.valueToTree(shown.events));
        });
    }
}
