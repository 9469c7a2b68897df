// SPDX-License-Identifier: Apache-2.0
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
import io.callingcard.campaign.CampaignConstants;
import io.callingcard.campaign.CampaignEndpoint;
import io.callingcard.card.PhoneMask;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.provider.ProviderHealthCheck;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.wa.WaComponent;
import io.callingcard.wa.WaConfiguration;

/** Publishes metrics: calls by provider, operation and outcome, and the state of the ledger. */
@Singleton
@Unremovable
class CallMetrics extends EventNotifierSupport {

    private static final Set<String> SCHEMES =
            Stream.of(Provider.values()).map(Provider::scheme).collect(Collectors.toSet());

    private static final String CAMPAIGN = "campaign";

    @Inject
    MeterRegistry meters;

    private volatile Set<String> campaigns = Set.of();

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSentEvent sent) {
            sent(sent);
        } else if (event instanceof CamelContextStartedEvent started) {
            ChatLedger ledger = started.getContext().getRegistry().findSingleByType(ChatLedger.class);
            if (ledger != null) {
                gauge(
                        "callingcard.ledger.doubts",
                        "Steps in doubt without a decision",
                        ledger,
                        ChatLedger::countDoubts);
                gauge(
                        "callingcard.ledger.skipped",
                        "Steps that were skipped although they were in doubt",
                        ledger,
                        ChatLedger::countSkipped);
                gauge(
                        "callingcard.ledger.open",
                        "Steps that this process is sending",
                        ledger,
                        ChatLedger::getOpenClaims);
                gauge(
                        "callingcard.ledger.unwritten",
                        "Steps whose outcome is not written yet",
                        ledger,
                        ChatLedger::getUnwritten);
                counter(
                        "callingcard.ledger.commits",
                        "Commits that waited for the disk",
                        ledger,
                        ChatLedger::countCommits);
                counter("callingcard.ledger.pieces", "Pieces of work in the commits", ledger, ChatLedger::countPieces);
                campaigns(started.getContext());
            }
        }
    }

    /** Publishes what the campaigns do, and how much the limits of each line delay them. */
    private void campaigns(CamelContext camel) {
        CampaignComponent component = camel.getComponent(CampaignEndpoint.SCHEME, CampaignComponent.class);
        campaigns = Set.copyOf(component.campaigns());
        counter("callingcard.ledger.swept", "Chats that sweeps checked", component, CampaignComponent::countSweptChats);
        counter("callingcard.ledger.due", "Chats whose share was due", component, CampaignComponent::countDueChats);
        counter(
                "callingcard.pacing.waits",
                "Times that a lead or share waited for the budget of its line",
                component,
                CampaignComponent::countPacingWaits);
        for (Provider provider : Provider.values()) {
            gauge(
                    "callingcard.lines.resting",
                    "Lines that rest because they cannot send",
                    component,
                    all -> all.countRestingLines(provider.scheme()),
                    "provider",
                    provider.scheme());
            gauge(
                    "callingcard.lines.down",
                    "Accounts that cannot send, as their health checks say",
                    component,
                    all -> ProviderHealthCheck.problems(camel, provider.scheme())
                            .size(),
                    "provider",
                    provider.scheme());
        }
        for (String campaign : campaigns) {
            CampaignComponent.figures()
                    .forEach((figure, description) -> gauge(
                            "callingcard.campaign." + figure.replace('_', '.'),
                            description,
                            component,
                            all -> all.count(campaign, figure),
                            CAMPAIGN,
                            campaign));
        }
        if (camel.hasComponent(Provider.WA.scheme()) instanceof WaComponent wa) {
            gauge(
                    "callingcard.pacing.waiting",
                    "Messages that wait for a device of the WhatsApp gateway",
                    wa.getConfiguration(),
                    WaConfiguration::countWaiting);
        }
    }

    private <T> void counter(String name, String description, T of, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, of, value).description(description).register(meters);
    }

    private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value, String... tags) {
        Gauge.builder(name, of, value).description(description).tags(tags).register(meters);
    }

    private void sent(ExchangeSentEvent event) {
        String uri = event.getEndpoint().getEndpointBaseUri();
        int colon = uri.indexOf("://");
        String provider = colon < 0 ? "" : uri.substring(0, colon);
        if (!SCHEMES.contains(provider)) {
            return;
        }
        Object outcome = event.getExchange().getProperty(CardConstants.OUTCOME);
        String campaign = event.getExchange().getMessage().getHeader(CampaignConstants.NAME, "", String.class);
        String line = event.getExchange().getMessage().getHeader(CardConstants.FROM, "", String.class);
        meters.timer(
                        "callingcard.calls",
                        "provider",
                        provider,
                        CAMPAIGN,
                        // Each value is a time series, so that a text from outside must not become one.
                        campaigns.contains(campaign) ? campaign : "",
                        "line",
                        PhoneMask.mask(line),
                        "operation",
                        uri.substring(colon + "://".length()),
                        "outcome",
                        outcome == null ? "unknown" : outcome.toString().toLowerCase(Locale.ROOT))
                .record(Duration.ofMillis(event.getTimeTaken()));
    }

    /** Turns off unused events. The sending event stays on, because without it Camel does not report sent exchanges. */
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
