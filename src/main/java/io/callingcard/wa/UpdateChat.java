package io.callingcard.wa;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        List<WireRequest> changes = changes(exchange, group, call);
        if (changes.isEmpty()) {
            throw new InvalidValueException(
                    WaParameters.DISPLAY_NAME.name(),
                    "is missing; set what to change: this header, " + WaConstants.DESCRIPTION
                            + ", or the option locked or announce");
        }
        Future<?> done = Future.succeededFuture();
        for (WireRequest change : changes) {
            done = done.compose(before -> call.client().call(change));
        }
        return done.map(all -> group.onto(OperationResult.of(null)));
    }

    private static List<WireRequest> changes(Exchange exchange, Jid group, Call<WaConfiguration> call) {
        WaConfiguration options = call.options();
        String name = WaParameters.DISPLAY_NAME.text(exchange, options);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name == null ? null : WaParameters.title(name));
        fields.put("topic", WaParameters.DESCRIPTION.text(exchange, options));
        fields.put("locked", options.getLocked());
        fields.put("announce", options.getAnnounce());
        List<WireRequest> changes = new ArrayList<>();
        fields.forEach((field, value) -> {
            if (value != null) {
                ObjectNode body = Json.object().put("group_id", group.value());
                Json.put(body, field, value);
                changes.add(call.request(HttpMethod.POST, "/group/" + field, body));
            }
        });
        return changes;
    }
}
