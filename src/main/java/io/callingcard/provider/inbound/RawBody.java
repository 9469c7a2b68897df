package io.callingcard.provider.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The exact bytes of a request, as many as are allowed. */
final class RawBody {

    private static final int PATIENCE_SECONDS = 10;

    private RawBody() {}

    /** More bytes than allowed. */
    static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLargeException(int most) {
            super("larger than maxWebhookBody (" + most + " bytes)");
        }
    }

    /**
     * Reads the bytes. A body whose length is announced as too large is not read at all, any other only up to the limit.
     *
     * @throws ForgedEventException when something has parsed the body already: its bytes are gone
     */
    static byte[] read(Exchange http, int most) throws IOException {
        Message message = http.getMessage();
        Long announced = message.getHeader(Exchange.CONTENT_LENGTH, Long.class);
        if (announced != null && announced > most) {
            throw new TooLargeException(most);
        }
        Object body = message.getBody();
        if (body == null) {
            return new byte[0];
        }
        byte[] bytes =
                body instanceof HttpServerRequest request ? await(collect(request, most)) : stream(message, most);
        if (bytes.length > most) {
            throw new TooLargeException(most);
        }
        return bytes;
    }

    private static byte[] stream(Message message, int most) throws IOException {
        InputStream stream = message.getBody(InputStream.class);
        if (stream == null) {
            throw new ForgedEventException(
                    "the body came parsed, as a form, where events are JSON; its bytes can no longer be verified");
        }
        try (stream) {
            return stream.readNBytes(most + 1);
        }
    }

    /** The engine's event loop brings the bytes; it waits for us to be asked. */
    private static CompletableFuture<byte[]> collect(HttpServerRequest request, int most) {
        CompletableFuture<byte[]> whole = new CompletableFuture<>();
        Buffer collected = Buffer.buffer();
        request.exceptionHandler(whole::completeExceptionally);
        request.handler(chunk -> {
            if (collected.length() <= most) {
                collected.appendBuffer(chunk);
            }
            if (collected.length() > most) {
                whole.completeExceptionally(new TooLargeException(most));
            }
        });
        request.endHandler(end -> whole.complete(collected.getBytes()));
        request.resume();
        return whole;
    }

    private static byte[] await(CompletableFuture<byte[]> whole) throws IOException {
        try {
            return whole.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a body came in", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof TooLargeException large ? large : new IOException("a body broke off", e);
        } catch (TimeoutException e) {
            throw new IOException("a body did not end within " + PATIENCE_SECONDS + " s", e);
        }
    }
}
