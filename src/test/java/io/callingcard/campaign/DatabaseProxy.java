// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A way to PostgreSQL that can be cut. While it is cut, no byte passes and no connection ends, as when packets are lost.
 * Afterwards the connections of before are reset.
 */
final class DatabaseProxy implements AutoCloseable {

    private static final int BUFFER = 8192;

    /** How PostgreSQL ends its answer in a transaction that goes on. */
    private static final byte[] IN_TRANSACTION = {'Z', 0, 0, 0, 5, 'T'};

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private boolean isToBeCut;
    private boolean isCut;

    DatabaseProxy(int target) throws IOException {
        this.target = target;
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Cuts the way in the next transaction, before the client has the answer to its first statement. */
    synchronized void cut() {
        isToBeCut = true;
    }

    /** Resets the connections, and lets new ones pass. */
    synchronized void mend() {
        isToBeCut = false;
        isCut = false;
        open.forEach(this::reset);
        notifyAll();
    }

    private void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It has ended meanwhile.
        }
        end(socket);
    }

    private synchronized void waitWhileCut() throws InterruptedException {
        while (isCut) {
            wait();
        }
    }

    private synchronized void cutInTransaction(byte[] bytes, int count) {
        int end = Math.max(0, count - IN_TRANSACTION.length);
        isCut |= isToBeCut && Arrays.equals(bytes, end, count, IN_TRANSACTION, 0, IN_TRANSACTION.length);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                open.add(near);
                threads.execute(() -> connect(near));
            } catch (IOException e) {
                // The proxy closes.
            }
        }
    }

    private void connect(Socket near) {
        try {
            waitWhileCut();
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(far);
            threads.execute(() -> pass(far, near));
            pass(near, far);
        } catch (IOException e) {
            end(near);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] bytes = new byte[BUFFER];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                cutInTransaction(bytes, read);
                waitWhileCut();
                out.write(bytes, 0, read);
            }
        } catch (IOException e) {
            // One side is gone, so the other one ends too.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end(from);
        end(to);
    }

    private void end(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        mend();
        threads.shutdownNow();
    }
}
