// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.campaign.CampaignConstants;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.wire.Json;

/** Adds the leads of a request, and answers what became of each record. */
record LeadsWork(ProducerTemplate template) {

    static final String DRY_RUN = "dryRun";

    private static final Logger LOG = LoggerFactory.getLogger(LeadsWork.class);
    static final Duration UNTIL_THE_LEDGER_IS_BACK = Duration.ofSeconds(30);
    private static final String CSV = "text/csv";
    static final List<String> MEDIA_TYPES = List.of("application/json", "application/x-ndjson", CSV);

    /** The field of a refusal that is about no field. */
    private static final Set<String> WHOLE = Set.of("body", "record");

    private static final int OK = 200;
    private static final int SOME_REFUSED = 207;

    Answer answer(PostDoor.Request request) {
        String dryRun = request.parameters().getOrDefault(DRY_RUN, "false");
        if (!List.of("true", "false").contains(dryRun)) {
            return Problem.ofMessage(
                            ProblemKind.INVALID_PARAMETER, "dryRun: is neither true nor false. Write dryRun=true.")
                    .answer();
        }
        String format = request.mediaType().equals(CSV) ? "CSV" : "JSON";
        Exchange done = template.request("campaign:add-leads?format=" + format, exchange -> {
            exchange.getMessage().setBody(request.body());
            exchange.getMessage().setHeader(CampaignConstants.DRY_RUN, dryRun);
            // The report of refused records names the door as their source.
            exchange.getExchangeExtension().setFromRouteId("POST /leads");
        });
        if (done.getException() != null) {
            return failed(done.getException());
        }
        return answer(Json.tree(done.getMessage().getBody(Map.class)));
    }

    private static Answer failed(Exception failure) {
        if (failure instanceof LedgerException) {
            LOG.error("POST /leads was answered with 503: {}", failure.getMessage());
            return Problem.of(ProblemKind.LEDGER_AWAY, "The ledger cannot store leads, so no lead was accepted.")
                    .answer()
                    .retryAfter(UNTIL_THE_LEDGER_IS_BACK);
        }
        throw new IllegalStateException(failure);
    }

    private static Answer answer(JsonNode counts) {
        JsonNode refused = counts.path("refused");
        boolean isAnyTaken =
                counts.path("accepted").asLong() + counts.path("known").asLong() > 0;
        ObjectNode body = (ObjectNode) counts;
        if (refused.isEmpty() || isAnyTaken) {
            return Answer.json(refused.isEmpty() ? OK : SOME_REFUSED, body);
        }
        // No record of the body has a field to correct.
        boolean isUnreadable = StreamSupport.stream(refused.spliterator(), false)
                .allMatch(each -> WHOLE.contains(each.path("field").asText()));
        return Problem.ofMessage(
                        isUnreadable ? ProblemKind.UNREADABLE_BODY : ProblemKind.REFUSED_LEADS,
                        refused.at("/0/reason").asText())
                .at(refused.at("/0/field").asText())
                .answer(body);
    }
}
