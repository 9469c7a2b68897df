package io.callingcard.wa.model;

import io.callingcard.provider.call.Answer;

/** The code to type on the phone. */
public record PairCode(String pairCode) implements Answer {

    @Override
    public String toString() {
        return "PairCode";
    }
}
