package io.callingcard.linq.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.call.SingleCall;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireRequest;

/** Reads what looking into the standing of a line brought. */
public record GetAudit(LinqConfiguration configuration) implements SingleCall {

    private static final String NAME = "get-audit";
    private static final CallParameter AUDIT_ID = new CallParameter("auditId", LinqConstants.AUDIT_ID);

    @Override
    public WireRequest request(Exchange exchange) {
        String id = AUDIT_ID.required(exchange, configuration.getAuditId());
        return LinqRequests.get(
                NAME,
                Target.of(AuditLine.audits(exchange, NAME, configuration))
                        .id(id)
                        .toString());
    }

    @Override
    public OperationResult result(JsonNode answer) {
        return OperationResult.of(answer);
    }
}
