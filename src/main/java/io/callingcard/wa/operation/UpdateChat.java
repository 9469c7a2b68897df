package io.callingcard.wa.operation;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;

/** Changes a group: its name, its description, and who may write and change it. One call for each that is given. */
public record UpdateChat(WaConfiguration configuration) implements Operation {

    private static final String OPERATION = "update-chat";
    private static final CallParameter NAME = new CallParameter("displayName", WaConstants.DISPLAY_NAME);

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Jid group = Jid.addressed(exchange, configuration);
        List<WireRequest> changes = changes(exchange, group);
        if (!group.isGroup()) {
            throw new InvalidValueException("chatId", "must be a group, whose JID ends in @g.us");
        }
        if (changes.isEmpty()) {
            throw new InvalidValueException(
                    NAME.name(), "is missing; set what to change: displayName, description, locked, announce");
        }
        Future<?> done = Future.succeededFuture();
        for (WireRequest change : changes) {
            done = done.compose(before -> client.call(change));
        }
        return done.map(all -> group.onto(OperationResult.of(null)));
    }

    private List<WireRequest> changes(Exchange exchange, Jid group) {
        List<WireRequest> changes = new ArrayList<>();
        String name = NAME.text(exchange, configuration.getDisplayName());
        add(changes, group, "name", name == null ? null : CreateChat.title(name));
        add(changes, group, "topic", configuration.getDescription());
        add(changes, group, "locked", configuration.getLocked());
        add(changes, group, "announce", configuration.getAnnounce());
        return changes;
    }

    private static void add(List<WireRequest> changes, Jid group, String field, Object value) {
        if (value != null) {
            ObjectNode body = GroupCall.groupId(group);
            body.set(field, Json.tree(value));
            changes.add(WaRequests.set(OPERATION, "/group/" + field, body));
        }
    }
}
