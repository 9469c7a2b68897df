// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.campaign.LeadReason.Why;
import io.callingcard.ledger.LedgerStore;
import io.callingcard.provider.RouteThreads;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.inbound.Pump;
import io.callingcard.provider.machine.Machine;

/**
 * Consumes waiting leads within the budgets of the lines. Each lead is retried until it is done or set aside. A lead in
 * progress needs no thread while it waits for an answer.
 */
class LeadConsumer extends DefaultConsumer implements Suspendable, Pump.DrainsOnShutdown {

    private static final Logger LOG = LoggerFactory.getLogger(LeadConsumer.class);

    /** How often a lead is started alone that did not end when others were started beside it. */
    private static final int LONE_ATTEMPTS = 3;

    /** More than one is needed only for routes that block. */
    private static final int MOST_THREADS = 20;

    private final CamelContext context;
    private final CampaignConfiguration configuration;
    private ExecutorService threads;
    private LeadPump pump;

    LeadConsumer(Endpoint endpoint, CampaignConfiguration configuration, Processor processor) {
        super(endpoint, processor);
        this.context = endpoint.getCamelContext();
        this.configuration = configuration;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        threads = context.getExecutorServiceManager().newCachedThreadPool(this, "CallingCardLead");
        CampaignStore store = CampaignStore.of(configuration, context);
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        if (health != null) {
            health.register(new LineHealthCheck(store, context));
        }
        pump = new LeadPump(store);
        pump.start();
    }

    @Override
    protected void doStop() throws Exception {
        pump.stop();
        context.getExecutorServiceManager().shutdown(threads);
        super.doStop();
    }

    @Override
    protected void doSuspend() {
        pump.finishLeasing();
    }

    @Override
    public int getPendingExchangesSize() {
        return pump.inProgress();
    }

    /** Returns the campaigns of this route. */
    private Map<String, Campaign> campaigns(Campaigns.View view) {
        String only = configuration.getCampaign();
        return only == null ? view.all() : Map.of(only, view.named(only));
    }

    private final class LeadPump extends Pump<TakenLead> {

        private final CampaignStore store;
        private final LinePlaces places;
        private final Runnable wake = this::wake;
        private int turn;
        private List<LeadTurns.Terms> looked = List.of();

        /** Whether a lead is in progress that may end the process. */
        private boolean isInDanger;

        private final Rests.Terms terms = new Rests.Terms(
                Duration.ofMillis(configuration.getLineRest()), Duration.ofMillis(configuration.getLongestLineRest()));

        LeadPump(CampaignStore store) {
            super(
                    context,
                    "Leads",
                    configuration.getMaxInFlight(),
                    Duration.ofMillis(configuration.getLease()),
                    new RouteThreads(threads, Machine.of(context).isOneThread() ? 1 : MOST_THREADS));
            this.store = store;
            this.places = new LinePlaces(store.clock);
        }

        @Override
        protected void doStart() {
            super.doStart();
            store.leads.onAdded(wake);
            store.ledger.machine().onNews(wake);
        }

        @Override
        protected void doStop() throws Exception {
            store.leads.forgetListener(wake);
            super.doStop();
            store.ledger.driven(this, Set.of());
        }

        @Override
        protected List<TakenLead> lease(int most, Duration lease) {
            List<TakenLead> taken = new ArrayList<>();
            boolean isIdle = most == configuration.getMaxInFlight();
            if (LeadConsumer.this.isSuspendingOrSuspended() || isInDanger && !isIdle) {
                return taken;
            }
            Campaigns.View view = store.campaigns.now(context);
            Set<String> shut = new HashSet<>(view.pausedLines());
            shut.addAll(drivenByOthers(view));
            List<LeadTurns.Terms> all = campaigns(view).entrySet().stream()
                    .filter(each -> !view.isPaused(each.getKey()))
                    .map(each -> new LeadTurns.Terms(
                            each.getKey(), each.getValue(), lease, configuration.getLeadAttempts(), places, shut))
                    .collect(Collectors.toCollection(ArrayList::new));
            if (isIdle) {
                all.stream()
                        .map(store.turns::takeDangerous)
                        .filter(found -> !found.isEmpty())
                        .findFirst()
                        .ifPresent(taken::addAll);
            }
            isInDanger = !taken.isEmpty();
            looked = all;
            // Each campaign comes first in its turn.
            Collections.rotate(all, turn++);
            for (int i = 0; !isInDanger && taken.size() < most && i < all.size(); i++) {
                taken.addAll(store.turns.take(all.get(i), most - taken.size()));
            }
            taken.forEach(each -> places.begun(each.line().toString()));
            return taken;
        }

        /** Returns the lines of our campaigns that this node does not drive. It takes no leads for them. */
        private Set<String> drivenByOthers(Campaigns.View view) {
            Set<String> own = campaigns(view).values().stream()
                    .flatMap(each -> each.accounts().stream())
                    .collect(Collectors.toCollection(HashSet::new));
            own.removeAll(store.ledger.driven(this, Set.copyOf(own)));
            return own;
        }

        @Override
        protected long idleMillis() {
            Duration longest = store.ledger.machine().longestIdle();
            if (longest.isZero() || LeadConsumer.this.isSuspendingOrSuspended()) {
                return 0;
            }
            Instant now = store.clock.instant();
            Instant next = now.plus(longest);
            for (LeadTurns.Terms each : looked) {
                Instant due = store.turns.nextChange(each, next);
                next = due.isBefore(next) ? due : next;
            }
            return Duration.between(now, next).toMillis();
        }

        @Override
        protected void renew(List<TakenLead> taken, Duration lease) {
            store.ends.renew(taken, lease);
        }

