// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Expression;
import org.apache.camel.processor.aggregate.AggregateProcessor;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/** Completes the groups of an aggregate step after their timeout in virtual time. Camel itself would use the real clock. */
final class VirtualTimeouts extends ServiceSupport implements AggregationRepository {

    private final VirtualMachine machine;
    private final AggregateProcessor aggregate;
    private final AggregationRepository groups;
    private final Expression timeout;
    private final long timeoutMillis;
    private final Map<String, VirtualTime.Event> ends = new HashMap<>();
    private String late;

    private VirtualTimeouts(VirtualMachine machine, AggregateProcessor aggregate) {
        this.machine = machine;
        this.aggregate = aggregate;
        this.groups = aggregate.getAggregationRepository() == null
                ? new MemoryAggregationRepository()
                : aggregate.getAggregationRepository();
        this.timeout = aggregate.getCompletionTimeoutExpression();
        this.timeoutMillis = aggregate.getCompletionTimeout();
    }

    /** Replaces the timeouts of a step. The step must not have started. */
    static void of(VirtualMachine machine, AggregateProcessor aggregate) {
        // One thread needs no lock.
        aggregate.setOptimisticLocking(false);
        if (aggregate.getCompletionTimeoutExpression() == null && aggregate.getCompletionTimeout() <= 0) {
            return;
        }
        aggregate.setAggregationRepository(new VirtualTimeouts(machine, aggregate));
        aggregate.setCompletionTimeoutExpression(null);
        aggregate.setCompletionTimeout(0);
        if (aggregate.getCompletionPredicate() == null) {
            // Camel requires a completion condition, and no longer knows the timeout.
            aggregate.setCompletionPredicate(exchange -> false);
        }
    }

    @Override
    public Exchange add(CamelContext context, String key, Exchange group) {
        forget(key);
        Long wait = timeout == null ? Long.valueOf(timeoutMillis) : timeout.evaluate(group, Long.class);
        if (wait != null && wait > 0) {
            ends.put(key, machine.after(Duration.ofMillis(wait), () -> end(key)));
        }
        return groups.add(context, key, group);
    }

    private void forget(String key) {
        VirtualTime.Event end = ends.remove(key);
        if (end != null) {
            end.cancel();
        }
    }

    private void end(String key) {
        late = key;
        if (aggregate.isDiscardOnCompletionTimeout()) {
            aggregate.forceDiscardingOfGroup(key);
        } else {
            aggregate.forceCompletionOfGroup(key);
        }
        late = null;
    }

    @Override
    public Exchange get(CamelContext context, String key) {
        return groups.get(context, key);
    }

    @Override
    public void remove(CamelContext context, String key, Exchange group) {
        if (key.equals(late)) {
            group.setProperty(ExchangePropertyKey.AGGREGATED_COMPLETED_BY, "timeout");
            aggregate.getAggregationStrategy().timeout(group, -1, -1, timeoutMillis);
        }
        forget(key);
        groups.remove(context, key, group);
    }

    @Override
    public void confirm(CamelContext context, String exchangeId) {
        groups.confirm(context, exchangeId);
    }

    @Override
    public Set<String> getKeys() {
        return groups.getKeys();
    }

    @Override
    protected void doStart() {
        ServiceHelper.startService(groups);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(groups);
    }
}
