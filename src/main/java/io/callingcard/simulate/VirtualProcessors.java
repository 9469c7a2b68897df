// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.util.concurrent.TimeUnit;

import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.DelayDefinition;
import org.apache.camel.model.ThrottleDefinition;
import org.apache.camel.processor.DefaultProcessorFactory;
import org.apache.camel.support.CamelContextHelper;

/** Makes the steps of routes that would hold a thread while they wait. */
final class VirtualProcessors extends DefaultProcessorFactory {

    private static final long PERIOD_MILLIS = 1_000;

    private final VirtualMachine machine;

    VirtualProcessors(VirtualMachine machine) {
        this.machine = machine;
    }

    @Override
    public Processor createProcessor(Route route, NamedNode definition) throws Exception {
        if (definition instanceof ThrottleDefinition throttle) {
            return throttle(route, throttle);
        }
        if (definition instanceof DelayDefinition delay) {
            delay.setAsyncDelayed("true");
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
