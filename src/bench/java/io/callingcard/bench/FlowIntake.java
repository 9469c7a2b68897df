// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Measures the time from the answer to {@code POST /leads} until the first message is at the phone, with few leads. */
final class FlowIntake {

    private static final double MOST_PER_SECOND = 25;
    private static final int WARM_SECONDS = 8;
    private static final int SECONDS = 12;
    private static final int PATIENCE_SECONDS = 20;

    private FlowIntake() {}

    /**
     * The measured times.
     *
     * @param perSecond how many leads were posted in a second
     */
    record Delay(double perSecond, double p50Millis, double p99Millis) {}

    /** Posts a lead at a time, at a quarter of the rate that the flow reaches. */
    static Delay measure(FlowRunner runner, FlowPhones phones, double messagesPerSecond) throws Exception {
        double perSecond = Math.min(MOST_PER_SECOND, messagesPerSecond / 2 / 4);
        int warm = (int) Math.ceil(perSecond * WARM_SECONDS);
        int all = warm + (int) Math.ceil(perSecond * SECONDS);
        List<Long> answered = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < all; i++) {
            long wait = begin + (long) (i / perSecond * 1e9) - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
            runner.post(i, 1);
            answered.add(System.nanoTime());
        }
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (phones.figures().getInteger("phones") < all && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        Map<String, Long> arrived = phones.arrivals();
        List<Double> millis = new ArrayList<>();
        for (int i = warm; i < all; i++) {
            // A message may be at the phone before the CRM has its answer. A message that is missing took until now.
            long at = arrived.getOrDefault(FlowRunner.phone(i), System.nanoTime());
            millis.add(Math.max(0, at - answered.get(i)) / 1e6);
        }
        millis.sort(null);
        return new Delay(perSecond, quantile(millis, 0.5), quantile(millis, 0.99));
    }

    private static double quantile(List<Double> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
    }
}
