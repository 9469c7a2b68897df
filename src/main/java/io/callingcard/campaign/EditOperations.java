// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.ledger.ReportWriter;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;

/** Runs pause, resume, describe, edit and versions: what a person does with a campaign while it runs. */
final class EditOperations {

    private static final int MOST_VERSIONS = 200;

    private static final CallParameter<CampaignConfiguration> NOTE = CallParameter.header(CampaignConstants.NOTE);
    private static final CallParameter<CampaignConfiguration> VERSION = CallParameter.header(CampaignConstants.VERSION);

    private EditOperations() {}

    /** Lets a campaign begin no leads, shares and follow-ups. Those that are in progress end. */
    static void pause(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        String name = existing(exchange, configuration, store);
        Instant now = store.clock.instant();
        String user = LeadOperations.USER.text(exchange, configuration);
        boolean isChange = store.database.write(connection -> {
            boolean isNew = CampaignTable.pause(connection, name, now, user);
            if (isNew) {
                store.ledger.audit(connection, user, "pause-campaign", name, null);
            }
            return isNew;
        });
        store.campaigns.changed();
        exchange.getMessage().setHeader(CampaignConstants.COUNT, isChange ? 1L : 0L);
    }

    /** Lets a campaign go on. */
    static void resume(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        String name = existing(exchange, configuration, store);
        String user = LeadOperations.USER.text(exchange, configuration);
        boolean isChange = store.database.write(connection -> {
            boolean wasPaused = CampaignTable.resume(connection, name);
            if (wasPaused) {
                store.ledger.audit(connection, user, "resume-campaign", name, null);
            }
            return wasPaused;
        });
        store.campaigns.changed();
        exchange.getMessage().setHeader(CampaignConstants.COUNT, isChange ? 1L : 0L);
    }

    private static String existing(Exchange exchange, CampaignConfiguration configuration, CampaignStore store) {
        String name = LeadOperations.CAMPAIGN.required(exchange, configuration);
        Campaign.named(name, Campaign.all(exchange.getContext()));
        return name;
    }

    /** Sets the body to the campaigns as they are in force. */
    static void describe(Exchange exchange, CampaignConfiguration configuration) throws IOException {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        String only = LeadOperations.CAMPAIGN.text(exchange, configuration);
        Campaigns.View view = store.campaigns.now(exchange.getContext());
        if (only != null) {
            view.named(only);
        }
        List<Map<String, Object>> all = new ArrayList<>();
        new TreeMap<>(view.all()).forEach((name, campaign) -> {
            if (only == null || only.equals(name)) {
                all.add(described(store, view, name, campaign));
            }
        });
        ReportWriter.writeOne(exchange, all);
    }

