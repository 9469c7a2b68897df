// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

/** Keeps what people do at the console. Operations that change the ledger write that themselves. */
interface AuditLog {

    /**
     * Records an action that was done.
     *
     * @param action  such as import-leads
     * @param target  what it was done to, such as the name of a campaign
     * @param details in words, without names and numbers of people
     */
    void record(PageUser user, String action, String target, String details);
}
