// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert.model;

import java.util.List;

import io.callingcard.provider.call.Answer;

/** A line of the account. */
public record PhoneLine(
        String id, String phoneLineId, String phoneNumber, String service, Boolean isActive, List<String> capabilities)
        implements Answer {

    @Override
    public String toString() {
        return "PhoneLine[" + id + ", active " + isActive + "]";
    }
}
