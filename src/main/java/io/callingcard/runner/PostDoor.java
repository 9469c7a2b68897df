// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.provider.error.RedactedException;

/**
 * Takes the requests of one address: checks the method, the query, the media type and the size, reads the body, and
 * answers from a worker thread.
 *
 * @param mediaTypes the media types that are accepted, the usual one first
 * @param parameters the parameters that the query may have
 */
record PostDoor(BodyReader bodies, List<String> mediaTypes, Set<String> parameters, Function<Request, Answer> work)
        implements Handler<RoutingContext> {

    private static final Logger LOG = LoggerFactory.getLogger(PostDoor.class);

    /** The variable part of a path. */
    static final String ID = "id";

    private static final Duration WHILE_BUSY = Duration.ofSeconds(5);
    private static final long LINGER_MILLIS = 1_000;

    /**
     * A request that passed the checks.
     *
     * @param mediaType one of the media types that are accepted
     * @param path      the variable part of the path, or null
     * @param user      who sent it, if the page did
     */
    record Request(String mediaType, Map<String, String> parameters, byte[] body, String path, PageUser user) {

        /** Leaves out the body and the path, which may name a person. */
        @Override
        public String toString() {
            return "Request[" + mediaType + "]";
        }
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        Answer refusal = refusal(request, context.queryParams().names());
        if (refusal == null) {
            bodies.read(request, body -> begin(context, body), kind -> refuse(context, kind));
        } else {
            refusal.write(context);
        }
    }

    /** Returns the answer to a request whose body need not be read, or null. */
    private Answer refusal(HttpServerRequest request, Set<String> query) {
        if (request.method() != HttpMethod.POST) {
            return Problem.of(ProblemKind.WRONG_METHOD, "Only POST is allowed here.")
                    .answer()
                    .with("Allow", "POST");
        }
        for (String name : query) {
            if (!parameters.contains(name)) {
                // The name may be a secret in the wrong place.
                return Problem.of(
                                ProblemKind.INVALID_PARAMETER,
                                "The query has a parameter that is unknown here."
                                        + (parameters.isEmpty()
                                                ? ""
                                                : " Known: " + String.join(", ", parameters) + "."))
                        .answer();
            }
        }
        return mediaType(request) == null || isCompressed(request) ? wrongMediaType() : null;
    }

    private String mediaType(HttpServerRequest request) {
        String given = request.getHeader("Content-Type");
        String type = given == null ? "" : given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return mediaTypes.contains(type) ? type : null;
    }

    private static boolean isCompressed(HttpServerRequest request) {
        String coding = request.getHeader("Content-Encoding");
        return coding != null && !coding.equalsIgnoreCase("identity");
    }

    private Answer wrongMediaType() {
        String accepted = String.join(", ", mediaTypes);
        return new Problem(
                        ProblemKind.WRONG_MEDIA_TYPE,
                        "Content-Type is missing, is none of " + accepted + ", or the body is compressed.",
                        "Content-Type",
                        "Send the header Content-Type: " + mediaTypes.get(0) + " and a body that is not compressed.")
                .answer()
                .with("Accept-Post", accepted);
    }

    private void begin(RoutingContext context, BodyReader.Body body) {
        HttpServerRequest request = context.request();
        String mediaType = mediaType(request);
        Map<String, String> values = context.queryParams().entries().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b));
        String path = context.pathParam(ID);
        PageUser user = PageUser.of(context);
        Callable<Answer> answer = () -> {
            byte[] bytes = body.bytes();
            return isBlank(bytes)
                    ? Problem.of(ProblemKind.UNREADABLE_BODY, "The body is empty.")
                            .answer()
                    : work.apply(new Request(mediaType, values, bytes, path, user));
        };
        bodies.vertx().executeBlocking(answer, false).onComplete(done -> {
            body.release();
            (done.succeeded() ? done.result() : failed(done.cause())).write(context);
        });
    }

    private static boolean isBlank(byte[] body) {
        for (byte each : body) {
            if (each != ' ' && each != '\n' && each != '\r' && each != '\t') {
                return false;
            }
        }
        return true;
    }

    /** Logs a failure that is not the caller's. Returns the answer. */
    static Answer failed(Throwable cause) {
        // The message may quote the body.
        Throwable known = new RedactedException(cause.getCause() == null ? cause : cause.getCause());
        LOG.error("A request was answered with 500, because of {}. Report this as a bug", known.getMessage(), known);
        return Problem.of(ProblemKind.FAILED, "The runner could not handle the request.")
                .answer();
    }

    /** Refuses a body that has not arrived. The rest of it is not read, so the connection is closed. */
    private void refuse(RoutingContext context, ProblemKind kind) {
        Answer answer = Problem.of(
                        kind,
                        switch (kind) {
                            case LARGE_BODY -> "The body has more than " + bodies.most() + " bytes.";
                            case SLOW_BODY ->
                                "The body did not arrive within "
                                        + bodies.timeout().toSeconds() + " s.";
                            default -> "The bodies of all requests have more than " + bodies.budget() + " bytes.";
                        })
                .answer()
                .with("Connection", "close");
        (kind == ProblemKind.BUSY ? answer.retryAfter(WHILE_BUSY) : answer).write(context);
        // Lets the caller read the answer: to close a socket that has unread bytes may destroy it.
        bodies.vertx()
                .setTimer(LINGER_MILLIS, id -> context.request().connection().close());
    }
}
