// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

/** The time of a node. After a kill the events of the node do not run. */
final class NodeTime {

    private final VirtualTime time;
    private boolean isOver;

    NodeTime(VirtualTime time) {
        this.time = time;
    }

    VirtualTime time() {
        return time;
    }

    void end() {
        isOver = true;
    }

    boolean isOver() {
        return isOver;
    }

    VirtualTime.Event after(long nanos, Runnable work) {
        return time.after(nanos, () -> {
            if (!isOver) {
                work.run();
            }
        });
    }
}
