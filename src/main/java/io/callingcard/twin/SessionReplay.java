// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Answers from a recorded session: each request with its own answer, in the recorded order; the last one again. */
final class SessionReplay implements Session {

    private static final int NOT_FOUND = 404;

    private final String name;
    private final List<SessionLine> fresh;
    private final List<SessionLine> used = new ArrayList<>();

    /** @param name the file, for the refusal of a request that is not in it */
    SessionReplay(String name, List<SessionLine> lines) {
        this.name = name;
        this.fresh = new ArrayList<>(lines);
    }

    @Override
    public synchronized Optional<Reply> answer(ReceivedRequest request) {
        SessionLine asked = SessionLine.of(request);
        Optional<SessionLine> next = fresh.stream().filter(asked::isSameRequest).findFirst();
        next.ifPresent(line -> {
            fresh.remove(line);
            used.add(line);
        });
        return Optional.of(
                next.or(() -> last(asked)).map(line -> reply(line.answer())).orElseGet(() -> unknown(asked)));
    }

    private Optional<SessionLine> last(SessionLine asked) {
        return used.stream().filter(asked::isSameRequest).reduce((earlier, later) -> later);
    }

    private static Reply reply(ObjectNode answer) {
        Map<String, String> headers = new TreeMap<>();
        Json.each(answer, "headers", headers::put);
        int status = answer.path("status").asInt();
        return answer.has("json")
                ? new Reply(status, headers, answer.get("json"), null)
                : new Reply(status, headers, null, SessionLine.bytes(answer));
    }

    private Reply unknown(SessionLine asked) {
        boolean isOtherBody =
                used.stream().anyMatch(asked::isSameCall) || fresh.stream().anyMatch(asked::isSameCall);
        String cure = isOtherBody
                ? "The session has this call only with another body or device."
                : "Record the session again with this request.";
        ObjectNode problem = Json.object()
                .put("type", "about:blank")
                .put("title", "Not in the session")
                .put("status", NOT_FOUND)
                .put("detail", asked + " is not in " + name + ". " + cure);
        return Reply.json(NOT_FOUND, problem).with("content-type", "application/problem+json");
    }
}