        @Override
        protected void process(TakenLead taken) {
            try {
                // Others were in progress when the process ended before, so this lead need not be the cause.
                if (taken.attempts() > configuration.getLeadAttempts() + LONE_ATTEMPTS) {
                    setAside(
                            taken,
                            new Why(
                                    LeadReason.PROCESS_ENDED,
                                    "was started " + (taken.attempts() - 1) + " times, the last " + LONE_ATTEMPTS
                                            + " times alone, and the process ended each time"));
                } else if (taken.optOut() != null) {
                    end(taken, () -> store.ends.refuse(taken, taken.optOut()));
                } else {
                    begin(taken);
                }
            } catch (Throwable e) {
                // The lead costs itself only: its lease and its place are given back in any case.
                setAside(taken, new Why(LeadReason.FAILED, e.getClass().getName()));
            }
        }

        private void begin(TakenLead taken) {
            Exchange exchange = createExchange(false);
            try {
                exchange.setPattern(ExchangePattern.InOnly);
                // Before the route starts, so that the parts of a split share it.
                LedgerStore.trackUnsentSteps(exchange);
                Campaign campaign =
                        store.campaigns.last(context).named(taken.lead().campaign());
                fill(exchange.getMessage(), taken.lead(), campaign);
                CompletionStage<?> prepared = FollowUps.prepare(store, exchange, taken.lead(), campaign);
                if (prepared == null) {
                    route(taken, exchange);
                } else {
                    prepared.thenRun(() -> route(taken, exchange)).exceptionally(failure -> {
                        exchange.setException(failure.getCause());
                        routed(taken, exchange);
                        return null;
                    });
                }
            } catch (Throwable e) {
                exchange.setException(e);
                routed(taken, exchange);
            }
        }

        private void route(TakenLead taken, Exchange exchange) {
            AtomicBoolean hasEnded = new AtomicBoolean();
            try {
                getAsyncProcessor().process(exchange, done -> {
                    if (hasEnded.compareAndSet(false, true)) {
                        routed(taken, exchange);
                    }
                });
            } catch (Throwable e) {
                if (hasEnded.compareAndSet(false, true)) {
                    exchange.setException(e);
                    routed(taken, exchange);
                }
            }
        }

        private void routed(TakenLead taken, Exchange exchange) {
            Exception failure = exchange.getException();
            boolean isDoubtful = LeadOperations.hasSkippedDoubts(exchange);
            boolean isRefused = Boolean.FALSE.equals(exchange.getMessage().getHeader(CampaignConstants.CONSENT));
            releaseExchange(exchange, false);
            if (taken.isProbe() && LeadFailure.isLineWorking(failure)) {
                store.ends.endRest(taken).exceptionally(away -> {
                    LOG.warn(
                            "{} still counts as resting, until its next lead: {}",
                            taken.line().masked(),
                            away);
                    return null;
                });
            }
            if (failure != null) {
                failed(taken, LeadFailure.of(failure, taken.attempts(), waitAfter(taken.attempts()), configuration));
            } else if (isRefused) {
                end(taken, () -> store.ends.refuseOrEnd(taken, isDoubtful));
            } else {
                end(taken, () -> store.ends.done(taken, isDoubtful));
            }
        }

        private void end(TakenLead taken, Supplier<CompletionStage<?>> write) {
            if (settle(taken, write)) {
                places.ended(taken.line().toString());
            }
        }

        private void failed(TakenLead taken, LeadFailure failure) {
            switch (failure.next()) {
                case REFUSE -> end(taken, () -> store.ends.refuseOrRetry(taken, failure.why()));
                case REST -> rest(taken, failure.why());
                case RETRY -> retry(taken, failure);
                case SET_ASIDE -> setAside(taken, failure.why());
            }
        }

        private void rest(TakenLead taken, Why why) {
            end(taken, () -> store.ends
                    .rest(taken, terms, why)
                    .thenAccept(till -> LOG.error(
                            "{} rests until {}, and its leads wait: {}. Mend the cause; the leads go on by themselves.",
                            taken.line().masked(),
                            till,
                            why.words())));
        }

        private void retry(TakenLead taken, LeadFailure failure) {
            LOG.info(
                    "{} will be retried in {}: {}",
                    taken,
                    failure.pause(),
                    failure.why().words());
            end(taken, () -> store.ends.retry(taken, failure.pause(), failure.isAttempt(), failure.why()));
        }

        private void setAside(TakenLead taken, Why why) {
            LOG.error(
                    "{} is set aside: {}. Mend the cause and replay the lead with campaign:replay.",
                    taken,
                    why.words());
            end(taken, () -> store.ends.setAside(taken, why));
        }
    }

    /** Sets the headers that address the lead, and what the campaign sends to it. */
    static void fill(Message message, Lead lead, Campaign campaign) {
        message.setBody(lead);
        message.setHeader(CampaignConstants.LEAD, lead);
        message.setHeader(CardConstants.RECIPIENT, lead.phone());
        message.setHeader(CardConstants.PROVIDER, lead.channel());
        message.setHeader(CampaignConstants.NAME, lead.campaign());
        message.setHeader(CampaignConstants.CARD_ACTION, campaign.getCard().name());
        set(message, CardConstants.FROM, lead.line());
        set(message, CampaignConstants.TEXT, lead.fillIn(campaign.getText()));
        set(
                message,
                CampaignConstants.FOLLOW_UP,
                campaign.isFollowUpLater() ? null : lead.fillIn(campaign.getFollowUp()));
        set(message, CampaignConstants.CONTACT, lead.contact() == null ? campaign.getContact() : lead.contact());
    }

    private static void set(Message message, String header, Object value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }
}
