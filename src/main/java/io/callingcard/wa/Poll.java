// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.MessageBody;
import io.callingcard.provider.error.InvalidValueException;

/** A poll: a map or JSON in the body, with the question (or title), the options, and optionally max_answer. */
final class Poll {

    private Poll() {}

    static void write(Exchange exchange, WaConfiguration configuration, ObjectNode body) {
        ObjectNode given = MessageBody.json(exchange);
        String question = given.path("question").asText(given.path("title").asText(null));
        if (question == null || question.isBlank()) {
            throw new InvalidValueException("body.question", "is missing");
        }
        List<String> options = options(given.path("options"));
        int answers = given.path("max_answer").asInt(1);
        if (answers < 1 || answers > options.size()) {
            throw new InvalidValueException("body.max_answer", "must be 1 to " + options.size());
        }
        body.put("question", question);
        options.forEach(body.putArray("options")::add);
        body.put("max_answer", answers);
    }

    private static List<String> options(JsonNode given) {
        List<String> options = new ArrayList<>();
        given.forEach(option -> options.add(option.asText().strip()));
        if (options.size() < 2 || options.contains("") || Set.copyOf(options).size() < options.size()) {
            throw new InvalidValueException("body.options", "must be at least two different texts");
        }
        return options;
    }
}
