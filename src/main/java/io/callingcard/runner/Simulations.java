// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.provider.error.RedactedException;
import io.callingcard.provider.wire.Json;
import io.callingcard.simulate.Simulation;
import io.callingcard.simulate.SimulationSettings;

/** Runs simulations of the runner's routes in the background, one at a time. Keeps the result of the last one. */
@ApplicationScoped
class Simulations {

    private static final Logger LOG = LoggerFactory.getLogger(Simulations.class);
    private static final String ID = "id";
    private static final String JOURNAL = "journal.jsonl";
    private static final String FROM_LEDGER = "from_ledger";
    private static final int USUAL_DAYS = 30;
    private static final long LARGEST_FILE = 32L << 20;
    private static final Duration WHILE_BUSY = Duration.ofSeconds(10);

    /** The files of a result that are small. The journal is sent from the disk. */
    private static final Map<String, String> FILES = Map.of(
            "rules.json", "application/json",
            "summary.json", "application/json",
            "findings.json", "application/json",
            "diff.json", "application/json",
            "plan.html", "text/html; charset=utf-8");

    /** The media types of leads, with the end of the name that the file then has. */
    static final Map<String, String> LEADS = Map.of("text/csv", ".csv", "application/json", ".json");

    @Inject
    RunnerClock clock;

    @Inject
    AuditLog audit;

