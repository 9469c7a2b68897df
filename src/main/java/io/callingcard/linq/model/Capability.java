package io.callingcard.linq.model;

import io.callingcard.provider.call.Answer;

/** Whether an address can be reached over a service. */
public record Capability(String address, Boolean available, String reason, String selectedService) implements Answer {

    @Override
    public String toString() {
        return "Capability[" + available + "]";
    }
}
