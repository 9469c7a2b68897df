// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

import io.callingcard.campaign.CampaignConstants;
import io.callingcard.card.InvalidPhoneException;
import io.callingcard.ledger.LedgerConstants;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.wire.Json;

/** Does what an operator asks for one person, if the story of the person offers it now. */
record ActionsWork(ProducerTemplate template) {

    static final List<String> MEDIA_TYPES = List.of("application/json");
    static final String PATH = "/api/people/:" + PostDoor.ID + "/actions";

    private static final int LONGEST_REASON = 200;

    /** How an operator names the way in reports. */
    private static final String USUAL_REASON = "the console";

    /** The actions. The word in a request is the constant in small letters with hyphens. */
    private enum Action {
        RESOLVE("ledger:resolve", "key", LedgerConstants.CLAIM_KEY),
        RETRY("campaign:replay", "lead", CampaignConstants.LEAD_KEY),
        SET_ASIDE("campaign:set-aside", "lead", CampaignConstants.LEAD_KEY),
        OPT_OUT("campaign:opt-out", null, null),
        OPT_IN("campaign:opt-in", null, null),
        FORGET("ledger:forget", null, null);

        private final String uri;
        private final String field;
        private final String header;

        Action(String uri, String field, String header) {
            this.uri = uri;
            this.field = field;
            this.header = header;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static Optional<Action> of(String word) {
            return Arrays.stream(values())
                    .filter(action -> action.word().equals(word))
                    .findFirst();
        }

        /** Returns what a program reads of what was done. */
        private String code(String as) {
            return switch (this) {
                case RESOLVE -> as.equals("sent") ? "RESOLVED_AS_SENT" : "RESOLVED_AS_NOT_SENT";
                case RETRY -> "RETRIED";
                case SET_ASIDE -> "SET_ASIDE";
                case OPT_OUT -> "OPTED_OUT";
                case OPT_IN -> "OPTED_IN";
                case FORGET -> "FORGOTTEN";
            };
        }
    }

    /** A refusal, which ends the work. */
    private static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        Refused(Problem problem) {
            super(problem.detail(), null, false, false);
            this.problem = problem;
        }
    }

    Answer answer(PostDoor.Request request) {
        try {
            return done(request);
        } catch (Refused e) {
            return e.problem.answer();
        } catch (InvalidPhoneException e) {
            return Problem.ofMessage(
                            ProblemKind.INVALID_FIELD, e.at(PostDoor.ID).getMessage())
                    .answer();
        } catch (LedgerException e) {
            return ConsoleDoor.failed(e);
        }
    }

    private Answer done(PostDoor.Request request) throws Refused {
        JsonNode body = Json.read(request.body())
                .filter(JsonNode::isObject)
                .orElseThrow(
                        () -> new Refused(Problem.of(ProblemKind.UNREADABLE_BODY, "The body is not a JSON object.")));
        Action action = Action.of(Json.text(body, "action"))
                .orElseThrow(() -> invalid("action: is unknown. Use one that the story of the person offers."));
        String as = Json.text(body, "as");
        if (action == Action.RESOLVE && !List.of("sent", "not-sent").contains(String.valueOf(as))) {
            throw invalid("as: is neither sent nor not-sent. Write what you found out.");
        }
        String reason = Json.text(body, "reason");
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw invalid("reason: is longer than " + LONGEST_REASON + " characters. Shorten it.");
        }
        String sealed = action.field == null ? null : Json.text(body, action.field);
        String person = SealedIds.opened(template.getCamelContext(), request.path());
        if (!isOffered(person, action, sealed)) {
            throw new Refused(notNow());
        }
        Map<String, Object> headers = new HashMap<>();
        headers.put(LedgerConstants.ACTOR, request.user().word());
        headers.put(CampaignConstants.USER, request.user().word());
        headers.put(CardConstants.RECIPIENT, person);
        if (action.header != null) {
            headers.put(action.header, SealedIds.opened(template.getCamelContext(), sealed));
        }
        if (action == Action.RESOLVE) {
            headers.put(LedgerConstants.RESOLUTION, as.equals("sent") ? "SENT" : "NOT_SENT");
        } else if (reason != null && !reason.isBlank()) {
            headers.put(CampaignConstants.REASON, reason.strip());
        } else if (action == Action.OPT_OUT || action == Action.OPT_IN) {
            headers.put(CampaignConstants.REASON, USUAL_REASON);
        }
        Exchange exchange = asked(action.uri, headers);
        String count = action.uri.startsWith("ledger:") ? LedgerConstants.COUNT : CampaignConstants.COUNT;
        if (exchange.getMessage().getHeader(count, 0L, Long.class) == 0) {
            // Another operator was faster, or the step was settled meanwhile.
            throw new Refused(notNow());
        }
        return Answer.json(200, Json.object().put("done", true).put("code", action.code(as)));
    }

    private boolean isOffered(String person, Action action, String sealed) throws Refused {
        Exchange story = asked("ledger:explain?format=JSON", Map.of(CardConstants.RECIPIENT, person));
        if (story.getMessage().getHeader(LedgerConstants.COUNT, 0L, Long.class) == 0) {
            throw new Refused(Problem.of(ProblemKind.UNKNOWN_PERSON, "The ledger knows nothing of this person."));
        }
        JsonNode told = Json.read(story.getMessage().getBody(byte[].class)).orElseThrow();
        for (JsonNode offered : told.path("actions")) {
            boolean isSame =
                    action.field == null || offered.path(action.field).asText().equals(sealed);
            if (offered.path("action").asText().equals(action.word()) && isSame) {
                return true;
            }
        }
        return false;
    }

    private Exchange asked(String uri, Map<String, Object> headers) {
        Exchange done = template.request(
                uri, exchange -> exchange.getMessage().getHeaders().putAll(headers));
        if (done.getException() instanceof RuntimeException failure) {
            throw failure;
        }
        if (done.getException() != null) {
            throw new IllegalStateException(done.getException());
        }
        return done;
    }

    private static Refused invalid(String message) {
        return new Refused(Problem.ofMessage(ProblemKind.INVALID_FIELD, message));
    }

    private static Problem notNow() {
        return Problem.of(ProblemKind.NOT_NOW, "The story of the person does not offer this action now.");
    }
}
