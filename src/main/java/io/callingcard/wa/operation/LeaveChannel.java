package io.callingcard.wa.operation;

import org.apache.camel.Exchange;

import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;

/** Follows a channel no more. */
public record LeaveChannel(WaConfiguration configuration) implements ChatCall {

    @Override
    public WireRequest request(Exchange exchange, Jid chat) {
        return WaRequests.send(
                "leave-channel", "/newsletter/unfollow", Json.object().put("newsletter_id", chat.value()));
    }
}
