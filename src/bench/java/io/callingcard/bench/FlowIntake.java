package io.callingcard.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How long it takes from the answer to {@code POST /leads} until the first message is at the phone, when few leads come. */
final class FlowIntake {

    private static final double MOST_PER_SECOND = 25;
    private static final int WARM_SECONDS = 10;
    private static final int SECONDS = 15;
    private static final int PATIENCE_SECONDS = 20;

    private FlowIntake() {}

    /**
     * What was measured.
     *
     * @param perSecond how many leads were posted in a second
     */
    record Delay(double perSecond, double p50Millis, double p99Millis) {}

    /** Posts a lead at a time, at a quarter of what the flow can do. */
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
            // A message may be at the phone before the CRM has its answer. One that never came took until now.
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
