// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.Permission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Runs a simulation in a process that refuses all connections and ports, and prints those that code asked for. */
@SuppressWarnings("removal")
final class Watched extends SecurityManager {

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /** Logs look up the name of this machine. */
    private final String own = InetAddress.getLocalHost().getHostName();

    private Watched() throws UnknownHostException {}

    public static void main(String... arguments) throws Exception {
        Watched watched = new Watched();
        System.setSecurityManager(watched);
        Run.of(settings(arguments[0]), Path.of(arguments[1]));
        System.out.println("asked: " + watched.asked);
    }

    /** @param routes the pattern of the files */
    static SimulationSettings settings(String routes) {
        return Run.settings(20, 3).people("usual").routes(routes);
    }

    @Override
    public void checkConnect(String host, int port) {
        if (port >= 0 || !host.equals(own)) {
            refuse("connect " + host + ":" + port);
        }
    }

    @Override
    public void checkListen(int port) {
        refuse("listen " + port);
    }

    private void refuse(String what) {
        asked.add(what);
        throw new SecurityException(what);
    }

    @Override
    public void checkPermission(Permission permission) {
        // All else is allowed.
    }
}
