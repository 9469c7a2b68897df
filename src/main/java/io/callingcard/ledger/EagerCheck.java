// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.util.Collection;

import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.processor.idempotent.IdempotentConsumer;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Refuses routes whose idempotent consumer uses the ledger with {@code eager=false}. It would claim a step only after it
 * was sent, so two exchanges could both send it.
 */
final class EagerCheck extends LifecycleStrategySupport {

    /** A repository whose keys are claimed before the message is sent. */
    interface ClaimsFirst {}

    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        for (Route route : routes) {
            for (Processor processor : route.filter("*")) {
                if (processor instanceof IdempotentConsumer consumer
                        && !consumer.isEager()
                        && consumer.getIdempotentRepository() instanceof ClaimsFirst) {
                    throw new IllegalArgumentException("eager: is false in the route " + route.getRouteId()
                            + ", so a step would be claimed only after it was sent, and two exchanges could both"
                            + " send it. Remove eager=false from the idempotent consumer.");
                }
            }
        }
    }
}
