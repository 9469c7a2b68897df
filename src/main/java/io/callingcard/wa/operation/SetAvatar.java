package io.callingcard.wa.operation;

import java.util.Map;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.wa.WaConfiguration;

/** Gives the account a picture: the body. */
public record SetAvatar(WaConfiguration configuration) implements Operation {

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        return new PhotoUpload("set-avatar", "/user/avatar", "avatar", configuration).run(exchange, Map.of(), client);
    }
}
