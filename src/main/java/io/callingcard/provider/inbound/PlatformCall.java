// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** One call of a webhook that a platform other than our Vert.x host receives. Its thread waits for the body. */
final class PlatformCall {

    private static final int CHUNK = 8_192;

    private final Exchange http;
    private final WebhookHandler handler;
    private final AtomicBoolean answered = new AtomicBoolean();

    PlatformCall(Exchange http, WebhookHandler handler) {
        this.http = http;
        this.handler = handler;
    }

    /** Handles the call; returns whether it is answered already. */
    boolean handle(AsyncCallback callback) {
        Message message = http.getMessage();
        int status = handler.statusOf(message.getHeader(Exchange.HTTP_METHOD, "POST", String.class));
        if (status != 0) {
            return answer(status, callback, true);
        }
        Webhooks.Seal seal = handler.seal(new Webhooks.Headers(name -> header(message, name)));
        if (seal == null) {
            return answer(WebhookHandler.FORGED, callback, true);
        }
        InFlight.Call inFlight = InFlight.of(http.getContext()).begin(handler.limits(), () -> {});
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int refusal = read(message, inFlight, body);
        if (refusal != 0) {
            inFlight.release();
            return answer(refusal, callback, true);
        }
        handler.handle(seal, body.toByteArray(), result -> {
            inFlight.release();
            answer(result, callback, false);
        });
        return false;
    }

    /** Reads the body; returns the status of a refusal, or 0. */
    private int read(Message message, InFlight.Call inFlight, ByteArrayOutputStream body) {
        if (message.getBody() != null) {
            InputStream stream = message.getBody(InputStream.class);
            if (stream == null) {
                return handler.alreadyParsed();
            }
            try (stream) {
                int refusal = read(stream, inFlight, body);
                if (refusal != 0) {
                    return refusal;
                }
            } catch (IOException e) {
                return WebhookHandler.TRY_AGAIN;
            }
        }
        return inFlight.complete() ? 0 : WebhookHandler.TRY_AGAIN;
    }

    private int read(InputStream stream, InFlight.Call inFlight, ByteArrayOutputStream body) throws IOException {
        InFlight.Limits limits = handler.limits();
        long begin = System.nanoTime();
        byte[] chunk = new byte[CHUNK];
        for (int length = stream.read(chunk); length >= 0; length = stream.read(chunk)) {
            if (body.size() + length > limits.maxBody()) {
                return handler.tooLarge();
            }
            if (System.nanoTime() - begin > limits.bodyTimeout().toNanos()) {
                return handler.tooSlow();
            }
            if (!inFlight.add(length)) {
                return WebhookHandler.TRY_AGAIN;
            }
            body.write(chunk, 0, length);
        }
        return 0;
    }

    private static List<String> header(Message message, String name) {
        Object value = message.getHeader(name);
        if (value == null) {
            return List.of();
        }
        return value instanceof Collection<?> many
                ? many.stream().map(String::valueOf).toList()
                : List.of(value.toString());
    }

    /** Answers with a status, once, and without anything of the call. */
    private boolean answer(int status, AsyncCallback callback, boolean synchronous) {
        if (!answered.compareAndSet(false, true)) {
            return synchronous;
        }
        Message message = http.getMessage();
        message.removeHeaders("*");
        message.setBody(null);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        if (status == WebhookHandler.METHOD_NOT_ALLOWED) {
            message.setHeader("Allow", "POST");
        }
        if (status == WebhookHandler.TRY_AGAIN) {
            message.setHeader("Retry-After", WebhookHandler.RETRY_AFTER_SECONDS);
        }
        callback.done(synchronous);
        return synchronous;
    }
}
