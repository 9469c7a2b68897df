package io.callingcard.ledger;

import java.util.Map;

/** Steps of a flow of which it is not known yet whether they were sent; whoever settles them will know. */
public class StepsOpenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StepsOpenException(String flow, Map<String, StepState> steps) {
        super("Not all steps of " + flow + " are settled: " + steps);
    }
}
