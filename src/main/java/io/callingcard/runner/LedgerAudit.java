// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.CamelContext;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.LedgerStore;

/** Writes the audit log into the ledger. */
@ApplicationScoped
class LedgerAudit implements AuditLog {

    @Inject
    CamelContext camel;

    @Override
    public void record(PageUser user, String action, String target, String details) {
        LedgerStore store = ChatLedger.of(null, camel).store();
        store.database().write(connection -> {
            store.audit(connection, user.word(), action, target, details);
            return null;
        });
    }
}
