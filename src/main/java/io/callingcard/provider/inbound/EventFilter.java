// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.util.Set;

/** Decides which events a route receives. */
record EventFilter(boolean fromMe, boolean groups, Set<EventType> types) {

    boolean isWanted(InboundEvent event) {
        return (fromMe || !event.fromMe()) && (groups || !event.group()) && types.contains(event.type());
    }
}
