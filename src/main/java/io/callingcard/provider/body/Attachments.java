// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.body;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Answer;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.claim.Fingerprint;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Effect;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/**
 * Uploads and downloads files. An upload is two calls: one requests a slot, one sends the bytes to it. No recipient sees
 * the file yet.
 *
 * @param slots the path where slots are requested
 */
public record Attachments(Call<?> call, String slots) {

    private static final Logger LOG = LoggerFactory.getLogger(Attachments.class);
    private static final long MAX_BYTES = 100L * 1024 * 1024;

    /**
     * Creates the operation that uploads the body.
     *
     * @param slots the path where slots are asked for
     */
    public static <C extends Call.Options> Operation<C> upload(String slots) {
        return (exchange, call) -> new Attachments(call, slots).upload(exchange).map(Uploaded::result);
    }

    /** Uploads the body. */
    private Future<Uploaded> upload(Exchange exchange) {
        MediaFile.Source source = MediaFile.source(exchange);
        String name = MediaFile.name(exchange, call.options(), source);
        String type = MediaFile.contentType(exchange, call.options(), name);
        return call.client().blocking(() -> MediaFile.open(source, name, type)).compose(file -> upload(
                        name, type, file.size(), sent -> new WireBody.Stream(file.path(), file.size(), sent))
                .onComplete(done -> call.client().blocking(file::discard)));
    }

    /** Uploads the body once and returns the attachment id; see {@link #once}. */
    public Future<String> uploadBody(Exchange exchange, Address address) {
        // A redelivery has the same body object as the first delivery, so the object identifies the file.
        int identity = System.identityHashCode(exchange.getMessage().getBody());
        byte[] known = Integer.toString(identity).getBytes(StandardCharsets.UTF_8);
        return once(exchange, address, known, () -> upload(exchange));
    }

    /** Uploads bytes once and returns the attachment id; see {@link #once}. */
    public Future<String> uploadBytes(Exchange exchange, Address address, String name, String type, byte[] content) {
        return once(
                exchange,
                address,
                content,
                () -> upload(name, type, content.length, sent -> new WireBody.Bytes(content, sent)));
    }

    /**
     * Uploads once per exchange, address and content. A redelivery must send the same message with the same
     * attachment, since it uses the same idempotency key.
     */
    private Future<String> once(Exchange exchange, Address address, byte[] content, Supplier<Future<Uploaded>> upload) {
        String where = call.options().getBaseUrl() + call.options().account() + address;
        String known = Fingerprint.of(content) + "@" + Fingerprint.of(where);
        Map<String, String> uploads = Call.uploads(exchange);
        String uploaded = uploads.get(known);
        if (uploaded != null) {
            return Future.succeededFuture(uploaded);
        }
        return upload.get().map(done -> {
            uploads.put(known, done.attachmentId());
            return done.attachmentId();
        });
    }

    /** Creates the body with the content type that the slot requires. */
    private interface Content {
        WireBody as(String contentType);
    }

    private Future<Uploaded> upload(String name, String type, long size, Content content) {
        if (size > MAX_BYTES || size == 0) {
            return Future.failedFuture(
                    new InvalidValueException("body", "must hold 1 byte to 100 MB, but holds " + size));
        }
        ObjectNode wanted =
                Json.object().put("filename", name).put("content_type", type).put("size_bytes", size);
        WireRequest ask = WireRequest.of(
                call.operation(), Effect.NONE, HttpMethod.POST, slots, WireBody.json(Json.write(wanted)));
        return call.client().json(ask, answer -> Json.read(answer, Slot.class)).compose(slot -> call.client()
                .call(fill(slot, type, content))
                .map(done -> new Uploaded(slot.attachmentId(), name, type, size)));
    }

    /**
     * Creates the request that fills the slot. The slot has its own address and credentials; ours are never sent
     * there.
     */
    private WireRequest fill(Slot slot, String type, Content content) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(slot.requiredHeaders());
        WireBody body = content.as(headers.getOrDefault("content-type", type));
        headers.remove("content-type");
        // The HTTP client sets the length.
        headers.remove("content-length");
        return WireRequest.of(call.operation(), Effect.NONE, HttpMethod.PUT, slot.uploadUrl(), body)
                .withOwnAuthorization(headers)
                .withTimeout(Duration.ofMillis(call.options().getTransferTimeout()));
    }

    /**
     * Creates the operation that downloads an attachment by its id.
     *
     * @param path the path of an attachment, with <code>{}</code> for its id
     */
    public static <C extends Call.Options> Operation<C> download(String path) {
        CallParameter<C> attachment = CallParameter.header(CardConstants.ATTACHMENT_ID);
        String[] parts = path.split("/\\{}", -1);
        return (exchange, call) -> {
            String id = attachment.required(exchange, call.options());
            String target = Target.of(parts[0]).id(id).path(parts[1]).toString();
            return download(call, exchange, call.read(target))
                    .map(result -> result.with(CardConstants.ATTACHMENT_ID, id));
        };
    }

    /** Downloads a file. It is deleted when the exchange ends. */
    public static Future<OperationResult> download(Call<?> call, Exchange exchange, WireRequest request) {
        return call.client()
                .blocking(() -> Files.createTempFile("callingcard-", ".attachment"))
                .onSuccess(file -> exchange.getExchangeExtension().addOnCompletion(new Removal(file)))
                .compose(file -> call.client()
                        .call(request.withTimeout(
                                        Duration.ofMillis(call.options().getTransferTimeout()))
                                .downloadTo(file))
                        .map(answer -> OperationResult.of(file.toFile())
                                .with(CardConstants.CONTENT_TYPE, answer.header("content-type"))));
    }

    /** A place to upload a file to. Its headers carry the credentials for the upload. */
    record Slot(String attachmentId, String uploadUrl, Map<String, String> requiredHeaders, String expiresAt)
            implements Answer {

        public Slot {
            Objects.requireNonNull(attachmentId, "attachment_id");
            Objects.requireNonNull(uploadUrl, "upload_url");
            requiredHeaders = requiredHeaders == null ? Map.of() : Map.copyOf(requiredHeaders);
        }

        @Override
        public String toString() {
            return "Slot[" + attachmentId + "]";
        }
    }

    /** An uploaded file. Messages refer to it by its id. */
    public record Uploaded(String attachmentId, String fileName, String contentType, long size) implements Answer {

        @Override
        public OperationResult result() {
            return OperationResult.of(this).with(CardConstants.ATTACHMENT_ID, attachmentId);
        }
    }

    /** Deletes the file when the exchange ends. */
    private static final class Removal extends SynchronizationAdapter {

        private final Path file;

        Removal(Path file) {
            this.file = file;
        }

        @Override
        public void onDone(Exchange exchange) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("Could not delete a downloaded attachment from the temporary folder", e);
            }
        }
    }
}
