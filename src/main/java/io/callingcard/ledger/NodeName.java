// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.net.InetAddress;
import java.net.UnknownHostException;

import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.machine.Machine;

/** Names a node: the host, and a random part that is new with each start. */
final class NodeName {

    private static final int LONGEST = 80;
    private static final int RANDOM = 8;

    private NodeName() {}

    static String of(String given, Machine machine) {
        String name = given == null || given.isBlank() ? host() : given.strip();
        return Sql.shortened(LONGEST, name) + "/"
                + machine.randomUuid().toString().substring(0, RANDOM);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "node";
        }
    }
}
