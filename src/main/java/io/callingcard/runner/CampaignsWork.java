// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.CamelContext;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;

import io.callingcard.campaign.Campaign;
import io.callingcard.campaign.CampaignConstants;
import io.callingcard.provider.wire.Json;

/** Shows the campaigns that are in force, pauses them, plans them, and saves edits of them. */
record CampaignsWork(CamelContext camel, Operations operations) {

    private static final String NAME = "name";
    private static final String DEFINITION = "definition";

    /** The properties that a definition has beside the text and the card. */
    private static final List<String> CONTENT = List.of("channel", "text", "card", "contact", "followUp");

    private static final DumpSettings BLOCKS = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setDefaultScalarStyle(ScalarStyle.PLAIN)
            .setWidth(120)
            .build();

    Answer list(RoutingContext context) throws Exception {
        ArrayNode campaigns = (ArrayNode) described(Map.of());
        CardPreview previews = new CardPreview(camel);
        for (JsonNode each : campaigns) {
            ObjectNode campaign = (ObjectNode) each;
            JsonNode definition = campaign.get(DEFINITION);
            campaign.set("line", campaign.remove("channel"));
            for (String content : List.of("text", "card", "contact", "followUp")) {
                if (definition.has(content)) {
                    campaign.set(content.equals("followUp") ? "follow_up" : content, definition.get(content));
                }
            }
            ObjectNode rules = campaign.putObject("rules");
            definition.properties().stream()
                    .filter(rule -> !CONTENT.contains(rule.getKey()))
                    .forEach(rule -> rules.set(rule.getKey(), rule.getValue()));
            campaign.set("preview", previews.of(definition));
        }
        return Answer.json(200, campaigns);
    }

    private JsonNode described(Map<String, Object> headers) throws Exception {
        return operations.json("campaign:describe", headers);
    }

    private static Map<String, Object> of(RoutingContext context) {
        return Map.of(CampaignConstants.NAME, context.pathParam(NAME));
    }

    Answer pause(RoutingContext context, ObjectNode body) throws Exception {
        if (!body.path("paused").isBoolean()) {
            return Problem.ofMessage(
                            ProblemKind.INVALID_FIELD, "paused: is neither true nor false. Write {\"paused\": true}.")
                    .answer();
        }
        boolean isPaused = body.path("paused").asBoolean();
        Map<String, Object> headers = new HashMap<>(of(context));
        headers.put(CampaignConstants.USER, PageUser.of(context).word());
        operations.run(isPaused ? "campaign:pause" : "campaign:resume", null, headers);
        return Answer.json(200, Json.object().put("paused", isPaused));
    }

    Answer plan(RoutingContext context) throws Exception {
        String leads = context.queryParams().get("leads");
        if (leads != null && !leads.matches("\\d{1,9}")) {
            return Problem.ofMessage(
                            ProblemKind.INVALID_PARAMETER, "leads: is no whole number. Write digits only, such as 500.")
                    .answer();
        }
        return Answer.json(
                200, operations.json("campaign:plan" + (leads == null ? "" : "?leads=" + leads), of(context)));
    }

    Answer versions(RoutingContext context) throws Exception {
        return Answer.json(200, operations.json("campaign:versions", of(context)));
    }

    /** Saves the definition of the body, or takes the campaign back to its file if there is none. */
    Answer edit(RoutingContext context, ObjectNode body) throws Exception {
        if (!body.has(DEFINITION)) {
            return Problem.ofMessage(
                            ProblemKind.INVALID_FIELD,
                            "definition: is missing. Send the properties of the campaign, or null for those of the"
                                    + " file.")
                    .answer();
        }
        String note = body.path("note").asText("");
        Map<String, Object> headers = new HashMap<>(of(context));
        headers.put(CampaignConstants.USER, PageUser.of(context).word());
        headers.put(CampaignConstants.NOTE, note);
        if (body.path("version").isInt()) {
            headers.put(CampaignConstants.VERSION, body.path("version").asInt());
        }
        int version = operations
                .run("campaign:edit", body.get(DEFINITION), headers)
                .getHeader(CampaignConstants.VERSION, Integer.class);
        return Answer.json(200, Json.object().put("version", version));
    }

    /** Returns the campaign as a file of routes. */
    Answer yaml(RoutingContext context) throws Exception {
        JsonNode campaign = described(of(context)).get(0);
        String name = campaign.path(NAME).asText().replaceAll("[^\\w.-]", "_");
        return Answer.file(name + ".camel.yaml", "application/yaml", yaml(campaign));
    }

    static String yaml(JsonNode campaign) {
        Map<String, Object> bean = new LinkedHashMap<>();
        bean.put(NAME, campaign.path(NAME).asText());
        bean.put("type", Campaign.class.getName());
        bean.put("properties", Json.convert(campaign.get(DEFINITION), Map.class));
        return new Dump(BLOCKS).dumpToString(List.of(Map.of("beans", List.of(bean))));
    }
}
