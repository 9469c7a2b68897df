// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures in windows until three in a row agree within five percent: a slow machine then is as warm as a fast one. */
final class Steady {

    private static final int AGREEING = 3;
    private static final double TOLERANCE = 1.05;

    private final int windowMillis;
    private final int leastWindows;
    private final int mostWindows;

    /**
     * Creates a measurement.
     *
     * @param windowMillis how long a window is
     * @param leastWindows how many windows there are at least
     * @param mostWindows  after how many windows the last three count, although they do not agree
     */
    Steady(int windowMillis, int leastWindows, int mostWindows) {
        this.windowMillis = windowMillis;
        this.leastWindows = Math.max(AGREEING, leastWindows);
        this.mostWindows = mostWindows;
    }

    /** The counts at a moment. */
    record Sample(long nanos, long messages, double cpuNanos, double allocatedBytes, long commits) {

        double perSecondSince(Sample before) {
            return (messages - before.messages) * 1e9 / (nanos - before.nanos);
        }
    }

    /** Takes a sample. */
    interface Counters {
        Sample sample() throws Exception;
    }

    /**
     * The figures of the last three windows.
     *
     * @param settled whether they agree
     */
    record Figures(double perSecond, double cpuMicros, double allocatedBytes, double commits, boolean settled) {

        private static Figures between(Sample first, Sample last, boolean settled) {
            double messages = last.messages - first.messages;
            return new Figures(
                    last.perSecondSince(first),
                    (last.cpuNanos - first.cpuNanos) / messages / 1e3,
                    (last.allocatedBytes - first.allocatedBytes) / messages,
                    (last.commits - first.commits) / messages,
                    settled);
        }
    }

    /** Measures, and stops before the messages that there are end within a window. */
    Figures measure(Counters counters, long messagesThereAre) throws Exception {
        List<Sample> samples = new ArrayList<>(List.of(counters.sample()));
        while (true) {
            TimeUnit.MILLISECONDS.sleep(windowMillis);
            Sample now = counters.sample();
            samples.add(now);
            int windows = samples.size() - 1;
            long inWindow = now.messages() - samples.get(windows - 1).messages();
            boolean last = windows >= mostWindows || now.messages() > messagesThereAre - inWindow;
            boolean settled = windows >= leastWindows && agree(samples);
            if (settled || last) {
                return Figures.between(samples.get(Math.max(0, windows - AGREEING)), now, settled);
            }
        }
    }

    private static boolean agree(List<Sample> samples) {
        double least = Double.MAX_VALUE;
        double most = 0;
        for (int i = samples.size() - AGREEING; i < samples.size(); i++) {
            double perSecond = samples.get(i).perSecondSince(samples.get(i - 1));
            least = Math.min(least, perSecond);
            most = Math.max(most, perSecond);
        }
        return most > 0 && most <= least * TOLERANCE;
    }
}
