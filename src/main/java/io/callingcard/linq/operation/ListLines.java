package io.callingcard.linq.operation;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.linq.LinqMemory;
import io.callingcard.linq.model.Line;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/** Lists the account's lines and their standing. */
public record ListLines(LinqConfiguration configuration) implements Operation {

    private static final String NAME = "list-lines";

    /** The read that also proves that the key works. */
    public static WireRequest lines(String operation) {
        return LinqRequests.get(operation, LinqRequests.LINES);
    }

    public static List<Line> read(JsonNode answer) {
        return Arrays.asList(Json.read(answer.withArray("/phone_numbers"), Line[].class));
    }

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        String from = new Delivery(NAME, configuration).line(exchange);
        return client.json(lines(NAME), answer -> result(learn(read(answer), configuration), from));
    }

    static List<Line> learn(List<Line> lines, LinqConfiguration configuration) {
        Instant now = configuration.getClock().instant();
        lines.forEach(line ->
                configuration.memory().learn(line.phoneNumber(), new LinqMemory.KnownLine(line.standing(), now)));
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
