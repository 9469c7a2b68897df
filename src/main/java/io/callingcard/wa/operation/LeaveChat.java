package io.callingcard.wa.operation;

import org.apache.camel.Exchange;

import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;

/** Leaves a group. */
public record LeaveChat(WaConfiguration configuration) implements GroupCall {

    @Override
    public WireRequest requestOfGroup(Exchange exchange, Jid group) {
        return WaRequests.send("leave-chat", "/group/leave", GroupCall.groupId(group));
    }
}
