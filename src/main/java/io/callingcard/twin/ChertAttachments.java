package io.callingcard.twin;

import java.time.Duration;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Files: a slot, then the bytes, by bearer token only. Of large files the digest is kept, not the bytes. */
final class ChertAttachments {

    private static final long MOST = 100L * 1024 * 1024;
    private static final Set<String> REFUSED_TYPES = Set.of("application/x-msdownload", "application/x-sh");

    private final ChertTwin twin;

    ChertAttachments(ChertTwin twin) {
        this.twin = twin;
    }

    void addTo(ChertTwin routes) {
        routes.route("POST", "/attachments", this::slot);
        routes.unsignedRoute("PUT", "/attachments/{}/upload", this::upload);
        routes.route("GET", "/attachments/{}/content", this::content);
    }

    private Reply slot(ChertCall call) {
        ObjectNode body = call.body();
        String filename = ChertCall.required(body, "filename");
        String type = ChertCall.required(body, "content_type");
        if (!body.path("size_bytes").isIntegralNumber()) {
            throw new ChertRefusal(1001, "Missing field size_bytes");
        }
        long size = body.get("size_bytes").asLong();
        if (size > MOST) {
            throw new ChertRefusal(5002, "Too large");
        }
        if (REFUSED_TYPES.contains(type)) {
            throw new ChertRefusal(5003, "Content type refused");
        }
        String id = twin.state().nextId("att_");
        twin.state().attachments.put(id, new ChertState.Attachment(id, filename, type, size));
        ObjectNode reply = Json.object()
                .put("attachment_id", id)
                .put("upload_url", call.request().root() + "/api/v1/attachments/" + id + "/upload")
                .put("expires_at", twin.now().plus(Duration.ofHours(1)).toString());
        reply.putObject("required_headers")
                .put("authorization", "Bearer " + twin.secret())
                .put("content-type", type);
        return Reply.json(201, reply);
    }

    private Reply upload(ChertCall call) {
        ReceivedRequest request = call.request();
        ChertAuth.checkBearer(request.header("authorization"), twin.secret());
        ChertState.Attachment attachment = attachment(call);
        if (request.header("content-length") == null || request.size() != attachment.size) {
            throw new ChertRefusal(1002, "The size is not the one announced");
        }
        attachment.sha256 = request.sha256();
        attachment.bytes = request.body();
        return Reply.empty(200);
    }

    private Reply content(ChertCall call) {
        ChertState.Attachment attachment = attachment(call);
        if (attachment.sha256 == null) {
            throw new ChertRefusal(5004, "Not uploaded yet");
        }
        return Reply.file(attachment.contentType, attachment.bytes);
    }

    private ChertState.Attachment attachment(ChertCall call) {
        ChertState.Attachment attachment = twin.state().attachments.get(call.id(1));
        if (attachment == null) {
            throw new ChertRefusal(5001, "Unknown attachment");
        }
        return attachment;
    }
}
