package io.callingcard.chert.operation;

import java.util.Arrays;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.model.PhoneLine;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Lists the account's lines. Takes a configuration like all operations, though it needs nothing of it. */
public record ListLines(ChertConfiguration configuration) implements SingleCall {

    @Override
    public WireRequest request(Exchange exchange) {
        return lines();
    }

    /** The read that also proves that the credentials work. */
    public static WireRequest lines() {
        return ChertRequests.get("list-lines", ChertRequests.API + "/phone-numbers");
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(Arrays.asList(read(answer)));
    }

    public static PhoneLine[] read(JsonNode answer) {
        return Json.read(answer.withArray("/phone_numbers"), PhoneLine[].class);
    }
}
