package io.callingcard.wa.operation;

import java.util.Map;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;

/** Gives a group a picture: the body. */
public record SetGroupPhoto(WaConfiguration configuration) implements Operation {

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Jid group = Jid.addressed(exchange, configuration);
        if (!group.isGroup()) {
            throw new InvalidValueException("chatId", "must be a group, whose JID ends in @g.us");
        }
        return new PhotoUpload("set-group-photo", "/group/photo", "photo", configuration)
                .run(exchange, Map.of("group_id", group.value()), client)
                .map(group::onto);
    }
}
