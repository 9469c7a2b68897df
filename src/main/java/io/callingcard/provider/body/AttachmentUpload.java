package io.callingcard.provider.body;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Answer;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.CallOptions;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.claim.Fingerprint;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Effect;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/**
 * Uploads a file in two calls: ask for a slot, then send the bytes to it. No recipient sees the file yet.
 *
 * @param slots the path where slots are asked for
 */
public record AttachmentUpload(Call<?> call, String slots) {

    private static final long MOST = 100L * 1024 * 1024;

    /** Exchange property: the uploads of this exchange, by address and content. */
    private static final String UPLOADED = "CamelCardUploaded:";

    /**
     * The operation that uploads the body.
     *
     * @param slots the path where slots are asked for
     */
    public static <C extends CallOptions> Operation<C> operation(String slots) {
        return (exchange, call) ->
                new AttachmentUpload(call, slots).run(exchange).map(Uploaded::result);
    }

    /** Uploads the body. */
    private Future<Uploaded> run(Exchange exchange) {
        MediaFile.Source source = MediaFile.source(exchange);
        String name = MediaFile.name(exchange, call.options(), source);
        String type = MediaFile.contentType(exchange, call.options(), name);
        return call.client().blocking(() -> MediaFile.open(source, name, type)).compose(file -> upload(
                        name, type, file.size(), sent -> new WireBody.Stream(file.path(), file.size(), sent))
                .onComplete(done -> call.client().blocking(file::discard)));
    }

    /** The id of the uploaded body; see {@link #once}. */
    public Future<String> body(Exchange exchange, Address address) {
        // The same body object is the same file: a redelivery brings the object that the first delivery brought.
        int identity = System.identityHashCode(exchange.getMessage().getBody());
        byte[] known = Integer.toString(identity).getBytes(StandardCharsets.UTF_8);
        return once(exchange, address, known, () -> run(exchange));
    }

    /** The id of uploaded bytes; see {@link #once}. */
    public Future<String> bytes(Exchange exchange, Address address, String name, String type, byte[] content) {
        return once(
                exchange,
                address,
                content,
                () -> upload(name, type, content.length, sent -> new WireBody.Bytes(content, sent)));
    }

    /**
     * Uploads once for an exchange, an address and a content. A redelivery must send the very same message, with the
     * same attachment, or its key would be used for another one.
     */
    private Future<String> once(Exchange exchange, Address address, byte[] content, Supplier<Future<Uploaded>> upload) {
        String where = call.options().getBaseUrl() + call.options().account() + address;
        String known = UPLOADED + Fingerprint.of(where.getBytes(StandardCharsets.UTF_8), content);
        String uploaded = exchange.getProperty(known, String.class);
        if (uploaded != null) {
            return Future.succeededFuture(uploaded);
        }
        return upload.get().map(done -> {
            exchange.setProperty(known, done.attachmentId());
            return done.attachmentId();
        });
    }

    /** Makes the body for the content type that the slot asks for. */
    private interface Content {
        WireBody as(String contentType);
    }

    private Future<Uploaded> upload(String name, String type, long size, Content content) {
        if (size > MOST || size == 0) {
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

    /** The slot has its own address and credentials. Our credentials never go to an address that we do not know. */
    private WireRequest fill(Slot slot, String type, Content content) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(slot.requiredHeaders());
        WireBody body = content.as(headers.getOrDefault("content-type", type));
        headers.remove("content-type");
        // The client itself sets the length.
        headers.remove("content-length");
        return WireRequest.of(call.operation(), Effect.NONE, HttpMethod.PUT, slot.uploadUrl(), body)
                .withOwnAuthorization(headers)
                .withTimeout(Duration.ofMillis(call.options().getTransferTimeout()));
    }

    /** A place to upload a file to; its headers carry the credentials for that. */
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

    /** A file that was uploaded to the provider. Messages name it by its id. */
    public record Uploaded(String attachmentId, String fileName, String contentType, long size) implements Answer {

        @Override
        public OperationResult result() {
            return OperationResult.of(this).with(CardConstants.ATTACHMENT_ID, attachmentId);
        }
    }
}
