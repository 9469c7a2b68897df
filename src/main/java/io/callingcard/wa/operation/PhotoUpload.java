package io.callingcard.wa.operation;

import java.time.Duration;
import java.util.Map;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.MediaFile;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.wire.MultipartForm;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.WaConfiguration;

/**
 * Sets a picture: the body.
 *
 * @param operation the operation's word, for errors
 * @param field     the field that carries the picture
 */
record PhotoUpload(String operation, String target, String field, WaConfiguration configuration) {

    Future<OperationResult> run(Exchange exchange, Map<String, String> fields, ProviderClient client) {
        MediaFile.Source source = MediaFile.source(exchange);
        String name = MediaFile.name(exchange, configuration.getFileName(), source);
        String type = MediaFile.contentType(exchange, configuration.getContentType(), name);
        return client.blocking(() -> MediaFile.open(source, name, type))
                .compose(file -> client.call(request(new MultipartForm(fields, field), file))
                        .map(done -> OperationResult.of(null))
                        .onComplete(done -> client.blocking(file::discard)));
    }

    private WireRequest request(MultipartForm form, MediaFile file) {
        return WireRequest.settled(
                        operation,
                        HttpMethod.POST,
                        target,
                        form.with(file.path(), file.size(), file.name(), file.contentType()))
                .withTimeout(Duration.ofMillis(configuration.getTransferTimeout()));
    }
}
