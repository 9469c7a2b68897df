// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.callingcard.ledger.StepFacts;
import io.callingcard.ledger.StepState;

/**
 * The lines that are known, and whether each can send. A campaign may leave the choice of our number to the provider. If the
 * provider has used one number only, that one is meant.
 */
final class LineStates {

    /** What a line does. */
    enum Condition {
        OK,
        /** It cannot send, and is tried again soon. */
        RESTS,
        /** Its shares are paused, and its leads if the pause says so. */
        PAUSED,
        /** It has failed so often that it rests for the longest time. */
        DOWN
    }

    /**
     * A line now.
     *
     * @param reason null if it is not known, or the line is fine
     * @param until  when it is tried again, or null
     * @param holdsLeads whether its leads wait too
     */
    record State(Line line, Condition condition, String reason, Instant until, boolean holdsLeads) {}

    private final Map<String, String> only = new HashMap<>();
    private final Map<String, State> states = new TreeMap<>();

    private LineStates(Set<Line> known) {
        Map<String, Set<String>> numbers = new TreeMap<>();
        known.forEach(line -> numbers.computeIfAbsent(line.channel(), missing -> new TreeSet<>())
                .add(line.number()));
        numbers.forEach((channel, all) -> {
            all.remove("");
            if (all.size() == 1) {
                only.put(channel, all.iterator().next());
            }
        });
        known.forEach(line ->
                states.put(resolved(line).toString(), new State(resolved(line), Condition.OK, null, null, false)));
    }

    static LineStates read(
            Connection connection, Instant now, Map<String, Campaign> campaigns, String channels, Figures figures)
            throws SQLException {
        List<Rests.Rest> rests = Rests.all(connection);
        List<Pauses.Pause> pauses = Pauses.all(connection, now.toEpochMilli());
        Set<Line> known = new TreeSet<>(Comparator.comparing(Line::toString));
        Set<String> here = channels == null ? Set.of() : Set.of(channels.split(","));
        here.forEach(channel -> known.add(Line.of(channel.strip(), null)));
        campaigns.values().stream()
                .filter(campaign -> here.isEmpty() || here.contains(campaign.getChannel()))
                .flatMap(campaign -> campaign.accounts().stream())
                .forEach(line -> known.add(Line.parse(line)));
        Stream.concat(rests.stream().map(Rests.Rest::line), pauses.stream().map(Pauses.Pause::line))
                .forEach(line -> known.add(Line.parse(line)));
        figures.steps().stream()
                // A step that was not sent may name a number that is none of ours.
                .filter(count -> count.provider() != null && count.state() != StepState.NOT_SENT)
                .forEach(count -> known.add(Line.of(count.provider(), count.line())));
        LineStates lines = new LineStates(known);
        pauses.forEach(
                pause -> lines.put(pause.line(), Condition.PAUSED, pause.reason(), pause.till(), pause.isOfLeads()));
        rests.forEach(rest -> lines.put(
                rest.line(), rest.isLongest() ? Condition.DOWN : Condition.RESTS, rest.reason(), rest.till(), true));
        return lines;
    }

    private void put(String line, Condition condition, String reason, Instant until, boolean holdsLeads) {
        Line resolved = resolved(Line.parse(line));
        states.put(resolved.toString(), new State(resolved, condition, reason, until, holdsLeads));
    }

    /** Returns the line with our number, if there is only one that can be meant. */
    Line resolved(Line line) {
        return line.number().isEmpty() && only.containsKey(line.channel())
                ? Line.of(line.channel(), only.get(line.channel()))
                : line;
    }

    /** Whether a step of the ledger was sent by a line. */
    boolean isOf(Line line, StepFacts.Count count) {
        return count.provider() != null
                && resolved(Line.of(count.provider(), count.line())).equals(line);
    }

    List<State> all() {
        return List.copyOf(states.values());
    }

    /** Returns until when a line sends nothing; now if it may send. */
    Instant free(Line line, boolean isShare, Instant now) {
        State state = states.get(resolved(line).toString());
        boolean isHeld =
                state != null && state.until() != null && state.until().isAfter(now) && (isShare || state.holdsLeads());
        return isHeld ? state.until() : now;
    }
}
