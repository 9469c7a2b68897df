// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Counts the commits of another process to a SQLite file: in its write-ahead log, the last page of each commit says so. The
 * log begins again after about a thousand pages, with another salt, and what is not overwritten yet is still counted.
 */
final class WalCommits implements FlowDatabase.Commits {

    private static final int HEADER = 32;
    private static final int SALT = 16;
    private static final int FRAME_HEADER = 24;
    private static final int PAGE_SIZE = 8;
    private static final int POLL_MILLIS = 20;

    private final Path log;
    private final Thread reader = new Thread(this::poll, "wal");
    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private final ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER);
    private long salt;
    private long counted;
    private volatile long commits;
    private volatile boolean over;

    WalCommits(Path database) {
        this.log = Path.of(database + "-wal");
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public long count() {
        return commits;
    }

    private void poll() {
        try {
            while (!over && !Files.exists(log)) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
            try (FileChannel file = over ? null : FileChannel.open(log)) {
                while (!over) {
                    read(file);
                    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(FileChannel file) throws IOException {
        if (!fill(file, header, 0)) {
            return;
        }
        long now = header.getLong(SALT);
        if (now != salt) {
            // The rest of the log before: its pages stay behind those of the new one until they are overwritten.
            count(file);
            salt = now;
            counted = 0;
        }
        count(file);
    }

    private void count(FileChannel file) throws IOException {
        long length = FRAME_HEADER + header.getInt(PAGE_SIZE);
        while (fill(file, frame, HEADER + counted * length) && frame.getLong(8) == salt) {
            counted++;
            if (frame.getInt(4) != 0) {
                commits++;
            }
        }
    }

    private static boolean fill(FileChannel file, ByteBuffer buffer, long position) throws IOException {
        buffer.clear();
        return file.read(buffer, position) == buffer.capacity();
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        reader.join();
    }
}
