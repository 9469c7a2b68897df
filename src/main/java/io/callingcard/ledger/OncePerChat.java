// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

/** Lets a step through once per chat, for good. */
public class OncePerChat extends OncePerStep {

    private static final Window EVER = new Window.Ever();

    private boolean orderedSteps = true;

    @Override
    Window window() {
        return EVER;
    }

    @Override
    boolean isOrdered() {
        return orderedSteps;
    }

    public boolean isOrderedSteps() {
        return orderedSteps;
    }

    /**
     * Sets whether a step waits for the steps of the same flow that were claimed before it in the chat: until each is
     * sent, not sent, or skipped. True by default. While it waits, the idempotent consumer fails with an
     * {@link UnsentStepsException}, and nothing is claimed; retry the exchange later. The route {@code settle} ends the
     * wait for a step in doubt.
     */
    public void setOrderedSteps(boolean orderedSteps) {
        this.orderedSteps = orderedSteps;
    }
}
