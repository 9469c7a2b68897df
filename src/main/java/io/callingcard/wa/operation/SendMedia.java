package io.callingcard.wa.operation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.MediaFile;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.MultipartForm;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.wa.Jid;
import io.callingcard.wa.WaConfiguration;
import io.callingcard.wa.WaConstants;

/** Sends an image, a file, a video, audio or a sticker: the body, streamed; or what the gateway fetches from an address. */
public record SendMedia(WaConfiguration configuration) implements Operation {

    private static final String NAME = "send-media";
    private static final CallParameter CAPTION = new CallParameter("caption", WaConstants.CAPTION);
    private static final CallParameter MEDIA_URL = new CallParameter("mediaUrl", WaConstants.MEDIA_URL);
    private static final CallParameter REPLY_TO = new CallParameter("replyTo", WaConstants.REPLY_TO);

    /** More the gateway does not read. */
    private static final long MOST = 100_000_000 - 100_000;

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Jid chat = Jid.addressed(exchange, configuration);
        String url = MEDIA_URL.text(exchange, configuration.getMediaUrl());
        return url == null ? upload(exchange, chat, client) : fetched(exchange, chat, url, client);
    }

    private Future<OperationResult> fetched(Exchange exchange, Jid chat, String url, ProviderClient client) {
        if (!url.matches("(?i)https?://\\S+")) {
            throw new InvalidValueException(MEDIA_URL.name(), "must be an http or https address");
        }
        String path = url.replaceFirst("[?#].*", "");
        MediaKind kind = MediaKind.of(
                configuration.getMediaType(), MediaFile.contentType(exchange, configuration.getContentType(), path));
        ObjectNode body = ChatCall.phone(chat).put(kind.word() + "_url", url);
        fields(exchange, kind).forEach((field, value) -> body.set(field, Json.tree(value)));
        return new Delivery(NAME, configuration)
                .send(chat, WaRequests.send(NAME, "/send/" + kind.word(), body), client);
    }

    private Future<OperationResult> upload(Exchange exchange, Jid chat, ProviderClient client) {
        MediaFile.Source source = MediaFile.source(exchange);
        String name = MediaFile.name(exchange, configuration.getFileName(), source);
        String type = MediaFile.contentType(exchange, configuration.getContentType(), name);
        MediaKind kind = MediaKind.of(configuration.getMediaType(), type);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("phone", chat.value());
        fields(exchange, kind).forEach((field, value) -> fields.put(field, value.toString()));
        MultipartForm form = new MultipartForm(fields, kind.word());
        return client.blocking(() -> MediaFile.open(source, name, type)).compose(file -> sized(file)
                .compose(sized -> new Delivery(NAME, configuration).send(chat, request(kind, form, file), client))
                .onComplete(done -> client.blocking(file::discard)));
    }

    private static Future<MediaFile> sized(MediaFile file) {
        return file.size() == 0 || file.size() > MOST
                ? Future.failedFuture(
                        new InvalidValueException("body", "must hold 1 byte to 100 MB, but holds " + file.size()))
                : Future.succeededFuture(file);
    }

    private WireRequest request(MediaKind kind, MultipartForm form, MediaFile file) {
        return WireRequest.lasting(
                        NAME,
                        HttpMethod.POST,
                        "/send/" + kind.word(),
                        form.with(file.path(), file.size(), file.name(), file.contentType()))
                .withTimeout(Duration.ofMillis(configuration.getTransferTimeout()));
    }

    /** The fields besides the recipient and the file: only those that are set, and that the kind of file takes. */
    private Map<String, Object> fields(Exchange exchange, MediaKind kind) {
        Delivery delivery = new Delivery(NAME, configuration);
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "caption", kind.takesCaption() ? CAPTION.text(exchange, configuration.getCaption()) : null);
        if (kind.isPicture()) {
            put(fields, "view_once", configuration.isViewOnce() ? true : null);
            put(fields, "compress", configuration.getCompress());
            put(fields, "hd", configuration.isHd() ? true : null);
        }
        put(fields, "gif_playback", kind == MediaKind.VIDEO && configuration.isGifPlayback() ? true : null);
        put(fields, "ptt", kind == MediaKind.AUDIO && configuration.isVoiceNote() ? true : null);
        put(fields, "reply_message_id", kind.takesReply() ? REPLY_TO.text(exchange, configuration.getReplyTo()) : null);
        put(fields, "is_forwarded", delivery.isForwarded(exchange) ? true : null);
        put(fields, "duration", delivery.duration(exchange));
        return fields;
    }

    private static void put(Map<String, Object> fields, String field, Object value) {
        if (value != null) {
            fields.put(field, value);
        }
    }
}
