// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.CamelContext;

import io.callingcard.campaign.CampaignConstants;
import io.callingcard.card.PhoneMask;
import io.callingcard.provider.ProviderHealthCheck;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.wire.Json;

/** Shows the lines, pauses them, and logs devices in. */
record LinesWork(
        CamelContext camel,
        Operations operations,
        Lines lines,
        RecentErrors errors,
        LineStanding standing,
        RunnerClock clock,
        AuditLog audit) {

    private static final String LINE = "line";
    private static final String NODE = "node";
    private static final String PAUSED = "PAUSED";
    private static final String SHARES_PAUSED = "SHARES_PAUSED";

    /** A line by its name: the provider, and after a colon our number if it is known. */
    private record Name(String provider, String number) {

        private static Name of(String text) {
            int colon = text.indexOf(':');
            return new Name(colon < 0 ? text : text.substring(0, colon), colon < 0 ? "" : text.substring(colon + 1));
        }

        private String masked() {
            return number.isEmpty() ? provider : provider + ":" + PhoneMask.mask(number);
        }

        @Override
        public String toString() {
            return number.isEmpty() ? provider : provider + ":" + number;
        }
    }

    Answer list(RoutingContext context) throws Exception {
        JsonNode report = report();
        JsonNode campaigns = campaigns();
        JsonNode drivers = drivers();
        ArrayNode all = Json.object().arrayNode();
        for (Name name : names(report, campaigns)) {
            ObjectNode line = shown(name, report, campaigns);
            line.set("driver", driver(name, drivers));
            all.add(line);
        }
        return Answer.json(200, all);
    }

    /** Lists the nodes that share the ledger, as the ledger knows them, each with the lines that it drives. */
    Answer nodes(RoutingContext context) throws Exception {
        Map<String, ObjectNode> nodes = new TreeMap<>();
        for (JsonNode row : drivers()) {
            if (row.hasNonNull(NODE)) {
                String name = row.path(NODE).asText();
                ObjectNode node = nodes.computeIfAbsent(name, missing -> newNode(missing));
                if (row.hasNonNull(LINE)) {
                    node.withArray("lines").add(Name.of(row.path(LINE).asText()).toString());
                }
            }
        }
        ArrayNode all = Json.object().arrayNode();
        nodes.values().forEach(all::add);
        return Answer.json(200, all);
    }

    private static ObjectNode newNode(String name) {
        ObjectNode node = Json.object().put(NODE, name);
        node.putArray("lines");
        return node;
    }

    private JsonNode drivers() throws Exception {
        return operations.json("campaign:report?by=DRIVER", Map.of());
    }

    /** Returns which node drives a line, or null. */
    private static JsonNode driver(Name line, JsonNode drivers) {
        for (JsonNode row : drivers) {
            boolean isOfLine =
                    row.hasNonNull(LINE) && Name.of(row.path(LINE).asText()).equals(line);
            if (isOfLine && row.hasNonNull(NODE)) {
                return Json.object()
                        .put(NODE, row.path(NODE).asText())
                        .put("since", row.path("since").asText())
                        .put("lease_until", row.path("lease_until").asText());
            }
        }
        return null;
    }

    private JsonNode report() throws Exception {
        return operations.json("campaign:report?by=LINE", Map.of());
    }

    private JsonNode campaigns() throws Exception {
        return operations.json("campaign:describe", Map.of());
    }

    /** Returns the lines that are set up: those of campaigns, those that were used, and of each other provider one. */
    private List<Name> names(JsonNode report, JsonNode campaigns) {
        TreeSet<String> names = new TreeSet<>();
        report.forEach(row -> names.add(Name.of(row.path(LINE).asText()).toString()));
        campaigns.forEach(campaign -> {
            for (String number : campaign.at("/definition/lines").asText("").split(",")) {
                names.add(new Name(campaign.path("channel").asText(), number).toString());
            }
        });
        names.addAll(lines.present());
        List<Name> present = new ArrayList<>();
        for (String each : names) {
            Name name = Name.of(each);
            boolean isNamed = !name.number().isEmpty();
            boolean hasNamed = names.stream().anyMatch(other -> other.startsWith(name.provider() + ":"));
            boolean isUsed = has(report, name);
            if (lines.present().contains(name.provider()) && (isNamed || !hasNamed || isUsed)) {
                present.add(name);
            }
        }
        return present;
    }

    private static boolean has(JsonNode report, Name name) {
        for (JsonNode row : report) {
            if (Name.of(row.path(LINE).asText()).equals(name)) {
                return true;
            }
        }
        return false;
    }

    private ObjectNode shown(Name name, JsonNode report, JsonNode campaigns) {
        ObjectNode line = Json.object().put(LINE, name.toString()).put("provider", name.provider());
        List<String> problems = ProviderHealthCheck.problems(camel, name.provider());
        String state = problems.isEmpty() ? "OK" : "DOWN";
        String reason = problems.isEmpty() ? null : String.join("; ", problems);
        JsonNode until = null;
        ObjectNode budget = Json.object();
        for (JsonNode row : report) {
            if (Name.of(row.path(LINE).asText()).equals(name)) {
                if (row.hasNonNull("held")) {
                    state = row.path("held").asText();
                    reason = row.path("reason").asText(null);
                    until = row.get("paused_until");
                }
                addSpent(budget, row, name, campaigns);
            }
        }
        line.put("state", state.equals(SHARES_PAUSED) ? PAUSED : state);
        line.put("shares_only", state.equals(SHARES_PAUSED));
        line.put("reason", reason);
        line.set("until", until);
        line.set("budget", budget);
        ArrayNode last = line.putArray("errors");
        errors.of(name.provider(), name.number()).forEach(error -> last.addObject()
                .put("at", error.at().toString())
                .put("code", error.code())
                .put("reason", error.reason()));
        line.set("device", name.provider().equals(Provider.WA.scheme()) ? standing.device() : null);
        line.set("card", name.provider().equals(Provider.LINQ.scheme()) ? standing.card(name.number()) : null);
        return line;
    }

    /** Adds what the line spent of a budget today, and the smallest limit of its campaigns. */
    private void addSpent(ObjectNode budget, JsonNode row, Name name, JsonNode campaigns) {
        String kind = row.path("budget").asText("");
        if (kind.isEmpty()) {
            return;
        }
        String limit = kind.equals("share") ? "sharesPerDay" : "firstTouchesPerDay";
        Integer most = null;
        String zone = "UTC";
        for (JsonNode campaign : campaigns) {
            JsonNode own = campaign.at("/definition/" + limit);
            boolean isOfLine = campaign.path("channel").asText().equals(name.provider());
            if (isOfLine && own.isInt() && (most == null || own.asInt() < most)) {
                most = own.asInt();
                zone = campaign.at("/definition/zone").asText("UTC");
            }
        }
        LocalDate today = clock.instant().atZone(ZoneId.of(zone)).toLocalDate();
        boolean isOfToday = today.toString().equals(row.path("day").asText());
        ObjectNode spent = budget.putObject(
                switch (kind) {
                    case "first-touch" -> "first_touches";
                    case "share" -> "shares";
                    default -> "follow_ups";
                });
        spent.put("spent", isOfToday ? row.path("spent").asInt() : 0);
        spent.put("most", most);
    }

    /** Returns the line of the address, or null if there is none. */
    private Name known(RoutingContext context) throws Exception {
        Name name = Name.of(context.pathParam(LINE));
        return names(report(), campaigns()).contains(name) ? name : null;
    }

    Answer pause(RoutingContext context, ObjectNode body) throws Exception {
        Name line = known(context);
        if (line == null) {
            return unknown();
        }
        Map<String, Object> headers = new HashMap<>();
        headers.put(CardConstants.PROVIDER, line.provider());
        headers.put(CardConstants.FROM, line.number());
        headers.put(CampaignConstants.USER, PageUser.of(context).word());
        if (body.path("until").isNull()) {
            operations.run("campaign:resume-line", null, headers);
            return Answer.json(200, Json.object().putNull("until"));
        }
        Instant until = instant(body.path("until").asText(""));
        if (until == null || !until.isAfter(clock.instant())) {
            return Problem.ofMessage(
                            ProblemKind.INVALID_FIELD,
                            "until: is no time in the future. Write one such as 2026-03-01T09:00:00Z, or null to end the"
                                    + " pause.")
                    .answer();
        }
        headers.put(CampaignConstants.UNTIL, until);
        operations.run("campaign:pause-line?pauseLeads=true&reason=RAW(paused at the console)", null, headers);
        return Answer.json(200, Json.object().put("until", until.toString()));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    Answer login(RoutingContext context, ObjectNode body) throws Exception {
        Name line = known(context);
        if (line == null) {
            return unknown();
        }
        if (!line.provider().equals(Provider.WA.scheme())) {
            return Problem.ofMessage(
                            ProblemKind.INVALID_FIELD,
                            "line: has no device that logs in. Use a line of the WhatsApp gateway.")
                    .answer();
        }
        String way = body.path("way").asText("");
        String phone = body.path("phone").asText("");
        if (!List.of("qr", "code").contains(way)) {
            return Problem.ofMessage(ProblemKind.INVALID_FIELD, "way: is neither qr nor code. Write qr or code.")
                    .answer();
        }
        if (way.equals("code") && phone.isBlank()) {
            return Problem.ofMessage(
                            ProblemKind.INVALID_FIELD,
                            "phone: is missing. Write the number of the account that logs in.")
                    .answer();
        }
        ObjectNode login = way.equals("qr") ? standing.qrCode() : standing.pairingCode(phone);
        audit.record(PageUser.of(context), "login-line", line.masked(), "by " + way);
        return Answer.json(200, login);
    }

    private static Answer unknown() {
        return Problem.of(ProblemKind.UNKNOWN_LINE, "There is no such line here.")
                .answer();
    }
}
