// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.provider.body.MediaFile;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.wire.Json;

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
        String type = MediaKind.typeOf(MediaFile.contentType(exchange, call.options(), path), path);
        MediaKind kind = MediaKind.of(call.options().getMediaType(), type);
        ObjectNode body = WaRequests.phone(chat).put(kind.word() + "_url", url);
        body.setAll(fields(exchange, kind, call.options()));
        return new MessageDelivery(call).send(chat, "/send/" + kind.word(), body);
    }

    private static Future<OperationResult> upload(Exchange exchange, Jid chat, Call<WaConfiguration> call) {
        MediaFile.Source source = MediaFile.source(exchange);
        String name = MediaFile.name(exchange, call.options(), source);
        String given = MediaKind.typeOf(MediaFile.contentType(exchange, call.options(), name), name);
        MediaKind kind = MediaKind.of(call.options().getMediaType(), given);
        String type = kind.accepted(given);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("phone", chat.value());
        fields(exchange, kind, call.options())
                .properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        MultipartForm form = new MultipartForm(fields, kind.word());
        return call.client().blocking(() -> MediaFile.open(source, name, type)).compose(file -> sized(file)
                .compose(
                        sized -> new MessageDelivery(call).send(chat, form.request(call, "/send/" + kind.word(), file)))
                .onComplete(done -> call.client().blocking(file::discard)));
    }

    private static Future<MediaFile> sized(MediaFile file) {
        return file.size() == 0 || file.size() > MOST
                ? Future.failedFuture(
                        new InvalidValueException("body", "must hold 1 byte to 100 MB, but holds " + file.size()))
                : Future.succeededFuture(file);
    }

    /** The fields beside the recipient and the file: those that are set and that the kind of file accepts. */
    private static ObjectNode fields(Exchange exchange, MediaKind kind, WaConfiguration options) {
        ObjectNode fields = Json.object();
        Json.put(fields, "caption", kind.takesCaption() ? WaParameters.CAPTION.text(exchange, options) : null);
        if (kind.isPicture()) {
            Json.put(fields, "view_once", options.isViewOnce() ? true : null);
            Json.put(fields, "compress", options.getCompress());
            Json.put(fields, "hd", options.isHd() ? true : null);
        }
        Json.put(fields, "gif_playback", kind == MediaKind.VIDEO && options.isGifPlayback() ? true : null);
        Json.put(fields, "ptt", kind == MediaKind.AUDIO && options.isVoiceNote() ? true : null);
        Json.put(fields, "reply_message_id", kind.takesReply() ? WaParameters.REPLY_TO.text(exchange, options) : null);
        Json.put(fields, "is_forwarded", WaParameters.isForwarded(exchange, options) ? true : null);
        Json.put(fields, "duration", WaParameters.duration(exchange, options));
        return fields;
    }
}
