// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.callingcard.ledger.Ledgers;

/** How often each point was hit, for each provider and database. */
final class Hits {

    static final List<String> PROVIDERS = List.of("chert", "linq", "wa");

    private record Cell(Point point, String provider, Ledgers.Kind kind, boolean isRepeat) {}

    private final Map<Cell, LongAdder> counts = new ConcurrentHashMap<>();

    /** @param isRepeat whether the step had been tried before */
    void add(Point point, String provider, Ledgers.Kind kind, boolean isRepeat) {
        counts.computeIfAbsent(new Cell(point, provider, kind, isRepeat), cell -> new LongAdder())
                .increment();
    }

    private long count(Point point, String provider, Ledgers.Kind kind, boolean isRepeat) {
        LongAdder count = counts.get(new Cell(point, provider, kind, isRepeat));
        return count == null ? 0 : count.sum();
    }

    /** Returns the points that were never hit, as when the statement was reworded by which one is recognized. */
    List<Point> never() {
        return Arrays.stream(Point.values())
                .filter(point -> counts.keySet().stream().noneMatch(cell -> cell.point == point))
                .toList();
    }

    /** Returns the points that a provider and database never saw. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (Point point : Point.values()) {
            for (String provider : PROVIDERS) {
                for (Ledgers.Kind kind : Ledgers.Kind.values()) {
                    if (count(point, provider, kind, false) + count(point, provider, kind, true) == 0) {
                        missing.add(point + " " + provider + " " + kind);
                    }
                }
            }
        }
        return missing;
    }

    /** The table, with the hits in first tries and in repeats. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(String.format("%-32s", "point: first tries + repeats"));
        for (String provider : PROVIDERS) {
            for (Ledgers.Kind kind : Ledgers.Kind.values()) {
                table.append(String.format("%18s", provider + " " + (kind == Ledgers.Kind.SQLITE ? "SQLite" : "PG")));
            }
        }
        for (Point point : Point.values()) {
            table.append(String.format("%n%-32s", point));
            for (String provider : PROVIDERS) {
                for (Ledgers.Kind kind : Ledgers.Kind.values()) {
                    String cell = count(point, provider, kind, false) + " + " + count(point, provider, kind, true);
                    table.append(String.format("%18s", cell));
                }
            }
        }
        return table.toString();
    }
}
