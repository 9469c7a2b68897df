// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.Map;

import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.MediaFile;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.OperationResult;

/**
 * Sets a picture: the body.
 *
 * @param field the field that carries the picture
 */
record PhotoUpload(Call<WaConfiguration> call, String target, String field) {

    Future<OperationResult> run(Exchange exchange, Map<String, String> fields) {
        MediaFile.Source source = MediaFile.source(exchange);
        String name = MediaFile.name(exchange, call.options(), source);
        String type = MediaFile.contentType(exchange, call.options(), name);
        return call.client().blocking(() -> MediaFile.open(source, name, type)).compose(file -> call.client()
                .call(new MultipartForm(fields, field).request(call, target, file))
                .map(done -> OperationResult.of(null))
                .onComplete(done -> call.client().blocking(file::discard)));
    }

    Future<OperationResult> ofGroup(Exchange exchange) {
        Jid group = WaParameters.group(exchange, call.options());
        return run(exchange, Map.of("group_id", group.value())).map(group::onto);
    }
}
