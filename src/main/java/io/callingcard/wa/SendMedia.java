package io.callingcard.wa;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.MediaFile;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.WireRequest;

/** Sends an image, a file, a video, audio or a sticker: the body, streamed, or a file that the gateway fetches. */
final class SendMedia implements Operation<WaConfiguration> {

    /** The gateway reads 100 MB, including the fields beside the file. */
    private static final long MOST = 100_000_000 - 100_000;

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<WaConfiguration> call) {
        Jid chat = Jid.addressed(exchange, call.options());
        String url = WaParameters.MEDIA_URL.text(exchange, call.options());
        return url == null ? upload(exchange, chat, call) : fetched(exchange, chat, url, call);
    }

    private static Future<OperationResult> fetched(
            Exchange exchange, Jid chat, String url, Call<WaConfiguration> call) {
        String path =
                WaParameters.webAddress(WaParameters.MEDIA_URL.name(), url).replaceFirst("[?#].*", "");
        MediaKind kind =
                MediaKind.of(call.options().getMediaType(), MediaFile.contentType(exchange, call.options(), path));
        ObjectNode body = WaRequests.phone(chat).put(kind.word() + "_url", url);
        fields(exchange, kind, call.options()).forEach((field, value) -> Json.put(body, field, value));
        return new MessageDelivery(call).send(chat, "/send/" + kind.word(), body);
    }

    private static Future<OperationResult> upload(Exchange exchange, Jid chat, Call<WaConfiguration> call) {
        MediaFile.Source source = MediaFile.source(exchange);
        String name = MediaFile.name(exchange, call.options(), source);
        String type = MediaFile.contentType(exchange, call.options(), name);
        MediaKind kind = MediaKind.of(call.options().getMediaType(), type);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("phone", chat.value());
        fields(exchange, kind, call.options()).forEach((field, value) -> fields.put(field, value.toString()));
        MultipartForm form = new MultipartForm(fields, kind.word());
        return call.client().blocking(() -> MediaFile.open(source, name, type)).compose(file -> sized(file)
                .compose(sized -> new MessageDelivery(call).send(chat, request(kind, form, file, call)))
                .onComplete(done -> call.client().blocking(file::discard)));
    }

    private static Future<MediaFile> sized(MediaFile file) {
        return file.size() == 0 || file.size() > MOST
                ? Future.failedFuture(
                        new InvalidValueException("body", "must hold 1 byte to 100 MB, but holds " + file.size()))
                : Future.succeededFuture(file);
    }

    private static WireRequest request(MediaKind kind, MultipartForm form, MediaFile file, Call<WaConfiguration> call) {
        return call.request(
                        HttpMethod.POST,
                        "/send/" + kind.word(),
                        form.with(file.path(), file.size(), file.name(), file.contentType()))
                .withTimeout(Duration.ofMillis(call.options().getTransferTimeout()));
    }

    /** The fields beside the recipient and the file: those that are set and that the kind of file accepts. */
    private static Map<String, Object> fields(Exchange exchange, MediaKind kind, WaConfiguration options) {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "caption", kind.takesCaption() ? WaParameters.CAPTION.text(exchange, options) : null);
        if (kind.isPicture()) {
            put(fields, "view_once", options.isViewOnce() ? true : null);
            put(fields, "compress", options.getCompress());
            put(fields, "hd", options.isHd() ? true : null);
        }
        put(fields, "gif_playback", kind == MediaKind.VIDEO && options.isGifPlayback() ? true : null);
        put(fields, "ptt", kind == MediaKind.AUDIO && options.isVoiceNote() ? true : null);
        put(fields, "reply_message_id", kind.takesReply() ? WaParameters.REPLY_TO.text(exchange, options) : null);
        put(fields, "is_forwarded", WaParameters.isForwarded(exchange, options) ? true : null);
        put(fields, "duration", WaParameters.duration(exchange, options));
        return fields;
    }

    private static void put(Map<String, Object> fields, String field, Object value) {
        if (value != null) {
            fields.put(field, value);
        }
    }
}
