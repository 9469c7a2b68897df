// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.campaign.PeopleSearch.Found;
import io.callingcard.campaign.PeopleSearch.Place;
import io.callingcard.ledger.StepState;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.wire.Json;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Runs people, overview and forecast, from which a console is made. They read beside the messages, and hold up none. */
final class ConsoleOperations {

    private static final int USUAL_LIMIT = 50;
    private static final int MOST = 500;

    private static final CallParameter<CampaignConfiguration> SEARCH =
            CallParameter.option(CampaignConstants.SEARCH, "search", CampaignConfiguration::getSearch);
    private static final CallParameter<CampaignConfiguration> STATE =
            CallParameter.option(CampaignConstants.STATE, "state", CampaignConfiguration::getState);
    private static final CallParameter<CampaignConfiguration> LINE =
            CallParameter.option(CampaignConstants.LINE, "line", CampaignConfiguration::getLine);
    private static final CallParameter<CampaignConfiguration> AFTER = CallParameter.header(CampaignConstants.AFTER);

    private ConsoleOperations() {}

    /** Sets the body to people, the newest first. */
    static void people(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        Map<String, Campaign> campaigns =
                store.campaigns.now(exchange.getContext()).all();
        String state = STATE.text(exchange, configuration);
        PeopleQuery query = PeopleQuery.of(
                SEARCH.text(exchange, configuration),
                LeadOperations.CAMPAIGN.text(exchange, configuration),
                LINE.text(exchange, configuration),
                state == null || state.isBlank() ? null : PersonState.named(state.strip()),
                store.people);
        Place after = after(store, AFTER.text(exchange, configuration));
        int limit = configuration.getLimit() == 0 ? USUAL_LIMIT : Math.min(MOST, configuration.getLimit());
        Found found = store.database.read(
                connection -> new PeopleSearch(connection, store, query, campaigns).find(after, limit));
        ObjectNode json = Json.object();
        ArrayNode people = json.putArray("people");
        found.people().forEach(facts -> add(people.addObject(), facts, store, campaigns, configuration));
        json.put(
                "next",
                found.next() == null ? null : store.ledger.seal(found.next().toString()));
        json.put("total", found.total());
        json.put("counted_to", PeopleSearch.MOST_COUNTED);
        json.put("exact_numbers_only", store.people.key() != null);
        set(exchange, json);
    }

    private static Place after(CampaignStore store, String given) {
        if (given == null || given.isBlank()) {
            return Place.FIRST;
        }
        return Place.parse(store.ledger
                .unsealed(given.strip())
                .orElseThrow(
                        () -> new IllegalArgumentException("cursor: is no place in the list. Use the value of next.")));
    }

    private static void add(
            ObjectNode node,
            PersonFacts facts,
            CampaignStore store,
            Map<String, Campaign> campaigns,
            CampaignConfiguration configuration) {
        Line line = facts.line(campaigns).orElse(null);
        PersonFacts.Event last = facts.last();
        node.put("id", store.ledger.seal(facts.person()));
        node.put("number", Forecast.shown(facts.person(), configuration.isShowNumbers()));
        node.put("name", facts.name().orElse(null));
        node.put("line", line == null ? null : line.shown());
        node.put("provider", line == null ? null : line.channel());
        node.put(
                "campaign",
                facts.leads().isEmpty() ? null : facts.leads().get(0).campaign());
        node.put("state", PersonState.of(facts).word());
        node.put("last", last.at().toString());
        node.put("last_code", last.code());
        node.putObject("steps")
                .put("sent", facts.steps(StepState.SENT))
                .put("in_doubt", facts.steps(StepState.IN_DOUBT))
                .put("not_sent", facts.steps(StepState.NOT_SENT));
    }

    /** Sets the body to what an operator sees first. */
    static void overview(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        Map<String, Campaign> campaigns =
                store.campaigns.now(exchange.getContext()).all();
        set(exchange, new Overview(store, campaigns, configuration.getChannels(), zone(configuration)).json());
    }

    /** Sets the body to what will be sent in the next 24 hours. */
    static void forecast(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        Map<String, Campaign> campaigns =
                store.campaigns.now(exchange.getContext()).all();
        Forecast forecast = new Forecast(store, campaigns, configuration.getChannels(), configuration.isShowNumbers());
        set(exchange, forecast.json(zone(configuration)));
    }

    private static ZoneId zone(CampaignConfiguration configuration) {
        try {
            return configuration.getZone() == null ? ZoneOffset.UTC : ZoneId.of(configuration.getZone());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone: is not a time zone. Write one such as Europe/Berlin.", e);
        }
    }

    private static void set(Exchange exchange, ObjectNode json) {
        exchange.getMessage().setBody(new String(Json.write(json), UTF_8));
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
    }
}