    @Inject
    CamelContext camel;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread one = new Thread(work, "CallingCardSimulation");
        one.setDaemon(true);
        one.setContextClassLoader(Simulations.class.getClassLoader());
        return one;
    });
    private SimulationJob last;
    private Upload upload;

    /** A file of leads that waits for its simulation. */
    private record Upload(String id, Path file) {}

    /** Begins a simulation. */
    synchronized Answer begin(RoutingContext context, ObjectNode body) throws Exception {
        if (last != null && !last.isOver()) {
            return new Problem(
                            ProblemKind.BUSY,
                            "A simulation is running, and no more than one is allowed at a time.",
                            null,
                            "Send the request again after the time in the header Retry-After.")
                    .answer()
                    .retryAfter(WHILE_BUSY);
        }
        Instant from = from(body);
        int days = number(body, "days", USUAL_DAYS);
        SimulationConfig config = new SimulationConfig();
        SimulationSettings settings = config.settings(null, days, from)
                .seed(number(body, "seed", 1))
                .people(body.path("people").asText("usual"));
        String leads = body.path("leads").asText("");
        if (!leads.isEmpty()) {
            byte[] csv = leads.getBytes(StandardCharsets.UTF_8);
            settings.leads(Duration.ZERO, "leads.csv", () -> new ByteArrayInputStream(csv));
        }
        Upload uploaded = uploaded(body);
        SimulationJob before = before(body);
        if (body.path(FROM_LEDGER).asBoolean()) {
            if (!Files.isReadable(config.ledger())) {
                throw new IllegalArgumentException(
                        "from_ledger: this runner has no ledger in a SQLite file. Leave from_ledger out.");
            }
            config.copy(settings, config.ledger());
        }
        if (last != null && last != before) {
            last.forget();
        }
        last = null;
        Path folder = Files.createTempDirectory("calling-card-result");
        if (uploaded != null) {
            Path file = folder.resolve(uploaded.file().getFileName());
            Files.move(uploaded.file(), file);
            upload = null;
            settings.leads(Duration.ZERO, "leads" + end(file), () -> Files.newInputStream(file));
        }
        SimulationJob job = new SimulationJob(
                UUID.randomUUID().toString(),
                new Simulation(settings, folder),
                folder,
                FlowFindings.of(camel, config.routes()),
                before,
                from,
                from.plus(Duration.ofDays(days)));
        last = job;
        audit.record(PageUser.of(context), "simulate", null, days + " days, simulation " + job.id());
        thread.execute(() -> run(job));
        return Answer.json(202, Json.object().put(ID, job.id()));
    }

    /** Keeps a file of leads for the next simulation. */
    synchronized Answer leads(PostDoor.Request request) {
        try {
            if (upload != null) {
                Files.deleteIfExists(upload.file());
            }
            Path file = Files.createTempFile("calling-card-leads", LEADS.get(request.mediaType()));
            Files.write(file, request.body());
            upload = new Upload(UUID.randomUUID().toString(), file);
            return Answer.json(201, Json.object().put(ID, upload.id()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String end(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.'));
    }

    private Upload uploaded(ObjectNode body) {
        String id = body.path("leads_file").asText("");
        if (id.isEmpty()) {
            return null;
        }
        if (upload == null || !upload.id().equals(id)) {
            throw new IllegalArgumentException(
                    "leads_file: is no file that waits. Send it to /api/simulations/leads, and name the answered id.");
        }
        return upload;
    }

    /** Returns the result to compare with, or null. */
    private SimulationJob before(ObjectNode body) {
        String id = body.path("compare_with").asText("");
        if (id.isEmpty()) {
            return null;
        }
        if (last == null || !last.id().equals(id) || !last.isDone()) {
            throw new IllegalArgumentException(
                    "compare_with: is not the last result. Leave it out, or simulate what it should be compared with.");
        }
        return last;
    }

    private Instant from(ObjectNode body) {
        String start = body.path("start").asText("");
        try {
            // The ledger has times up to now: with an earlier start they would be in the future.
            ChronoUnit tidy = body.path(FROM_LEDGER).asBoolean() ? ChronoUnit.MILLIS : ChronoUnit.MINUTES;
            return start.isEmpty() ? clock.instant().truncatedTo(tidy) : Instant.parse(start);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("start: is no time. Write one such as 2026-12-01T09:00:00Z.", e);
        }
    }

    private static int number(ObjectNode body, String field, int otherwise) {
        if (body.hasNonNull(field) && !body.get(field).canConvertToInt()) {
            throw new IllegalArgumentException(field + ": is no number. Write one, such as " + otherwise + ".");
        }
        return body.path(field).asInt(otherwise);
    }

    private static void run(SimulationJob job) {
        try {
            job.run();
        } catch (IllegalStateException e) {
            job.fail(e.getMessage());
        } catch (Throwable e) {
            LOG.error("A simulation failed. Report this as a bug", new RedactedException(e));
            job.fail("The simulation failed. See the log of the runner.");
        }
    }

    private synchronized SimulationJob job(RoutingContext context) {
        return last != null && last.id().equals(context.pathParam(ID)) ? last : null;
    }

    Answer progress(RoutingContext context) {
        SimulationJob job = job(context);
        return job == null ? unknown() : Answer.json(200, job.shown());
    }

    /** Ends a simulation before its time. What happened until then is the result. */
    Answer cancel(RoutingContext context, ObjectNode body) {
        SimulationJob job = job(context);
        if (job == null) {
            return unknown();
        }
        job.cancel();
        return Answer.json(200, job.shown());
    }

    /** Answers a file of the result. */
    Answer file(RoutingContext context) throws IOException {
        if (isViewer(context)) {
            return forbidden();
        }
        SimulationJob job = job(context);
        String name = context.pathParam("file");
        if (job == null || !job.isOver() || !FILES.containsKey(name)) {
            return unknown();
        }
        Path file = job.folder().resolve(name);
        if (!Files.exists(file) || Files.size(file) > LARGEST_FILE) {
            return unknown();
        }
        return new Answer(200, FILES.get(name), Files.readAllBytes(file), Map.of());
    }

    /** Sends the journal from the disk, because it may be larger than the memory. */
    void journal(RoutingContext context) {
        SimulationJob job = job(context);
        if (isViewer(context)) {
            forbidden().write(context);
        } else if (job == null || !job.isOver() || !Files.exists(job.folder().resolve(JOURNAL))) {
            unknown().write(context);
        } else {
            Answer.begin(context, 200, "application/x-ndjson")
                    .putHeader("Content-Disposition", "attachment; filename=\"" + JOURNAL + "\"")
                    .sendFile(job.folder().resolve(JOURNAL).toString());
        }
    }

    private static boolean isViewer(RoutingContext context) {
        return PageUser.of(context) == PageUser.VIEWER;
    }

    private static Answer forbidden() {
        return Problem.ofMessage(
                        ProblemKind.FORBIDDEN, "viewer: may not read results with numbers. Log in as operator.")
                .answer();
    }

    private static Answer unknown() {
        return Problem.of(ProblemKind.UNKNOWN_SIMULATION, "The runner does not know the simulation, or its file.")
                .answer();
    }

    @PreDestroy
    synchronized void close() throws IOException {
        if (upload != null) {
            Files.deleteIfExists(upload.file());
        }
        if (last != null) {
            last.cancel();
        }
        thread.shutdown();
    }
}
