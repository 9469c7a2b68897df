// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Changes a group: its name, its description, and who may write to it and change it. Each change is one request. */
final class UpdateChat implements Operation<WaConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<WaConfiguration> call) {
        Jid group = WaParameters.group(exchange, call.options());
        ObjectNode changes = changes(exchange, call.options());
        if (changes.isEmpty()) {
            throw new InvalidValueException(
                    WaParameters.DISPLAY_NAME.name(),
                    "is missing; set what to change: this header, " + WaConstants.DESCRIPTION
                            + ", or the option locked or announce");
        }
        Future<?> done = Future.succeededFuture();
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            ObjectNode body = Json.object().put("group_id", group.value());
            body.set(change.getKey(), change.getValue());
            WireRequest request = call.request(HttpMethod.POST, "/group/" + change.getKey(), body);
            done = done.compose(before -> call.client().call(request));
        }
        return done.map(all -> group.onto(OperationResult.of(null)));
    }

    private static ObjectNode changes(Exchange exchange, WaConfiguration options) {
        ObjectNode fields = Json.object();
        String name = WaParameters.DISPLAY_NAME.text(exchange, options);
        Json.put(fields, "name", name == null ? null : WaParameters.newName(name));
        Json.put(fields, "topic", WaParameters.DESCRIPTION.text(exchange, options));
        Json.put(fields, "locked", options.getLocked());
        Json.put(fields, "announce", options.getAnnounce());
        return fields;
    }
}
