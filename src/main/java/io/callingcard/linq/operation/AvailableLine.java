package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.linq.model.LineOffer;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireRequest;

/** Asks which line suits a recipient best, for bringing someone on board; not meant before each send. */
public record AvailableLine(LinqConfiguration configuration) implements SingleCall {

    private static final CallParameter TO = new CallParameter("to", LinqConstants.RECIPIENT);

    @Override
    public WireRequest request(Exchange exchange) {
        Target target = Target.of("/available_number");
        for (String to : ListOf.texts(TO.text(exchange, configuration.getTo()))) {
            target.query("to", configuration.recipient(to, TO.name()));
        }
        for (String line : ListOf.texts(configuration.getExcludeFrom())) {
            target.query("exclude_from", configuration.recipient(line, "excludeFrom"));
        }
        return LinqRequests.get("available-line", target.toString());
    }

    @Override
    public OperationResult result(JsonNode answer) {
        LineOffer line = Json.read(answer, LineOffer.class);
        return OperationResult.of(line)
                .with(LinqConstants.FROM, line.phoneNumber())
                .with(LinqConstants.VCF_URL, line.vcfUrl());
    }
}
