// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.List;
import java.util.function.Consumer;

/**
 * What a process of the twins adds to them.
 *
 * @param dialect the dialect of the gateway after each reset
 * @param faults  the faults that are pending at startup
 * @param journal receives each entry of the journal
 * @param session answers or records requests
 */
record TwinHooks(WaDialect dialect, List<Fault> faults, Consumer<JournalEntry> journal, Session session) {

    static final TwinHooks NONE = new TwinHooks(WaDialect.V9, List.of(), entry -> {}, Session.NONE);
}
