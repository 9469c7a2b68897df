// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import io.vertx.core.Vertx;

/**
 * The surroundings of a provider.
 *
 * @param journal     receives what the phones receive
 * @param vertx       holds streams open; null where there are none
 * @param courier     posts the events
 * @param allowRemote whether other machines may call the twins and be called
 * @param memory      how many messages of a chat, and answers and files of all chats, a provider remembers
 */
record World(
        TwinClock clock, Journal journal, Vertx vertx, Courier courier, long seed, boolean allowRemote, Memory memory) {

    /** How much a provider remembers. */
    record Memory(int messagesOfChat, int others) {

        static final Memory ALL = new Memory(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** Whether events may be sent to the address. */
    boolean mayCall(String address) {
        return allowRemote || ThisMachine.isTarget(address);
    }
}
