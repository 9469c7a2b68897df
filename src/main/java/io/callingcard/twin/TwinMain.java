package io.callingcard.twin;

/** Runs the twins as a process: {@code TwinMain [port]}; the default port is 8081. */
final class TwinMain {

    private static final int USUAL_PORT = 8081;

    private TwinMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        int port = arguments.length == 0 ? USUAL_PORT : Integer.parseInt(arguments[0]);
        try (TwinServer server =
                TwinServer.start(TwinSettings.local().onPort(port).withAllowRemote(false))) {
            System.out.printf(
                    "Chert answers at %s, Linq at %s, the WhatsApp gateway at %s; the journal is at %s%n",
                    server.root("chert"), server.root("linq"), server.root("wa"), server.root("journal"));
            Thread.currentThread().join();
        }
    }
}
