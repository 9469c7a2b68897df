package io.callingcard.runner;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.CamelContextStartedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;

import io.callingcard.campaign.CampaignComponent;
import io.callingcard.campaign.CampaignEndpoint;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.wa.WaComponent;
import io.callingcard.wa.WaConfiguration;

/** Counts and times what is sent: by provider, operation and what became of it; and how the ledger stands. */
@Singleton
@Unremovable
public class CallMetrics extends EventNotifierSupport {

    private static final Set<String> SCHEMES =
            Stream.of(Provider.values()).map(Provider::scheme).collect(Collectors.toSet());

    @Inject
    MeterRegistry meters;

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSentEvent sent) {
            sent(sent);
        } else if (event instanceof CamelContextStartedEvent started) {
            ChatLedger ledger = started.getContext().getRegistry().findSingleByType(ChatLedger.class);
            if (ledger != null) {
                gauge(
                        "callingcard.ledger.doubts",
                        "Steps in doubt that nobody has decided on",
                        ledger,
                        ChatLedger::countDoubts);
                gauge("callingcard.ledger.open", "Steps that this process is at", ledger, ChatLedger::getOpenClaims);
                gauge(
                        "callingcard.ledger.unwritten",
                        "Steps whose end is not written yet",
                        ledger,
                        ChatLedger::getUnwritten);
                campaigns(started.getContext());
            }
        }
    }

    private void campaigns(CamelContext camel) {
        CampaignComponent campaigns = camel.getComponent(CampaignEndpoint.SCHEME, CampaignComponent.class);
        counter("callingcard.ledger.swept", "Chats that sweeps read", campaigns, CampaignComponent::countSweptChats);
        counter("callingcard.ledger.due", "Chats that were due", campaigns, CampaignComponent::countDueChats);
        counter(
                "callingcard.pacing.waits",
                "How often leads or shares had to wait for the budget of their line",
                campaigns,
                CampaignComponent::countPacingWaits);
        if (camel.hasComponent(Provider.WA.scheme()) instanceof WaComponent wa) {
            gauge(
                    "callingcard.pacing.waiting",
                    "Messages that wait for their turn at a device of the WhatsApp gateway",
                    wa.getConfiguration(),
                    WaConfiguration::countWaiting);
        }
    }

    private void counter(
            String name, String description, CampaignComponent of, ToDoubleFunction<CampaignComponent> value) {
        FunctionCounter.builder(name, of, value).description(description).register(meters);
    }

    private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value).description(description).register(meters);
    }

    private void sent(ExchangeSentEvent event) {
        String uri = event.getEndpoint().getEndpointBaseUri();
        int colon = uri.indexOf("://");
        String provider = colon < 0 ? "" : uri.substring(0, colon);
        if (!SCHEMES.contains(provider)) {
            return;
        }
        Object outcome = event.getExchange().getProperty(CardConstants.OUTCOME);
        meters.timer(
                        "callingcard.calls",
                        "provider",
                        provider,
                        "operation",
                        uri.substring(colon + "://".length()),
                        "outcome",
                        outcome == null ? "unknown" : outcome.toString().toLowerCase(Locale.ROOT))
                .record(Duration.ofMillis(event.getTimeTaken()));
    }

    /** All that nobody needs here is not even made. What begins must be, or Camel does not tell what ended. */
    @Override
    protected void doInit() {
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeFailedEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
    }
}
