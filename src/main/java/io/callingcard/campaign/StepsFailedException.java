package io.callingcard.campaign;

import java.util.Map;

import io.callingcard.ledger.StepState;

/** Steps of a flow were not sent, and a retry would not help. */
public class StepsFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StepsFailedException(String flow, Map<String, StepState> steps, String why) {
        super("Not all steps of " + flow + " were sent: " + steps + why);
    }
}
