// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.util.Map;

/** Steps of a flow are missing in a chat: they are not settled yet, or they were not sent. */
public class UnsentStepsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean open;

    private UnsentStepsException(String message, boolean open) {
        super(message);
        this.open = open;
    }

    public static UnsentStepsException open(String flow, Map<String, StepState> steps) {
        return new UnsentStepsException(
                "Not all steps of " + flow + " are settled: " + steps
                        + ". Retry later, while a route runs ledger:settle; or set orderedSteps=false.",
                true);
    }

    public static UnsentStepsException failed(String flow, Map<String, StepState> steps, String why) {
        return new UnsentStepsException("Not all steps of " + flow + " were sent: " + steps + why, false);
    }

    /** Returns true if a step is not settled yet. Retry when it is. Returns false if a retry would not help. */
    public boolean isOpen() {
        return open;
    }
}
