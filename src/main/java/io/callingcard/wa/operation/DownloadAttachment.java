package io.callingcard.wa.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.AttachmentDownload;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.Target;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;

/** Brings the media of a message here, as a file that lives as long as the exchange. */
public record DownloadAttachment(WaConfiguration configuration) implements Operation {

    private static final String NAME = "download-attachment";

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Jid chat = Jid.addressed(exchange, configuration);
        String id = MessageCall.MESSAGE_ID.required(exchange, configuration.getMessageId());
        Target target = Target.of(WaRequests.message(id, "/download")).query("phone", chat.value());
        return client.json(WaRequests.get(NAME, target.toString()), Results::of)
                .compose(media -> new AttachmentDownload(configuration)
                        .run(exchange, WaRequests.get(NAME, stored(media)), client)
                        .map(result -> chat.onto(result)
                                .with(WaConstants.MESSAGE_ID, id)
                                .with(
                                        WaConstants.FILE_NAME,
                                        media.path("filename").asText(null))));
    }

    /** Where the gateway put it, below our own baseUrl: by what name the gateway knows itself may be another matter. */
    private static String stored(JsonNode media) {
        Target target = Target.of("");
        for (String segment : media.path("file_path").asText().split("/")) {
            if (!segment.isEmpty() && !segment.matches("\\.+")) {
                target.id(segment);
            }
        }
        return target.toString();
    }
}
