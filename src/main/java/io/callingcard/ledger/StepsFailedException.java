package io.callingcard.ledger;

import java.util.Map;

/** Steps of a flow that were not sent, and will not be by trying again as they are. */
public class StepsFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StepsFailedException(String flow, Map<String, StepState> steps, String why) {
        super("Not all steps of " + flow + " were sent: " + steps + why);
    }
}
