// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.DelayDefinition;
import org.apache.camel.model.ThrottleDefinition;
import org.apache.camel.processor.DefaultProcessorFactory;
import org.apache.camel.processor.aggregate.AggregateProcessor;
import org.apache.camel.reifier.AggregateReifier;
import org.apache.camel.support.CamelContextHelper;

/** Creates steps that wait in virtual time, in place of steps that would block the only thread. */
final class VirtualProcessors extends DefaultProcessorFactory {

    private static final long PERIOD_MILLIS = 1_000;

    /** Steps for which Camel uses the real clock. */
    private static final Set<String> BY_THE_REAL_CLOCK = Set.of("circuitBreaker", "resequence", "saga");

    private final VirtualMachine machine;
    private final Consumer<String> named;

    /**
     * Creates the factory of a node.
     *
     * @param named receives the name of each step that cannot be simulated
     */
    VirtualProcessors(VirtualMachine machine, Consumer<String> named) {
        this.machine = machine;
        this.named = named;
    }

    @Override
    public Processor createProcessor(Route route, NamedNode definition) throws Exception {
        if (definition instanceof ThrottleDefinition throttle) {
            return throttle(route, throttle);
        }
        if (definition instanceof AggregateDefinition aggregate) {
            Processor groups = new AggregateReifier(route, aggregate).createProcessor();
            VirtualTimeouts.of(machine, (AggregateProcessor) groups);
            return groups;
        }
        if (definition instanceof DelayDefinition delay) {
            delay.setAsyncDelayed("true");
        }
        if (BY_THE_REAL_CLOCK.contains(definition.getShortName())) {
            named.accept(definition.getShortName() + " of route " + route.getRouteId());
        }
        return super.createProcessor(route, definition);
    }

    private Processor throttle(Route route, ThrottleDefinition throttle) throws Exception {
        boolean isByPeriod = !"ConcurrentRequests".equals(throttle.getMode());
        long period = PERIOD_MILLIS;
        if (isByPeriod && throttle.getTimePeriodMillis() != null) {
            period = CamelContextHelper.parseDuration(route.getCamelContext(), throttle.getTimePeriodMillis())
                    .toMillis();
        }
        return new VirtualThrottle(
                machine,
                throttle.getExpression().createExpression(route.getCamelContext()),
                isByPeriod ? TimeUnit.MILLISECONDS.toNanos(period) : 0);
    }
}
