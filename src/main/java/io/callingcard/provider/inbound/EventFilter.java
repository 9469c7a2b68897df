package io.callingcard.provider.inbound;

import java.util.Set;

/** Which events a route wants to see. */
record EventFilter(boolean fromMe, boolean groups, Set<EventType> types) {

    boolean isWanted(InboundEvent event) {
        return (fromMe || !event.fromMe()) && (groups || !event.group()) && types.contains(event.type());
    }
}
