package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;
import io.callingcard.wa.model.Invite;

/** Asks for the link by which people join a group, or for a new one. */
public record InviteLink(WaConfiguration configuration) implements GroupCall {

    @Override
    public WireRequest requestOfGroup(Exchange exchange, Jid group) {
        Target target = Target.of("/group/invite-link")
                .query("group_id", group.value())
                .query("reset", configuration.isResetLink() ? true : null);
        return WaRequests.setByGet("invite-link", target.toString());
    }

    @Override
    public OperationResult result(JsonNode answer) {
        Invite invite = Results.read(answer, Invite.class);
        return OperationResult.of(invite).with(WaConstants.INVITE_LINK, invite == null ? null : invite.inviteLink());
    }
}
