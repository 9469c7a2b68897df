package io.callingcard.wa.operation;

import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Json;

/** What stands in the envelope of the gateway's answers. */
final class Results {

    private Results() {}

    static JsonNode of(JsonNode answer) {
        return answer.path("results");
    }

    /** The results as a record; null where there are none. */
    static <T> T read(JsonNode answer, Class<T> type) {
        JsonNode results = of(answer);
        return results.isObject() ? Json.read(results, type) : null;
    }

    /** A list, which the gateway gives as null when it is empty. */
    static <T> List<T> list(JsonNode list, Class<T[]> type) {
        return list.isArray() ? Arrays.asList(Json.read(list, type)) : List.of();
    }

    /** For answers whose shape is WhatsApp's own. */
    static OperationResult tree(JsonNode answer) {
        return OperationResult.of(of(answer));
    }

    static OperationResult body(JsonNode answer, Class<? extends Answer> type) {
        return OperationResult.of(read(answer, type));
    }
}
