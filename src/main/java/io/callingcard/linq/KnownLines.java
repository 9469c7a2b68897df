// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.linq.model.Line;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Json;

/** Looks up the lines of the account and their reputation: in the memory of earlier answers, or at the provider. */
record KnownLines(Call<LinqConfiguration> call) {

    static List<Line> read(JsonNode answer) {
        return Arrays.asList(Json.read(answer.withArray("/phone_numbers"), Line[].class));
    }

    /** Runs {@code list-lines}. */
    Future<OperationResult> list(Exchange exchange) {
        String from = LinqParameters.line(exchange, call.options());
        return all().map(lines -> result(lines, from));
    }

    private Future<List<Line>> all() {
        return call.client().json(call.read(LinqRequests.LINES), answer -> learn(read(answer)));
    }

    /** The reputation of a line; none for a line that the provider picks. */
    Future<Optional<String>> reputation(Optional<String> line) {
        if (line.isEmpty()) {
            return Future.succeededFuture(line);
        }
        LinqConfiguration options = call.options();
        return options.memory()
                .standings
                .get(line.get(), options.knownSince())
                .map(Future::succeededFuture)
                .orElseGet(() -> all().map(lines -> lines.stream()
                        .filter(each -> line.get().equals(each.phoneNumber()))
                        .map(Line::standing)
                        .filter(Objects::nonNull)
                        .findFirst()));
    }

    private List<Line> learn(List<Line> lines) {
        Instant now = call.options().getClock().instant();
        lines.forEach(line ->
                call.options().memory().standings.learn(line.phoneNumber(), Optional.ofNullable(line.standing()), now));
        return lines;
    }

    private static OperationResult result(List<Line> lines, String from) {
        Optional<Line> meant = from == null && lines.size() == 1
                ? lines.stream().findFirst()
                : lines.stream().filter(line -> line.phoneNumber().equals(from)).findFirst();
        return OperationResult.of(lines)
                .with(LinqConstants.LINE_REPUTATION, meant.map(Line::standing).orElse(null));
    }
}
