// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.Attachments;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.Target;

/** Downloads the media of a message, as a file that is kept as long as the exchange lives. */
final class DownloadAttachment implements Operation<WaConfiguration> {

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<WaConfiguration> call) {
        Jid chat = Jid.addressed(exchange, call.options());
        String id = WaParameters.MESSAGE_ID.required(exchange, call.options());
        Target target = Target.of("/message/" + WaParameters.MESSAGE.required(exchange, call.options()) + "/download")
                .query("phone", chat.value());
        return call.client()
                .json(call.read(target.toString()), WaAnswers::results)
                .compose(media -> Attachments.download(call, exchange, call.read(stored(media)))
                        .map(result -> chat.onto(result)
                                .with(WaConstants.MESSAGE_ID, id)
                                .with(
                                        WaConstants.FILE_NAME,
                                        media.path("filename").asText(null))));
    }

    /** The path of the file below our own baseUrl: the gateway may know itself under another name. */
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
