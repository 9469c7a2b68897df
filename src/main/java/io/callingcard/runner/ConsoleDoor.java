package io.callingcard.runner;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.Exchange;

import io.callingcard.ledger.db.LedgerException;

/**
 * Answers what an operation of a component found. Checks the method and the query, and never holds up the event loop.
 *
 * @param parameters the parameters that the query may have
 * @param fileName   the name under which a browser saves the answer; null for an answer that is no file
 */
record ConsoleDoor(Set<String> parameters, String fileName, Work work) implements Handler<RoutingContext> {

    private static final Duration UNTIL_THE_LEDGER_IS_BACK = Duration.ofSeconds(30);

    /** How the messages begin by which operations refuse a question. */
    private static final Pattern QUESTION = Pattern.compile("(?:q|state|cursor|limit): ");

    /** Asks on a worker thread. */
    interface Work {
        Exchange ask(Map<String, String> query, PageUser user);
    }

    ConsoleDoor(Set<String> parameters, Work work) {
        this(parameters, null, work);
    }

    @Override
    public void handle(RoutingContext context) {
        Answer refusal = refusal(context.request().method(), context.queryParams());
        if (refusal != null) {
            refusal.write(context);
            return;
        }
        Map<String, String> query = new HashMap<>();
        context.queryParams().forEach(query::put);
        PageUser user = PageUser.of(context);
        context.vertx()
                .executeBlocking(
                        () -> {
                            Exchange done = work.ask(query, user);
                            return done.getException() == null
                                    ? new Content(
                                            done.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class),
                                            done.getMessage().getBody(byte[].class))
                                    : failed(done.getException());
                        },
                        false)
                .onSuccess(done -> answer(context, done))
                .onFailure(failure -> failed(failure).write(context));
    }

    private record Content(String type, byte[] body) {

        @Override
        public String toString() {
            return "Content[" + type + "]";
        }
    }

    private Answer refusal(HttpMethod method, MultiMap query) {
        if (method != HttpMethod.GET) {
            return Problem.of(ProblemKind.WRONG_METHOD, "Only GET is allowed here.")
                    .answer()
                    .with("Allow", "GET");
        }
        if (!parameters.containsAll(query.names())) {
            return Problem.of(ProblemKind.INVALID_PARAMETER, "The query has a parameter that is unknown here.")
                    .answer();
        }
        return null;
    }

    private void answer(RoutingContext context, Object done) {
        if (done instanceof Answer answer) {
            answer.write(context);
        } else if (done instanceof Content content) {
            HttpServerResponse response = Answer.begin(context, 200, content.type());
            if (fileName != null) {
                response.putHeader("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
            }
            response.end(Buffer.buffer(content.body()));
        }
    }

    static Answer failed(Throwable failure) {
        if (failure instanceof LedgerException) {
            return new Problem(
                            ProblemKind.LEDGER_AWAY, "The ledger cannot be read.", null, "Ask again after Retry-After.")
                    .answer()
                    .retryAfter(UNTIL_THE_LEDGER_IS_BACK);
        }
        String message = String.valueOf(failure.getMessage());
        // A bug may have the same class.
        return failure.getClass() == IllegalArgumentException.class
                        && QUESTION.matcher(message).lookingAt()
                ? Problem.ofMessage(ProblemKind.INVALID_PARAMETER, message).answer()
                : PostDoor.failed(failure);
    }
}
