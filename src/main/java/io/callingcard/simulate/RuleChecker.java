// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.callingcard.simulate.RulesFile.CampaignRules;
import io.callingcard.simulate.RulesFile.LineRules;

/**
 * Checks the journal of a simulation against the rules that were in force. It compares the messages that phones received with the
 * steps that the ledger recorded. It reads only the two files of the simulation, and shares no code with the flows. It reads the
 * journal once. The memory grows with the number of people, about one kilobyte each, and not with the number of days.
 */
final class RuleChecker {

    /** The checker counts all broken rules, and keeps so many of them. */
    static final int MOST = 1000;

    /** A message may still arrive so long after a STOP, because a sent message cannot be called back. */
    static final Duration ON_ITS_WAY = Duration.ofSeconds(5);

    /** A known limit: a STOP may be lost while no node runs, because a provider repeats an event for a limited time. */
    static final String STOP_WHILE_DOWN = "stop-while-down";

    private static final Set<String> MESSAGES = Set.of("text", "card", "share", "media");
    private static final Set<String> FINAL = Set.of("sent", "in_doubt", "not_sent");
    private static final Set<String> NODE_ENDED = Set.of("stopped", "killed");
    private static final String SHARE = "/share";

    private final RulesFile rules;
    private final PhoneNight night = new PhoneNight();
    private final Map<String, CheckedPerson> people = new HashMap<>();
    private final Map<String, CheckedLine> lines = new HashMap<>();
    private final Map<String, Instant> faults = new HashMap<>();
    private final Outages outages = new Outages();
    private final List<BrokenRule> broken = new ArrayList<>();
    private long count;

    RuleChecker(RulesFile rules) {
        this.rules = rules;
    }

    /** Returns the first thousand broken rules; none if all were kept. */
    List<BrokenRule> broken() {
        return List.copyOf(broken);
    }

    /** Returns how many rules were broken, including those that are not kept. */
    long count() {
        return count;
    }

    private void report(String rule, String person, Instant at, String sentence) {
        count++;
        if (broken.size() < MOST) {
            broken.add(new BrokenRule(rule, person, at, sentence));
        }
    }

    private CheckedPerson person(JournalEvent event) {
        return people.computeIfAbsent(
                event.person(), person -> new CheckedPerson(night.zones(person, event.timeZone())));
    }

    private CheckedLine line(String name) {
        return lines.computeIfAbsent(name, each -> new CheckedLine());
    }

    void accept(JournalEvent event) {
        if (event.what().equals("fault")) {
            faults.put(event.provider(), event.at());
        } else if (event.what().equals("node")) {
            outages.accept(event);
            if (NODE_ENDED.contains(event.did())) {
                lines.values().forEach(CheckedLine::forgetInFlight);
            }
        } else if (event.person() != null) {
            CheckedPerson person = person(event);
            switch (event.what()) {
                case "lead" -> person.accept(event.campaign());
                case "refused" -> person.refuse(event.campaign());
                case "received" -> received(event, person);
                case "step" -> step(event, person);
                case "person" -> did(event, person);
                default -> {
                    // Other events cannot break a rule.
                }
            }
        }
    }

    private static void did(JournalEvent event, CheckedPerson person) {
        if (event.did().equals("stopped") && person.stoppedAt == null) {
            person.stoppedAt = event.at();
        }
    }

    private void received(JournalEvent event, CheckedPerson person) {
        if (!MESSAGES.contains(event.kind())) {
            return;
        }
        String name = event.lineOfPhone();
        CheckedLine line = line(name);
        person.add(event.at(), event.kind(), name);
        if (person.stoppedAt != null && event.at().isAfter(person.stoppedAt.plus(ON_ITS_WAY))) {
            if (outages.touch(person.stoppedAt, person.stoppedAt.plus(ON_ITS_WAY))) {
                report(
                        STOP_WHILE_DOWN,
                        event.person(),
                        event.at(),
                        "A " + event.kind() + " arrived after a STOP that came while no node ran.");
            } else {
                report("never-after-stop", event.person(), event.at(), "A " + event.kind() + " arrived after STOP.");
            }
        }
        int inFlight = line.begin();
        int perDay = line.count("all", event.at(), rules.zone());
        Optional<LineRules> limits = rules.line(name);
        long interval = limits.map(LineRules::minIntervalMillis).orElse(0L);
        if (line.isTooSoon("all", event.at(), interval)) {
            report(
                    "min-interval",
                    event.person(),
                    event.at(),
                    "Two messages of a line are less than " + interval + " ms apart.");
        }
        limits.map(LineRules::maxInFlight)
                .filter(most -> most > 0 && inFlight > most)
                .ifPresent(most -> report(
                        "max-in-flight",
                        event.person(),
                        event.at(),
                        "More than " + most + " messages of a line wait for an answer."));
        limits.map(LineRules::maxPerDay)
                .filter(most -> perDay > most)
                .ifPresent(most -> report(
                        "line-per-day",
                        event.person(),
                        event.at(),
                        "More than " + most + " messages of a line on one day."));
    }

