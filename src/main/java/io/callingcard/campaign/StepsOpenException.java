package io.callingcard.campaign;

import java.util.Map;

import io.callingcard.ledger.StepState;

/** Steps of a flow are not settled yet. Retry when they are. */
public class StepsOpenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StepsOpenException(String flow, Map<String, StepState> steps) {
        super("Not all steps of " + flow + " are settled: " + steps);
    }
}
