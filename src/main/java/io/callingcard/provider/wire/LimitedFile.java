// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.streams.WriteStream;

/** A file that takes no more than a number of bytes. The write that exceeds it fails, and writes nothing. */
final class LimitedFile implements WriteStream<Buffer> {

    private final AsyncFile file;
    private long left;

    LimitedFile(AsyncFile file, long most) {
        this.file = file;
        this.left = most;
    }

    @Override
    public Future<Void> write(Buffer bytes) {
        Promise<Void> written = Promise.promise();
        write(bytes, written);
        return written.future();
    }

    @Override
    public void write(Buffer bytes, Handler<AsyncResult<Void>> handler) {
        left -= bytes.length();
        if (left < 0) {
            handler.handle(Future.failedFuture(new IllegalStateException("too large")));
        } else {
            file.write(bytes, handler);
        }
    }

    @Override
    public void end(Handler<AsyncResult<Void>> handler) {
        file.end(handler);
    }

    boolean isExceeded() {
        return left < 0;
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        file.exceptionHandler(handler);
        return this;
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int most) {
        file.setWriteQueueMaxSize(most);
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return file.writeQueueFull();
    }

    @Override
    public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
        file.drainHandler(handler);
        return this;
    }
}
