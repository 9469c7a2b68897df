// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Duration;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** File uploads: first a slot, then the bytes with the bearer token. Large files are kept as a digest only. */
record ChertAttachments(ChertState state) {

    private static final long MOST = 100L * 1024 * 1024;
    private static final Set<String> REFUSED_TYPES = Set.of("application/x-msdownload", "application/x-sh");

    Reply slot(ChertCall call) {
        ObjectNode body = call.body();
        String filename = call.required("filename");
        String type = call.required("content_type");
        Refusal.when(!body.path("size_bytes").isIntegralNumber(), 1001, "Missing field size_bytes");
        long size = body.get("size_bytes").asLong();
        Refusal.when(size > MOST, 5002, "Too large");
        Refusal.when(REFUSED_TYPES.contains(type), 5003, "Content type refused");
        String id = state.nextId("att_");
        state.attachments.put(id, new Attachment(id, filename, type, size, state.now()));
        ObjectNode reply = Json.of(
                """
                {"attachment_id": %s, "upload_url": %s, "expires_at": %s,
                 "required_headers": {"authorization": %s, "content-type": %s}}""",
                id,
                call.request.root() + "/api/v1/attachments/" + id + "/upload",
                state.now().plus(Duration.ofHours(1)),
                "Bearer " + state.secret,
                type);
        return Reply.json(201, reply);
    }

    Reply upload(ChertCall call) {
        ReceivedRequest request = call.request;
        ChertAuth.checkBearer(request.header("authorization"), state.secret);
        Attachment attachment = attachment(call);
        boolean asAnnounced = request.header("content-length") != null && request.size() == attachment.size;
        Refusal.when(!asAnnounced, 1002, "The size is not the one announced");
        attachment.upload(request.body(), request.sha256());
        return Reply.empty(200);
    }

    Reply content(ChertCall call) {
        Attachment attachment = attachment(call);
        Refusal.when(!attachment.isUploaded(), 5004, "Not uploaded yet");
        return Reply.file(attachment.contentType, attachment.bytes);
    }

    private Attachment attachment(ChertCall call) {
        return ChatState.known(state.attachments, call.id(1), 5001, "Unknown attachment");
    }
}
