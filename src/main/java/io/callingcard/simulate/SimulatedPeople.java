// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.LocalTwins;

/** The people who hold the phones. Their behavior depends only on the seed and their numbers. */
final class SimulatedPeople {

    private static final String CARD = "BEGIN:VCARD\nVERSION:3.0\nN:;Me;;;\nFN:Me\nTEL:%s\nEND:VCARD\n";

    private final VirtualTime time;
    private final LocalTwins twins;
    private final PeopleModel model;
    private final long seed;
    private final BiConsumer<String, ObjectNode> journal;
    private final Map<String, Person> met = new HashMap<>();
    private final Set<String> expected = new HashSet<>();

    SimulatedPeople(
            VirtualTime time, LocalTwins twins, PeopleModel model, long seed, BiConsumer<String, ObjectNode> journal) {
        this.time = time;
        this.twins = twins;
        this.model = model;
        this.seed = seed;
        this.journal = journal;
    }

    /** A person. All decisions are made before the first message. */
    private static final class Person {

        private final boolean answers;
        private final boolean saves;
        private final boolean blocks;
        /** After which message the person writes STOP; 0 for never. */
        private final int stopsAfter;

        private final SplittableRandom random;
        private boolean hasSaved;
        private boolean isGone;
        private int received;

        Person(PeopleModel model, SplittableRandom random) {
            this.random = random;
            this.answers = random.nextDouble() < model.answers();
            this.saves = random.nextDouble() < model.savesCard();
            this.blocks = random.nextDouble() < model.blocks();
            this.stopsAfter = random.nextDouble() < model.stops() ? 1 + random.nextInt(4) : 0;
        }
    }

    private Person person(String phone) {
        return met.computeIfAbsent(phone, missing -> new Person(model, random(phone)));
    }

    private SplittableRandom random(String phone) {
        long hash = seed;
        for (int i = 0; i < phone.length(); i++) {
            hash = hash * 1_000_003 + phone.charAt(i);
        }
        return new SplittableRandom(hash);
    }

    /** Decides whether a person has iMessage. Must be called before the first message. Only Linq treats such a person otherwise. */
    void expect(String provider, String phone) {
        if (!provider.equals("linq")
                || model.hasNoIMessage() == 0
                || !phone.startsWith("+")
                || !expected.add(phone)
                || random(phone + "/service").nextDouble() >= model.hasNoIMessage()) {
            return;
        }
        twins.linq().service(phone, "SMS");
        did(phone, "has_no_imessage", null);
    }

    /** A phone received something. */
    void received(JournalEntry entry) {
        if (model.isSilent() || !entry.phone().startsWith("+")) {
            return;
        }
        Person person = person(entry.phone());
        if (person.isGone || entry.kind().equals("typing") || entry.kind().equals("read")) {
            return;
        }
        person.received++;
        if (person.received == 1 && person.blocks) {
            person.isGone = true;
            soon(person, () -> did(entry.phone(), "blocked", null));
            return;
        }
        if (person.received == person.stopsAfter) {
            person.isGone = true;
            soon(person, () -> writes(entry, "stopped", "STOP"));
        } else if (person.received == 1 && person.answers) {
            soon(person, () -> writes(entry, "answered", "Thank you!"));
        }
        if (person.saves
                && !person.hasSaved
                && (entry.kind().equals("card") || entry.kind().equals("share"))) {
            person.hasSaved = true;
            soon(person, () -> saves(entry));
        }
    }

    private void soon(Person person, Runnable deed) {
        long most = Math.max(1, model.longest().toMillis());
        // The cube makes short waits the usual ones.
        double part = person.random.nextDouble();
        time.after(Duration.ofMillis(1 + (long) (most * part * part * part)).toNanos(), deed);
    }

    private void writes(JournalEntry to, String did, String text) {
        did(to.phone(), did, text);
        switch (to.provider()) {
            case "chert" -> twins.chert().receive(to.phone(), text);
            case "linq" -> twins.linq().receive(to.line(), to.phone(), text);
            default -> twins.wa().receive("twin", to.phone(), text);
        }
    }

    private void saves(JournalEntry from) {
        did(from.phone(), "saved_card", null);
        String card = String.format(CARD, from.phone());
        switch (from.provider()) {
            case "chert" -> twins.chert().receiveCard(from.phone(), card);
            case "linq" -> twins.linq().receiveCard(from.line(), from.phone(), card);
            default -> twins.wa().receiveCard("twin", from.phone(), "Me", card);
        }
    }

    private void did(String phone, String what, String text) {
        ObjectNode event = SimulationJournal.event().put("person", phone).put("did", what);
        if (text != null) {
            event.put("text", text);
        }
        journal.accept("person", event);
    }
}
