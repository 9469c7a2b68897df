package io.callingcard.runner;

/** Keeps who did what at the console. */
interface AuditLog {

    /**
     * Records an action that was done.
     *
     * @param action  such as pause-campaign
     * @param target  what it was done to, such as the name of a campaign
     * @param details in words, without names and numbers of people
     */
    void record(String user, String action, String target, String details);
}
