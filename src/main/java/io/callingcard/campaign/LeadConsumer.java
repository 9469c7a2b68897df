package io.callingcard.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.ledger.LedgerStore;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.RateLimitedException;
import io.callingcard.provider.inbound.Pump;

/** Consumes waiting leads within the budgets of the lines. Each lead is retried until it is done or set aside. */
class LeadConsumer extends DefaultConsumer implements Suspendable, Pump.DrainsOnShutdown {

    private static final Logger LOG = LoggerFactory.getLogger(LeadConsumer.class);

    private static final Pattern FIELD = Pattern.compile("\\{([\\w.-]+)\\}");

    private final CampaignEndpoint endpoint;
    private ExecutorService threads;
    private LeadPump pump;

    LeadConsumer(CampaignEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        CampaignConfiguration configuration = endpoint.getConfiguration();
        threads = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newFixedThreadPool(this, "CallingCardLead", configuration.getLeadThreads());
        pump = new LeadPump(endpoint.store().leads);
        pump.start();
    }

    @Override
    protected void doStop() throws Exception {
        pump.stop();
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdown(threads);
        super.doStop();
    }

    @Override
    public int getPendingExchangesSize() {
        return pump.inProgress();
    }

    /** Returns the campaigns of this route. */
    private Map<String, Campaign> campaigns() {
        String only = endpoint.getConfiguration().getCampaign();
        return only == null
                ? endpoint.getCamelContext().getRegistry().findByTypeWithName(Campaign.class)
                : Map.of(only, endpoint.campaign(only));
    }

    private final class LeadPump extends Pump<LeadTable.Taken> {

        private final LeadTable table;

        LeadPump(LeadTable table) {
            super(
                    endpoint.getCamelContext(),
                    "Leads",
                    endpoint.getConfiguration().getLeadThreads(),
                    Duration.ofMillis(endpoint.getConfiguration().getLease()),
                    threads);
            this.table = table;
        }

        @Override
        protected List<LeadTable.Taken> lease(int most, Duration lease) {
            List<LeadTable.Taken> taken = new ArrayList<>();
            if (!LeadConsumer.this.isSuspendingOrSuspended()) {
                campaigns().forEach((name, campaign) -> {
                    if (taken.size() < most) {
                        taken.addAll(table.take(name, campaign, most - taken.size(), lease));
                    }
                });
            }
            return taken;
        }

        @Override
        protected void renew(List<LeadTable.Taken> taken, Duration lease) {
            table.renew(taken, lease);
        }

        @Override
        protected void process(LeadTable.Taken taken) {
            if (taken.attempts() > endpoint.getConfiguration().getLeadAttempts()) {
                setAside(taken, "was started " + (taken.attempts() - 1) + " times and never finished");
                return;
            }
            Exchange exchange = createExchange(false);
            try {
                exchange.setPattern(ExchangePattern.InOnly);
                // Before the route starts, so that the parts of a split share it.
                LedgerStore.trackUnsentSteps(exchange);
                fill(
                        exchange.getMessage(),
                        taken.lead(),
                        endpoint.campaign(taken.lead().campaign()));
                getProcessor().process(exchange);
            } catch (Exception e) {
                exchange.setException(e);
            }
            Exception failure = exchange.getException();
            releaseExchange(exchange, false);
            if (failure == null) {
                settle(taken, () -> table.done(taken));
            } else {
                failed(taken, failure);
            }
        }

        private void failed(LeadTable.Taken taken, Exception failure) {
            String reason = failure instanceof ProviderException
                            || failure instanceof LedgerException
                            || failure.getClass().getPackage() == getClass().getPackage()
                    ? failure.getMessage()
                    : failure.getClass().getName();
            boolean isOpen = failure instanceof StepsOpenException;
            boolean isLast = taken.attempts() >= endpoint.getConfiguration().getLeadAttempts();
            if (isOpen || failure instanceof RateLimitedException) {
                // This wait is no failed attempt.
                Duration wait = isOpen ? untilSettled() : wait((ProviderException) failure, taken.attempts());
                again(taken, wait, false, reason);
            } else if (isFinal(failure) || isLast) {
                setAside(taken, reason);
            } else {
                Duration wait = failure instanceof ProviderException known
                        ? wait(known, taken.attempts())
                        : waitAfter(taken.attempts());
                again(taken, wait, true, reason);
            }
        }

        private void again(LeadTable.Taken taken, Duration wait, boolean isAttempt, String reason) {
            LOG.info("{} will be retried in {}: {}", taken, wait, reason);
            settle(taken, () -> table.retry(taken, wait, isAttempt, reason));
        }

        private Duration untilSettled() {
            return Duration.ofMillis(endpoint.getConfiguration().getSettleWait());
        }

        private boolean isFinal(Exception failure) {
            return failure instanceof StepsFailedException
                    || failure instanceof RefusedLeadException
                    || failure instanceof ProviderException known && !known.isRetryable();
        }

        private static Duration wait(ProviderException failure, int attempts) {
            return failure.getRetryAfter() == null ? waitAfter(attempts) : failure.getRetryAfter();
        }

        private void setAside(LeadTable.Taken taken, String reason) {
            LOG.error("{} is set aside: {}. Mend the cause and replay the lead with campaign:replay.", taken, reason);
            settle(taken, () -> table.setAside(taken, reason));
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
        set(message, CampaignConstants.TEXT, words(campaign.getText(), lead));
        set(message, CampaignConstants.FOLLOW_UP, words(campaign.getFollowUp(), lead));
        set(message, CampaignConstants.CONTACT, lead.contact() == null ? campaign.getContact() : lead.contact());
    }

    private static void set(Message message, String header, Object value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }

    /** Replaces the names in a text by the values of the lead. */
    static String words(String text, Lead lead) {
        if (text == null) {
            return null;
        }
        Matcher names = FIELD.matcher(text);
        StringBuilder words = new StringBuilder();
        while (names.find()) {
            String value =
                    names.group(1).equals("name") ? lead.name() : lead.fields().get(names.group(1));
            if (value == null) {
                throw new RefusedLeadException(
                        names.group(1),
                        "is missing, but the text of the campaign names it. Add the field to the lead.");
            }
            names.appendReplacement(words, Matcher.quoteReplacement(value));
        }
        return names.appendTail(words).toString();
    }
}
