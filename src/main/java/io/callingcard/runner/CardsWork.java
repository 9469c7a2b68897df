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

import io.callingcard.card.ContactJson;
import io.callingcard.card.InvalidCardException;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.wire.Json;

/** Sends the text and the card of a request, and answers what was sent. */
record CardsWork(ProducerTemplate template) {

    static final List<String> MEDIA_TYPES = List.of("application/json");

    /** The route that sends. */
    static final String ROUTE = "direct:send-card";

    /** The steps of the route, in their order. */
    private static final List<String> STEPS = List.of("send-text", "send-contact");

    private static final Logger LOG = LoggerFactory.getLogger(CardsWork.class);
    private static final int OK = 200;

    Answer answer(PostDoor.Request request) {
        JsonNode body = Json.read(request.body()).orElse(null);
        if (body == null || !body.isObject()) {
            return Problem.of(ProblemKind.UNREADABLE_BODY, "The body is not a JSON object.")
                    .answer();
        }
        String mistake = mistake(body);
        if (mistake != null) {
            return Problem.ofMessage(ProblemKind.INVALID_FIELD, mistake).answer(sent(0));
        }
        Exchange done = template.request(ROUTE, exchange -> exchange.getMessage().setBody(Json.read(body, Map.class)));
        return done.getException() == null ? sent(done.getMessage()) : failed(done);
    }

    /** Returns what is wrong with the request, before anything is sent, or null. */
    private static String mistake(JsonNode body) {
        if (!body.path("to").isTextual()) {
            return "to: is missing or is not a text. Add it, such as \"+1 415 555 0100\".";
        }
        if (body.hasNonNull("text") && !body.path("text").isTextual()) {
            return "text: is not a text. Write it in quotes, or leave it out to send the card only.";
        }
        if (!body.path("contact").isObject()) {
            return "contact: is missing or is not an object. Add it, such as {\"full_name\": \"Mira Okafor\"}.";
        }
        if (body.hasNonNull("via") && !body.path("via").isTextual()) {
            return "via: is not a text. Use chert, linq or wa.";
        }
        try {
            ContactJson.read(body.path("contact"));
            return null;
        } catch (InvalidCardException e) {
            return e.getMessage();
        }
    }

    private static Answer sent(Message message) {
        ObjectNode body = Json.object();
        Json.put(body, "provider", message.getHeader(CardConstants.PROVIDER, String.class));
        Json.put(body, "chat_id", message.getHeader(CardConstants.CHAT_ID, String.class));
        Json.put(body, "message_id", message.getHeader(CardConstants.MESSAGE_ID, String.class));
        body.setAll(sent(STEPS.size()));
        return Answer.json(OK, body);
    }

    private static ObjectNode sent(int count) {
        ObjectNode body = Json.object();
        Json.put(body, "sent", STEPS.subList(0, count));
        return body;
    }

    private static Answer failed(Exchange done) {
        Exception failure = done.getException();
        int step = step(done);
        if (failure instanceof ProviderException refused) {
            return refused(refused, step);
        }
        if (failure instanceof InvalidValueException invalid) {
            return Problem.ofMessage(ProblemKind.INVALID_FIELD, invalid.getMessage())
                    .answer(sent(step));
        }
        throw new IllegalStateException(failure);
    }

    /** Returns which step failed: an upload, for example, belongs to the step that needs it. */
    private static int step(Exchange done) {
        String endpoint = done.getProperty(Exchange.FAILURE_ENDPOINT, "", String.class);
        return Math.max(0, STEPS.indexOf(endpoint.replaceAll("^.*[:/]|\\?.*$", "")));
    }

    private static Answer refused(ProviderException failure, int step) {
        LOG.warn("POST /cards: {}", failure.getMessage());
        ObjectNode more = Json.object();
        more.put("provider", failure.getProvider());
        more.put("step", STEPS.get(step));
        more.put("outcome", failure.getOutcome().name());
        more.put("kind", failure.getKind().name());
        Json.put(more, "code", failure.getCode());
        Json.put(more, "trace", failure.getTraceId());
        more.put("retryable", failure.isRetryable());
        more.setAll(sent(step));
        Problem problem = Problem.ofMessage(kind(failure), failure.failure().reason());
        Answer answer = new Problem(problem.kind(), problem.detail(), nameHere(problem.field()), problem.cure()).answer(more);
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
