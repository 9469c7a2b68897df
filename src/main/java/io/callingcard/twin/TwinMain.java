package io.callingcard.twin;

/** Runs the twins as a process: {@code TwinMain [port]}; the default port is 8081. */
final class TwinMain {

    private static final int USUAL_PORT = 8081;

    private TwinMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        int port = arguments.length == 0 ? USUAL_PORT : Integer.parseInt(arguments[0]);
        try (TwinServer server = TwinServer.start(TwinSettings.local().onPort(port))) {
            System.out.println("Chert answers at " + server.root("chert") + ", Linq at " + server.root("linq")
                    + ", the WhatsApp gateway at " + server.root("wa")
                    + "; what the phones received is at " + "http://localhost:" + server.port() + Twins.ROOT
                    + "journal");
            Thread.currentThread().join();
        }
    }
}
