package io.callingcard.chert;

/** How events come here. */
public enum ChertEventMode {
    /** Chert calls us. */
    WEBHOOK,
    /** We ask for what happened, again and again; nothing is lost while we are down. */
    POLL,
    /** We hold a line open on which Chert tells what happens. */
    STREAM
}
