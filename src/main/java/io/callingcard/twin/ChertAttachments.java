package io.callingcard.twin;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** File uploads: first a slot, then the bytes with the bearer token. Large files are kept as a digest only. */
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
        twin.state().attachments.put(id, new Attachment(id, filename, type, size, twin.now()));
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
        Attachment attachment = attachment(call);
        if (request.header("content-length") == null || request.size() != attachment.size) {
            throw new ChertRefusal(1002, "The size is not the one announced");
        }
        attachment.upload(request.body(), request.sha256());
        return Reply.empty(200);
    }

    private Reply content(ChertCall call) {
        Attachment attachment = attachment(call);
        if (!attachment.isUploaded()) {
            throw new ChertRefusal(5004, "Not uploaded yet");
        }
        return Reply.file(attachment.contentType, attachment.bytes);
    }

    private Attachment attachment(ChertCall call) {
        return Optional.ofNullable(twin.state().attachments.get(call.id(1)))
                .orElseThrow(() -> new ChertRefusal(5001, "Unknown attachment"));
    }
}
