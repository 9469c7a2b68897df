package io.callingcard.runner;

import jakarta.enterprise.context.ApplicationScoped;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what people do at the console to the log. */
@ApplicationScoped
class LoggedAudit implements AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.callingcard.audit");

    @Override
    public void record(String user, String action, String target, String details) {
        LOG.info("{} did {} with {}: {}", user, action, target, details);
    }
}
