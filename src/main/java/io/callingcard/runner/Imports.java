// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.apache.camel.CamelContext;
import org.apache.camel.quarkus.main.events.BeforeStop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.campaign.CampaignComponent;
import io.callingcard.campaign.CampaignEndpoint;
import io.callingcard.campaign.LeadCounts;
import io.callingcard.campaign.LeadImport;
import io.callingcard.provider.error.RedactedException;
import io.callingcard.provider.wire.Json;

/** Checks and imports files of leads: a few at a time, each in bounded memory. */
@ApplicationScoped
class Imports {

    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);
    private static final String SOURCE = "import at the console";
    private static final String ID = "id";

    /** How many files may be in memory. */
    private static final int MOST = 2;

    private static final int MOST_KEPT = 20;
    private static final int MOST_REFUSALS = 1_000;

    /** How many characters of refused rows are kept of imports that are over. The newest import is always kept. */
    private static final long MOST_REFUSED = 32 << 20;

    private static final Duration WHILE_BUSY = Duration.ofSeconds(5);

    @Inject
    CamelContext camel;

    @Inject
    AuditLog audit;

    private final Semaphore places = new Semaphore(MOST);
    private final ExecutorService threads = Executors.newFixedThreadPool(MOST, work -> {
        Thread thread = new Thread(work, "CallingCardImport");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, ImportJob> jobs = new LinkedHashMap<>();

    /** Tells what an import would do. Adds nothing. */
    Answer check(RoutingContext context, byte[] body) {
        if (!places.tryAcquire()) {
            return busy();
        }
        try {
            LeadImport file = file(ImportRequest.of(body), true);
            while (file.next(ImportJob.PAGE)) {
                // Each page is looked up in the ledger.
            }
            return Answer.json(200, checked(file));
        } finally {
            places.release();
        }
    }

    private LeadImport file(ImportRequest request, boolean isDryRun) {
        return camel.getComponent(CampaignEndpoint.SCHEME, CampaignComponent.class)
                .importOf(
                        new LeadImport.Order(request.campaign(), request.columns(), request.agreed(), isDryRun, SOURCE),
                        request.content());
    }

    private static ObjectNode checked(LeadImport file) {
        LeadCounts counts = file.counts();
        ObjectNode answer = Json.object();
        answer.put("rows", counts.rows());
        answer.put("leads", counts.added());
        answer.put("refused", counts.refused());
        answer.put("duplicates", counts.duplicates());
        answer.put("opted_out", counts.optedOut());
        ArrayNode columns = answer.putArray("columns");
        file.columns().forEach(column -> {
            ObjectNode each = columns.addObject().put("name", column.name()).put("field", column.field());
            column.examples().forEach(each.putArray("examples")::add);
        });
        ArrayNode refusals = answer.putArray("refusals");
        file.refused(MOST_REFUSALS).forEach(refused -> refusals.addObject()
                .put("line", refused.line())
                .put("record", refused.record())
                .put("field", refused.field())
                .put("reason", refused.reason())
                .put("row", refused.row()));
        answer.put("messages", file.messages());
        answer.put("through", file.through() == null ? null : file.through().toString());
        return answer;
    }

    /** Begins an import in the background. */
    Answer begin(RoutingContext context, byte[] body) {
        return begin(PageUser.of(context), body);
    }

    Answer begin(PageUser user, byte[] body) {
        if (!places.tryAcquire()) {
            return busy();
        }
        boolean isBegun = false;
        try {
            ImportRequest request = ImportRequest.of(body);
            LeadImport file = file(request, false);
            String id = UUID.randomUUID().toString();
            ImportJob job = new ImportJob();
            keep(id, job);
            audit.record(
                    user,
                    "import-leads",
                    request.campaign(),
                    "import " + id + ", " + request.content().length + " bytes"
                            + (request.agreed() ? ", all people agreed" : ""));
            threads.execute(() -> run(job, file, user, request.campaign(), id));
            isBegun = true;
            return Answer.json(202, Json.object().put(ID, id));
        } finally {
            if (!isBegun) {
                places.release();
            }
        }
    }

    private void run(ImportJob job, LeadImport file, PageUser user, String campaign, String id) {
        try {
            job.run(file);
            LeadCounts counts = job.counts();
            audit.record(
                    user,
                    "imported-leads",
                    campaign,
                    "import " + id + ": " + counts.rows() + " rows, " + counts.added() + " added, "
                            + counts.duplicates() + " known, " + counts.refused() + " refused, " + counts.optedOut()
                            + " opted out");
        } catch (Throwable e) {
            // The message may quote a row.
            LOG.error("An import failed. Report this as a bug", new RedactedException(e));
            job.fail("The import failed. See the log of the runner.");
        } finally {
            places.release();
            forgetOld();
        }
    }

    private synchronized void keep(String id, ImportJob job) {
        jobs.put(id, job);
        forgetOld();
    }

    /** Forgets the oldest imports that are over if there are too many, or if their refused rows take too much memory. */
    private synchronized void forgetOld() {
        long refused =
                jobs.values().stream().mapToLong(job -> job.refused().length()).sum();
        Iterator<ImportJob> oldest = jobs.values().iterator();
        for (int left = jobs.size(); left > 1 && (left > MOST_KEPT || refused > MOST_REFUSED); left--) {
            ImportJob job = oldest.next();
            if (job.isOver()) {
                refused -= job.refused().length();
                oldest.remove();
            }
        }
    }

    private synchronized ImportJob job(RoutingContext context) {
        return jobs.get(context.pathParam(ID));
    }

    Answer progress(RoutingContext context) {
        ImportJob job = job(context);
        return job == null ? unknown("The runner does not know the import.") : Answer.json(200, job.shown());
    }

    Answer refused(RoutingContext context) {
        if (PageUser.of(context) == PageUser.VIEWER) {
            return Problem.ofMessage(
                            ProblemKind.FORBIDDEN, "viewer: may not read rows with numbers. Log in as operator.")
                    .answer();
        }
        ImportJob job = job(context);
        if (job == null || !job.isOver()) {
            return unknown(job == null ? "The runner does not know the import." : "The import is not over yet.");
        }
        return Answer.file("refused.csv", "text/csv; charset=utf-8", job.refused());
    }

    private static Answer unknown(String reason) {
        return Problem.of(ProblemKind.UNKNOWN_IMPORT, reason).answer();
    }

    private static Answer busy() {
        return new Problem(
                        ProblemKind.BUSY,
                        MOST + " files are being checked or imported, and no more are allowed at a time.",
                        null,
                        "Send the file again after Retry-After.")
                .answer()
                .retryAfter(WHILE_BUSY);
    }

    void stop(@Observes BeforeStop event) {
        synchronized (this) {
            jobs.values().forEach(ImportJob::stop);
        }
    }

    @PreDestroy
    void close() {
        threads.shutdown();
    }
}
