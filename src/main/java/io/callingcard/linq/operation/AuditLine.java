package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/** Has the standing of a line looked into. One at a time, with a pause between. */
public record AuditLine(LinqConfiguration configuration) implements SingleCall {

    private static final String NAME = "audit-line";

    @Override
    public WireRequest request(Exchange exchange) {
        return WireRequest.lasting(NAME, HttpMethod.POST, audits(exchange, NAME, configuration), WireBody.EMPTY);
    }

    static String audits(Exchange exchange, String operation, LinqConfiguration configuration) {
        String line = new Delivery(operation, configuration).requiredLine(exchange);
        return Target.of(LinqRequests.LINES).id(line).path("/reputation_audit").toString();
    }

    /** The answer as a tree: its shape is not documented. */
    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(answer)
                .with(
                        LinqConstants.AUDIT_ID,
                        answer.path("audit_id").asText(answer.path("id").asText(null)));
    }
}
