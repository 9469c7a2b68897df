package io.callingcard.runner;

/** What this process does of what the runner can do. */
enum Role {
    /** The flows, and the twins unless there is a real line. */
    ALL,
    /** The flows alone; their twins, if any, are another process. */
    FLOWS,
    /** The twins alone. */
    TWINS
}