    private void step(JournalEvent event, CheckedPerson person) {
        if (!FINAL.contains(event.outcome())) {
            return;
        }
        if (event.outcome().equals("not_sent")) {
            person.decide(event.step());
            person.retry(event.step());
            return;
        }
        Optional<CheckedPerson.Received> message = person.hasReceived(event.step(), event.campaign(), event.window())
                ? Optional.empty()
                : person.take(event.step(), event.line());
        message.ifPresent(each -> matched(event, each, person));
        if (event.outcome().equals("sent") && !person.hasReceived(event.step(), event.campaign(), event.window())) {
            report(
                    "sent-was-received",
                    event.person(),
                    event.at(),
                    event.step() + ": the ledger says sent, and the phone received nothing.");
        }
        if (event.outcome().equals("in_doubt")) {
            person.retry(event.step());
        }
        person.decide(event.step());
    }

    /** Checks the rules of the campaign, which is known once a message has its step. */
    private void matched(JournalEvent event, CheckedPerson.Received message, CheckedPerson person) {
        person.receive(event.step(), event.campaign(), event.window());
        line(message.line()).end();
        // A STOP after the message refuses the lead too, and the outcome of the step may come later still.
        if (message.refusedBefore().contains(event.campaign())) {
            report("never-to-refused", event.person(), message.at(), event.step() + ": the lead was refused before.");
        }
        rules.campaign(event.campaign()).ifPresent(campaign -> {
            if (campaign.quietSteps().contains(event.step())
                    && PhoneNight.isQuiet(message.at(), person.zones, campaign.quietHours())) {
                report(
                        "never-in-quiet-hours",
                        event.person(),
                        message.at(),
                        event.step() + ": arrived in the quiet hours of " + person.zones + ".");
            }
            order(event, message, person, campaign);
            if (event.step().endsWith(SHARE)) {
                share(event, message, person, campaign);
            } else if (campaign.isFirst(event.step()) && !person.isRetried(event.step())) {
                // The product counts a step when it begins, so a retry is counted already.
                budget(
                        "first messages",
                        campaign.firstTouchesPerDay(),
                        campaign.firstTouchGapMillis(),
                        campaign,
                        message,
                        event);
            }
        });
    }

    private void order(
            JournalEvent event, CheckedPerson.Received message, CheckedPerson person, CampaignRules campaign) {
        // A person without a lead in the journal was welcomed before the simulation began.
        if (!person.campaigns().contains(campaign.name())) {
            return;
        }
        for (String earlier : campaign.welcome()) {
            if (earlier.equals(event.step())) {
                return;
            }
            if (!person.isDecided(earlier)) {
                report(
                        "order-in-chat",
                        event.person(),
                        message.at(),
                        event.step() + ": arrived before " + earlier + ".");
            }
        }
    }

    private void share(
            JournalEvent event, CheckedPerson.Received message, CheckedPerson person, CampaignRules campaign) {
        CheckedPerson.Shares before = person.shares(event.campaign());
        if (before.last != null && PhoneNight.isSameDay(before.last, message.at(), person.zones)) {
            report(
                    "never-twice",
                    event.person(),
                    message.at(),
                    event.step() + ": arrived twice on one day of the person.");
        }
        before.last = message.at();
        before.count++;
        if (before.count > campaign.maxShares()) {
            report("max-shares", event.person(), message.at(), "More than " + campaign.maxShares() + " shares.");
        }
        budget("shares", campaign.sharesPerDay(), campaign.shareGapMillis(), campaign, message, event);
    }

    /** Checks the budget of a campaign on a line. A day is a day in the campaign's zone. */
    private void budget(
            String what,
            Integer perDay,
            long gap,
            CampaignRules campaign,
            CheckedPerson.Received message,
            JournalEvent event) {
        CheckedLine line = line(message.line());
        String kind = campaign.name() + " " + what;
        int used = line.count(kind, message.at(), campaign.zone());
        if (perDay != null && used > perDay) {
            report(
                    "budget-per-day",
                    event.person(),
                    message.at(),
                    campaign.name() + ": more than " + perDay + " " + what + " of a line on one day.");
        }
        if (line.isTooSoon(kind, message.at(), gap) && !wasDelayed(message, gap)) {
            report(
                    "budget-gap",
                    event.person(),
                    message.at(),
                    campaign.name() + ": two " + what + " of a line are less than " + gap + " ms apart.");
        }
    }

    /** The product keeps gaps when it takes leads. So a message that a fault delayed may come closer to the next one. */
    private boolean wasDelayed(CheckedPerson.Received message, long gap) {
        Instant fault = faults.get(RulesFile.provider(message.line()));
        return fault != null && fault.isAfter(message.at().minusMillis(2 * gap));
    }

    /** Reports the messages that no step accounts for. */
    void end() {
        people.forEach((number, person) -> person.open().forEach(message -> {
            // The outcome of a message at the very end may come after the end.
            if (message.at().isBefore(rules.until().minus(ON_ITS_WAY))) {
                boolean isSecond = isSecond(person, message);
                report(
                        isSecond ? "never-twice" : "received-has-step",
                        number,
                        message.at(),
                        isSecond
                                ? "A " + message.kind() + " arrived a second time."
                                : "A " + message.kind() + " arrived, and the ledger knows no step of it.");
            }
        }));
    }

    private boolean isSecond(CheckedPerson person, CheckedPerson.Received message) {
        return rules.campaigns().stream()
                        .flatMap(campaign -> campaign.steps().stream())
                        .anyMatch(step -> CheckedPerson.matches(step, message.kind()) && person.isDecided(step))
                || message.kind().equals("share") && person.isShared();
    }
}