    private static Map<String, Object> described(
            CampaignStore store, Campaigns.View view, String name, Campaign campaign) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("name", name);
        described.put("channel", campaign.getChannel());
        CampaignTable.Version version = view.edits().get(name);
        described.put("version", version == null ? 0 : version.number());
        described.put("edited", version != null && version.definition() != null);
        described.put("paused", view.isPaused(name));
        putIfAny(described, "paused_at", view.paused().get(name));
        described.put("waiting", store.backlog.count(name, Backlog.Figure.WAITING));
        described.put("definition", CampaignField.definition(campaign));
        return described;
    }

    private static void putIfAny(Map<String, Object> row, String name, Object value) {
        if (value != null) {
            row.put(name, value);
        }
    }

    /** Sets the body to the versions of a campaign, the newest first. */
    static void versions(Exchange exchange, CampaignConfiguration configuration) throws IOException {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        String name = existing(exchange, configuration, store);
        int most = configuration.getLimit() == 0 ? MOST_VERSIONS : configuration.getLimit();
        List<CampaignTable.Version> versions =
                store.database.statement(connection -> CampaignTable.versions(connection, name, most));
        List<Map<String, Object>> all = new ArrayList<>();
        for (CampaignTable.Version version : versions) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("version", version.number());
            row.put("saved_at", version.savedAt());
            putIfAny(row, "saved_by", version.user());
            putIfAny(row, "note", version.note());
            row.put("in_force", all.isEmpty());
            row.put("as_in_file", version.definition() == null);
            putIfAny(row, "definition", version.definition() == null ? null : json(version.definition()));
            all.add(row);
        }
        ReportWriter.writeOne(exchange, all);
    }

    /**
     * Saves the body, a definition in JSON, as the newest version of a campaign, which is then in force. Without a body the
     * campaign is again as its file says. Sets the header {@link CampaignConstants#VERSION} to the number of the version.
     */
    static void edit(Exchange exchange, CampaignConfiguration configuration) {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        String name = existing(exchange, configuration, store);
        Campaign ofFile = Campaign.named(name, Campaign.all(exchange.getContext()));
        JsonNode definition = definition(exchange);
        Campaign campaign = definition == null ? ofFile : CampaignField.campaign(definition);
        if (!campaign.getChannel().equals(ofFile.getChannel())) {
            throw new InvalidValueException(
                    "channel",
                    "cannot be changed, because people who were welcomed on one line would be new on the other. Make"
                            + " another campaign.");
        }
        Campaigns.View view = store.campaigns.now(exchange.getContext());
        requireFields(store, name, view.all().getOrDefault(name, ofFile), campaign);
        Integer seen = VERSION.as(Integer.class, exchange, configuration);
        String user = LeadOperations.USER.text(exchange, configuration);
        String note = NOTE.text(exchange, configuration);
        Instant now = store.clock.instant();
        String stored = definition == null ? null : CampaignField.stored(campaign);
        int[] newest = new int[1];
        boolean isSaved = store.database.write(connection -> {
            newest[0] = CampaignTable.newest(connection, name)
                    .map(CampaignTable.Version::number)
                    .orElse(0);
            if (seen != null && seen != newest[0]) {
                return false;
            }
            CampaignTable.save(connection, new CampaignTable.Version(name, newest[0] + 1, stored, now, user, note));
            store.ledger.audit(
                    connection,
                    user,
                    "edit-campaign",
                    name,
                    "version " + (newest[0] + 1) + (stored == null ? ", as in the file" : ""));
            return true;
        });
        if (!isSaved) {
            throw new OutdatedEditException(name, seen, newest[0]);
        }
        store.campaigns.changed();
        exchange.getMessage().setHeader(CampaignConstants.VERSION, newest[0] + 1);
    }

    /** A lead that waits and lacks a field of the new text could not be sent: it would be set aside. */
    private static void requireFields(CampaignStore store, String name, Campaign before, Campaign after) {
        Set<String> added = new TreeSet<>(Lead.fieldsIn(after.getText()));
        added.addAll(Lead.fieldsIn(after.getFollowUp()));
        for (String field : added) {
            if (LeadReader.isAddressing(field)) {
                throw new InvalidValueException(
                        "text", "names {" + field + "}, which is no value for a text. Use {name}, or another field.");
            }
        }
        added.removeAll(Lead.fieldsIn(before.getText()));
        added.removeAll(Lead.fieldsIn(before.getFollowUp()));
        if (added.isEmpty()) {
            return;
        }
        long lacking = store.leads.count(name, lead -> added.stream().anyMatch(field -> !lead.has(field)));
        if (lacking > 0) {
            throw new InvalidValueException(
                    "text",
                    "names {" + String.join("}, {", added) + "}, which leads that wait do not have: " + lacking
                            + ". Leave it out until they are sent, or make another campaign.");
        }
    }

    /** Returns the definition of the body; null if there is none. */
    private static JsonNode definition(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Map<?, ?> map) {
            return Json.tree(map);
        }
        if (body instanceof JsonNode node) {
            return node.isNull() ? null : node;
        }
        String text = exchange.getMessage().getBody(String.class);
        return text == null || text.isBlank() ? null : json(text);
    }

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new InvalidValueException("definition", "is not JSON. Send a JSON object."));
    }
}
