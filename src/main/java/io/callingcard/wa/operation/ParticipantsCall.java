package io.callingcard.wa.operation;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.Failure;
import io.callingcard.provider.error.NotPermittedException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaEndpoint;
import io.callingcard.wa.model.ParticipantChange;

/** A change of a group's members. */
interface ParticipantsCall extends GroupCall {

    /** The operation's word, for errors. */
    String word();

    /** The end of the path. */
    String change();

    /** Whether twice is as good as once. */
    default boolean isSettled() {
        return true;
    }

    @Override
    default WireRequest requestOfGroup(Exchange exchange, Jid group) {
        ObjectNode body = GroupCall.groupId(group);
        People.participants(exchange, configuration()).forEach(body.putArray("participants")::add);
        String target = "/group/participant" + change();
        return isSettled() ? WaRequests.set(word(), target, body) : WaRequests.send(word(), target, body);
    }

    /** What became of each. Where all were refused, nothing was done. */
    @Override
    default OperationResult result(JsonNode answer) {
        List<ParticipantChange> changes = Results.list(Results.of(answer), ParticipantChange[].class);
        if (!changes.isEmpty() && changes.stream().allMatch(ParticipantChange::isRefused)) {
            throw new NotPermittedException(
                    Failure.local(
                            WaEndpoint.SCHEME, word(), Outcome.NOT_SENT, "WhatsApp refused all of the members", false),
                    null);
        }
        return OperationResult.of(changes);
    }
}
