// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkus.arc.Unremovable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;

import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.error.ProviderException;

/** Keeps the last failures of each line since the start. The ledger has those of messages for good. */
@Singleton
@Unremovable
class RecentErrors extends EventNotifierSupport {

    private static final int MOST = 5;

    /** Lines come from the settings and campaigns, but a lead may name one too. */
    private static final int MOST_LINES = 1_000;

    @Inject
    RunnerClock clock;

    private final Map<String, Deque<Failed>> lines = new ConcurrentHashMap<>();

    /**
     * A failure.
     *
     * @param code the code of the provider; the kind of the error if there is none
     */
    record Failed(Instant at, String code, String reason) {}

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSentEvent sent
                && sent.getExchange().getException() instanceof ProviderException failure) {
            String line = sent.getExchange().getMessage().getHeader(CardConstants.FROM, "", String.class);
            add(failure.getProvider(), line, failure);
        }
    }

    private void add(String provider, String number, ProviderException failure) {
        String line = provider + ":" + number;
        if (!lines.containsKey(line) && lines.size() >= MOST_LINES) {
            return;
        }
        String code = failure.getCode() == null ? failure.getKind().name() : failure.getCode();
        Deque<Failed> last = lines.computeIfAbsent(line, missing -> new ArrayDeque<>());
        synchronized (last) {
            last.addFirst(new Failed(clock.instant(), code, failure.getMessage()));
            if (last.size() > MOST) {
                last.removeLast();
            }
        }
    }

    /** Returns the last failures of a line, the newest first. */
    List<Failed> of(String provider, String number) {
        Deque<Failed> last = lines.get(provider + ":" + number);
        if (last == null) {
            return List.of();
        }
        synchronized (last) {
            return List.copyOf(last);
        }
    }

    /** Turns off unused events. */
    @Override
    protected void doInit() {
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeFailedEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreCamelContextEvents(true);
    }
}
