// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** File uploads: first a slot, then the bytes at a signed address. Large files are kept as a digest only. */
record LinqAttachments(LinqState state) {

    private static final long MOST = 100L * 1024 * 1024;
    private static final Duration SLOT_VALID = Duration.ofMinutes(15);
    private static final Set<String> REFUSED_TYPES =
            Set.of("audio/flac", "audio/ogg", "application/x-msdownload", "application/x-sh");

    Reply slot(LinqCall call) {
        ObjectNode body = call.body();
        String filename = call.required("filename");
        String type = call.required("content_type");
        Refusal.when(!body.path("size_bytes").isIntegralNumber(), 1001, "Missing field size_bytes");
        long size = body.get("size_bytes").asLong();
        Refusal.when(filename.length() > 255 || size < 1, 1005, "Bad filename or size_bytes");
        Refusal.when(size > MOST, 5005, "Too large");
        Refusal.when(REFUSED_TYPES.contains(type), 5004, "Type not allowed");
        String id = state.nextId();
        state.attachments.put(id, new Attachment(id, filename, type, size, state.now()));
        ObjectNode answer = Json.of(
                """
                {"attachment_id": %s, "upload_url": %s, "http_method": "PUT", "download_url": %s, "expires_at": %s,
                 "required_headers": {"Content-Type": %s, "x-upload-signature": %s}}""",
                id,
                call.upload("/" + id),
                "https://cdn.example.com/" + id,
                state.now().plus(SLOT_VALID),
                type,
                "signed-" + id);
        return Reply.json(200, answer);
    }

    /** The storage host checks the signed headers and refuses a token. */
    Reply upload(LinqCall call) {
        Attachment attachment = state.attachment(call.id(1));
        ReceivedRequest request = call.request;
        boolean asSigned = attachment.contentType.equals(request.header("content-type"))
                && ("signed-" + attachment.id).equals(request.header("x-upload-signature"))
                && Long.toString(attachment.size).equals(request.header("content-length"))
                && request.size() == attachment.size
                && request.header("authorization") == null
                && !attachment.createdAt.plus(SLOT_VALID).isBefore(state.now());
        if (!asSigned) {
            return Reply.file(
                            "application/xml", "<Error>SignatureDoesNotMatch</Error>".getBytes(StandardCharsets.UTF_8))
                    .status(403);
        }
        attachment.upload(request.body(), request.sha256());
        return Reply.empty(200);
    }

    Reply download(LinqCall call) {
        if (call.request.header("authorization") != null) {
            return Reply.empty(400);
        }
        Attachment attachment = state.uploaded(call.id(1));
        return Reply.file(attachment.contentType, attachment.bytes);
    }

    Reply read(LinqCall call) {
        Attachment attachment = state.attachment(call.id(1));
        ObjectNode answer = Json.object()
                .put("id", attachment.id)
                .put("filename", attachment.filename)
                .put("content_type", attachment.contentType)
                .put("size_bytes", attachment.size)
                .put("status", attachment.isUploaded() ? "complete" : "pending")
                .put("created_at", attachment.createdAt.toString());
        if (attachment.isUploaded()) {
            answer.put("download_url", call.upload("/" + attachment.id));
        }
        return Reply.json(200, answer);
    }

    Reply delete(LinqCall call) {
        state.attachments.remove(state.attachment(call.id(1)).id);
        return Reply.empty(204);
    }
}
