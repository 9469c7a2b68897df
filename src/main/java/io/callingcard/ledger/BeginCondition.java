// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.util.List;

import org.apache.camel.Exchange;

/**
 * What must hold when a message begins, although the message may have waited for long. It is part of the statement that
 * records the begin, so nothing can change in between.
 *
 * @param sql    a condition on the row of the claim, without values in its text
 * @param values the values of its parameters
 */
record BeginCondition(String sql, List<Object> values) {

    static final BeginCondition NONE = new BeginCondition("1 = 1", List.of());

    private static final String PROPERTY = "CamelLedgerBeginCondition";

    /** Returns the condition on the exchange. */
    static BeginCondition of(Exchange exchange) {
        BeginCondition set = exchange.getProperty(PROPERTY, BeginCondition.class);
        return set == null ? NONE : set;
    }

    /** Sets the condition of all steps that the exchange claims from now on. */
    void putOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    @Override
    public String toString() {
        return "BeginCondition";
    }
}
