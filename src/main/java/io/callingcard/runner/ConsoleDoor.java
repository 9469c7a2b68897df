// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import io.callingcard.campaign.OutdatedEditException;
import io.callingcard.campaign.RefusedLeadException;
import io.callingcard.campaign.UnknownCampaignException;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.wire.Json;

/**
 * An address of the console: reads with GET and changes with POST, each in a worker thread.
 *
 * @param parameters the parameters that the query of GET may have
 * @param read       answers GET; null if there is none
 * @param write      answers POST; null if there is none
 */
record ConsoleDoor(BodyReader bodies, Set<String> parameters, Read read, Write write)
        implements Handler<RoutingContext> {

    private static final List<String> MEDIA_TYPES = List.of("application/json");

    /** How the messages begin by which operations refuse a question. */
    private static final Pattern QUESTION = Pattern.compile("(?:q|state|cursor|limit): ");

    /** Answers a question. */
    @FunctionalInterface
    interface Read {
        Answer answer(RoutingContext context) throws Exception;
    }

    /** Answers a change. */
    @FunctionalInterface
    interface Write {
        Answer answer(RoutingContext context, byte[] body) throws Exception;
    }

    /** A change that is described by a small JSON object. */
    @FunctionalInterface
    interface Change {
        Answer answer(RoutingContext context, ObjectNode body) throws Exception;
    }

    static Write of(Change change) {
        return (context, bytes) -> {
            JsonNode body = Json.read(bytes).orElse(null);
            return body instanceof ObjectNode object
                    ? change.answer(context, object)
                    : Problem.of(ProblemKind.UNREADABLE_BODY, "The body is not a JSON object.")
                            .answer();
        };
    }

    @Override
    public void handle(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method == HttpMethod.GET && read != null) {
            read(context);
        } else if (method == HttpMethod.POST && write != null) {
            new PostDoor(bodies, MEDIA_TYPES, Set.of(), request -> written(context, request.body())).handle(context);
        } else {
            String allowed = read == null ? "POST" : write == null ? "GET" : "GET, POST";
            Problem.of(ProblemKind.WRONG_METHOD, "Only " + allowed + " is allowed here.")
                    .answer()
                    .with("Allow", allowed)
                    .write(context);
        }
    }

    private void read(RoutingContext context) {
        if (!parameters.containsAll(context.queryParams().names())) {
            Problem.of(
                            ProblemKind.INVALID_PARAMETER,
                            "The query has a parameter that is unknown here."
                                    + (parameters.isEmpty() ? "" : " Known: " + String.join(", ", parameters) + "."))
                    .write(context);
            return;
        }
        context.vertx()
                .executeBlocking(() -> read.answer(context), false)
                .onSuccess(answer -> answer.write(context))
                .onFailure(failure -> failed(failure).write(context));
    }

    private Answer written(RoutingContext context, byte[] body) {
        try {
            return write.answer(context, body);
        } catch (Exception e) {
            return failed(e);
        }
    }

    static Answer failed(Throwable failure) {
        if (failure instanceof UnknownCampaignException) {
            return Problem.ofMessage(ProblemKind.UNKNOWN_CAMPAIGN, failure.getMessage())
                    .answer();
        }
        if (failure instanceof InvalidValueException || failure instanceof RefusedLeadException) {
            return Problem.ofMessage(ProblemKind.INVALID_FIELD, failure.getMessage())
                    .answer();
        }
        if (failure instanceof OutdatedEditException) {
            return Problem.ofMessage(ProblemKind.OUTDATED_EDIT, failure.getMessage())
                    .answer();
        }
        if (failure instanceof ProviderException provider) {
            return Problem.of(ProblemKind.PROVIDER_FAILED, provider.getMessage())
                    .answer();
        }
        if (failure instanceof LedgerException || failure.getCause() instanceof LedgerException) {
            return new Problem(
                            ProblemKind.LEDGER_AWAY,
                            "The ledger is not available.",
                            null,
                            "Ask again after Retry-After.")
                    .answer()
                    .retryAfter(LeadsWork.UNTIL_THE_LEDGER_IS_BACK);
        }
        if (failure instanceof IllegalArgumentException && isOurs(failure.getMessage())) {
            boolean isQuestion = QUESTION.matcher(failure.getMessage()).lookingAt();
            return Problem.ofMessage(
                            isQuestion ? ProblemKind.INVALID_PARAMETER : ProblemKind.INVALID_FIELD,
                            failure.getMessage())
                    .answer();
        }
        return PostDoor.failed(failure);
    }

    /** Whether a message names a field and what is wrong, as ours do. */
    private static boolean isOurs(String message) {
        return message != null && message.matches("(?s)[\\w.\\[\\]-]{1,60}: .+");
    }
}
