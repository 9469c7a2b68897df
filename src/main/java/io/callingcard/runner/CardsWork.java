// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.campaign.CampaignConstants;
import io.callingcard.card.ContactJson;
import io.callingcard.card.InvalidCardException;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.wire.Json;

/**
 * Sends the text and the card of a request, unless the person opted out, and answers what was sent.
 *
 * @param lines the providers that have a line here
 * @param usual the provider that sends unless the request names another
 */
record CardsWork(ProducerTemplate template, List<String> lines, String usual) {

    static final List<String> MEDIA_TYPES = List.of("application/json");

    /** The route that sends. */
    static final String ROUTE = "direct:send-card";

    private static final String TEXT = "send-text";
    private static final String CARD = "send-contact";

    private static final Logger LOG = LoggerFactory.getLogger(CardsWork.class);
    private static final int OK = 200;

    Answer answer(PostDoor.Request request) {
        JsonNode body = Json.read(request.body()).orElse(null);
        if (body == null || !body.isObject()) {
            return Problem.of(ProblemKind.UNREADABLE_BODY, "The body is not a JSON object.")
                    .answer();
        }
        ObjectNode card = (ObjectNode) body;
        card.put("via", body.path("via").asText(usual));
        String mistake = mistake(card);
        if (mistake != null) {
            return Problem.ofMessage(ProblemKind.INVALID_FIELD, mistake).answer(sent(List.of()));
        }
        List<String> steps = card.hasNonNull("text") ? List.of(TEXT, CARD) : List.of(CARD);
        Exchange done =
                template.request(ROUTE, exchange -> exchange.getMessage().setBody(Json.read(card, Map.class)));
        if (done.getException() != null) {
            return failed(steps, done);
        }
        return Boolean.FALSE.equals(done.getMessage().getHeader(CampaignConstants.CONSENT))
                ? Problem.of(ProblemKind.OPTED_OUT, "The person opted out, so nothing was sent.")
                        .answer(sent(List.of()))
                : sent(steps, done.getMessage());
    }

    /** Returns what is wrong with the request, before anything is sent, or null. */
    private String mistake(JsonNode body) {
        if (!body.path("to").isTextual()) {
            return "to: is missing or is not a text. Add it, such as \"+1 415 555 0100\".";
        }
        if (body.hasNonNull("text") && !body.path("text").isTextual()) {
            return "text: is not a text. Write it in quotes, or leave it out to send the card only.";
        }
        if (!body.path("contact").isObject()) {
            return "contact: is missing or is not an object. Add it, such as {\"full_name\": \"Mira Okafor\"}.";
        }
        if (!lines.contains(body.path("via").asText())) {
            return "via: is no line of this runner. Use one of " + String.join(", ", lines)
                    + ", or set the credentials of another line.";
        }
        try {
            boolean hasNumber = !ContactJson.read(body.path("contact")).phones().isEmpty();
            return hasNumber || !body.path("via").asText().equals("wa")
                    ? null
                    : "contact.phones: is missing. Add a number, because a card on WhatsApp needs one.";
        } catch (InvalidCardException e) {
            return e.getMessage();
        }
    }

    private static Answer sent(List<String> steps, Message message) {
        ObjectNode body = Json.object();
        Json.put(body, "provider", message.getHeader(CardConstants.PROVIDER, String.class));
        Json.put(body, "chat_id", message.getHeader(CardConstants.CHAT_ID, String.class));
        Json.put(body, "message_id", message.getHeader(CardConstants.MESSAGE_ID, String.class));
        body.setAll(sent(steps));
        return Answer.json(OK, body);
    }

    private static ObjectNode sent(List<String> steps) {
        ObjectNode body = Json.object();
        Json.put(body, "sent", steps);
        return body;
    }

    private static Answer failed(List<String> steps, Exchange done) {
        // An upload, for example, belongs to the step that needs it.
        String endpoint = done.getProperty(Exchange.TO_ENDPOINT, "", String.class);
        String step = endpoint.contains(CARD) ? CARD : steps.get(0);
        List<String> before = steps.subList(0, steps.indexOf(step));
        if (done.getException() instanceof ProviderException refused) {
            return refused(refused, step, before);
        }
        if (done.getException() instanceof InvalidValueException invalid) {
            return Problem.ofMessage(ProblemKind.INVALID_FIELD, invalid.getMessage())
                    .answer(sent(before));
        }
        if (done.getException() instanceof LedgerException away) {
            LOG.error("POST /cards was answered with 503: {}", away.getMessage());
            return Problem.of(
                            ProblemKind.LEDGER_AWAY,
                            "The ledger is not available, so "
                                    + (before.isEmpty() ? "nothing was sent." : "the card was not sent."))
                    .answer(sent(before))
                    .retryAfter(LeadsWork.UNTIL_THE_LEDGER_IS_BACK);
        }
        throw new IllegalStateException(done.getException());
    }

    private static Answer refused(ProviderException failure, String step, List<String> before) {
        LOG.warn("POST /cards: {}", failure.getMessage());
        ObjectNode more = Json.object();
        more.put("provider", failure.getProvider());
        more.put("step", step);
        more.put("outcome", failure.getOutcome().name());
        more.put("kind", failure.getKind().name());
        Json.put(more, "code", failure.getCode());
        Json.put(more, "trace", failure.getTraceId());
        more.put("retryable", failure.isRetryable());
        more.setAll(sent(before));
        Problem problem = Problem.ofMessage(kind(failure), failure.failure().reason());
        Answer answer = problem.at(nameHere(problem.field())).answer(more);
        return failure.getRetryAfter() == null ? answer : answer.retryAfter(failure.getRetryAfter());
    }

    /** The recipient of a message is the field {@code to} of the request. */
    private static String nameHere(String field) {
        return "recipient".equals(field) ? "to" : field;
    }

    private static ProblemKind kind(ProviderException failure) {
        if (failure.getOutcome() == Outcome.IN_DOUBT) {
            return ProblemKind.IN_DOUBT;
        }
        return switch (failure.getKind()) {
            case INVALID_REQUEST, NOT_SUPPORTED, NOT_FOUND ->
                failure.getHttpStatus() == 0 ? ProblemKind.INVALID_FIELD : ProblemKind.REFUSED_MESSAGE;
            default -> ProblemKind.PROVIDER_FAILED;
        };
    }
}
