// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.impl.engine.DefaultShutdownStrategy;
import org.apache.camel.spi.RouteStartupOrder;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.service.ServiceHelper;

/** Stops routes in virtual time: consumers first, then it waits for the exchanges in progress until the shutdown timeout. */
final class VirtualShutdown extends DefaultShutdownStrategy {

    private final VirtualMachine machine;

    VirtualShutdown(VirtualMachine machine) {
        this.machine = machine;
    }

    @Override
    protected boolean doShutdown(
            CamelContext context,
            List<RouteStartupOrder> routes,
            long timeout,
            TimeUnit unit,
            boolean isSuspendOnly,
            boolean isAbortedAfterTimeout,
            boolean isForced) {
        for (RouteStartupOrder each : routes) {
            if (!isDeferred(each.getInput())) {
                ServiceHelper.suspendService(each.getInput());
            }
        }
        if (!machine.isDead()) {
            long end = machine.nanoTime() + unit.toNanos(timeout);
            machine.time().runUntil(() -> machine.nanoTime() > end || isIdle(routes));
        }
        if (!isSuspendOnly) {
            routes.forEach(each -> ServiceHelper.stopService(each.getInput()));
        }
        return true;
    }

    /** Direct routes stop last, because exchanges in progress still need them. */
    private static boolean isDeferred(Consumer input) {
        return input instanceof ShutdownAware aware && aware.deferShutdown(ShutdownRunningTask.CompleteCurrentTaskOnly);
    }

    private static boolean isIdle(List<RouteStartupOrder> routes) {
        return routes.stream().allMatch(each -> getPendingInflightExchanges(each) == 0);
    }
}
