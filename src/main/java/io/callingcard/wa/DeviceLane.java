package io.callingcard.wa;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.apache.camel.support.LRUCacheFactory;

import io.callingcard.provider.wire.WireResponse;

/**
 * The way out of one device. The gateway sends one message at a time for each device, and gives up on what waits too
 * long in its own queue; so calls wait here instead, in order, where nothing times out.
 */
public final class DeviceLane {

    private static final int REMEMBERED = 1_000;

    private final Queue<Turn> waiting = new ArrayDeque<>();
    private final Map<String, Boolean> told = LRUCacheFactory.newLRUCache(REMEMBERED);
    private int running;
    private long freeAt = System.nanoTime();
    private boolean resting;

    /**
     * A call that waits.
     *
     * @param most     how many may be under way with it
     * @param interval the pause before it
     * @param rest     waits without a thread
     */
    static final class Turn {

        private final int most;
        private final Duration interval;
        private final Supplier<Future<WireResponse>> call;
        private final Function<Duration, Future<Void>> rest;
        private final Promise<WireResponse> promise = Promise.promise();

        Turn(int most, Duration interval, Supplier<Future<WireResponse>> call, Function<Duration, Future<Void>> rest) {
            this.most = most;
            this.interval = interval;
            this.call = call;
            this.rest = rest;
        }
    }

    Future<WireResponse> pass(Turn turn) {
        synchronized (this) {
            waiting.add(turn);
        }
        proceed();
        return turn.promise.future();
    }

    /** Whether the gateway has told us of this message before; from now on it has. */
    public boolean tell(String messageId) {
        return messageId != null && told.put(messageId, true) != null;
    }

    private void proceed() {
        for (Turn next = next(); next != null; next = next()) {
            Turn turn = next;
            turn.call.get().onComplete(answer -> {
                left(turn);
                turn.promise.handle(answer);
                proceed();
            });
        }
    }

    /** The first that waits, when its time has come; else whoever ends, or the end of the pause, asks again. */
    private synchronized Turn next() {
        Turn first = waiting.peek();
        if (first == null || resting || running >= first.most) {
            return null;
        }
        long pause = freeAt - System.nanoTime();
        if (!first.interval.isZero() && pause > 0) {
            resting = true;
            first.rest.apply(Duration.ofNanos(pause).plusMillis(1)).onComplete(rested -> {
                wake(rested.failed());
                proceed();
            });
            return null;
        }
        waiting.poll();
        running++;
        freeAt = System.nanoTime() + first.interval.toNanos();
        return first;
    }

    /** When the connections are closed no pause is kept: what waits must fail, not stay. */
    private synchronized void wake(boolean closed) {
        resting = false;
        if (closed) {
            freeAt = System.nanoTime();
        }
    }

    private synchronized void left(Turn turn) {
        running--;
        freeAt = System.nanoTime() + turn.interval.toNanos();
    }
}
