package io.callingcard.chert.operation;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.model.AttachmentSlot;
import io.callingcard.chert.model.AttachmentUploaded;
import io.callingcard.provider.InvalidValueException;
import io.callingcard.provider.MediaFile;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/** Brings a file to the provider in two calls: ask for a slot, then stream the bytes into it. Nobody sees it yet. */
record Upload(String operation, ChertConfiguration configuration) {

    private static final long MOST = 100L * 1024 * 1024;

    Future<AttachmentUploaded> run(Exchange exchange, ProviderClient client) {
        MediaFile.Source source = MediaFile.source(exchange);
        String name = MediaFile.name(exchange, configuration.getFileName(), source);
        String type = MediaFile.contentType(exchange, configuration.getContentType(), name);
        return client.blocking(() -> MediaFile.open(source, name, type))
                .compose(file -> upload(file, client).onComplete(done -> client.blocking(file::discard)));
    }

    private Future<AttachmentUploaded> upload(MediaFile file, ProviderClient client) {
        if (file.size() > MOST || file.size() == 0) {
            return Future.failedFuture(
                    new InvalidValueException("body", "must hold 1 byte to 100 MB, but holds " + file.size()));
        }
        ObjectNode wanted = Json.object()
                .put("filename", file.name())
                .put("content_type", file.contentType())
                .put("size_bytes", file.size());
        WireRequest ask = WireRequest.silent(
                operation, HttpMethod.POST, ChertRequests.API + "/attachments", WireBody.json(Json.write(wanted)));
        return client.json(ask, answer -> Json.read(answer, AttachmentSlot.class))
                .compose(slot -> client.call(fill(slot, file))
                        .map(done -> new AttachmentUploaded(
                                slot.attachmentId(), file.name(), file.contentType(), file.size())));
    }

    /** The slot comes with its own address and credentials; ours never go to an address that we do not know. */
    private WireRequest fill(AttachmentSlot slot, MediaFile file) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(slot.requiredHeaders());
        String type = headers.getOrDefault("content-type", file.contentType());
        headers.remove("content-type");
        WireBody body = new WireBody.Stream(file.path(), file.size(), type);
        return WireRequest.silent(operation, HttpMethod.PUT, slot.uploadUrl(), body)
                .withOwnAuthorization(headers)
                .withTimeout(Duration.ofMillis(configuration.getTransferTimeout()));
    }
}
