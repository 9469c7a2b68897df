package io.callingcard.provider.wire;

import java.time.Duration;

/** Waits without a thread; tests put their own in. */
@FunctionalInterface
public interface Delay {

    void after(Duration wait, Runnable next);
}
