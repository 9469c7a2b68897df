// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.ByteArrayInputStream;
import java.io.IOException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.provider.error.RedactedException;
import io.callingcard.provider.wire.Json;
import io.callingcard.simulate.PeopleModel;
import io.callingcard.simulate.Simulation;
import io.callingcard.simulate.SimulationSettings;

/** Runs simulations of the runner's routes in the background, one at a time. Keeps the result of the last one. */
@ApplicationScoped
class Simulations {

    private static final Logger LOG = LoggerFactory.getLogger(Simulations.class);
    private static final String ID = "id";
    private static final int USUAL_DAYS = 30;
    private static final long LARGEST_FILE = 32L << 20;
    private static final Duration WHILE_BUSY = Duration.ofSeconds(10);

    /** The files of a result that are small. The journal stays on the disk of the runner. */
    private static final Map<String, String> FILES = Map.of(
            "rules.json", "application/json",
            "summary.json", "application/json",
            "findings.json", "application/json",
            "plan.html", "text/html; charset=utf-8");

    @Inject
    RunnerClock clock;

    @Inject
    AuditLog audit;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread one = new Thread(work, "CallingCardSimulation");
        one.setDaemon(true);
        one.setContextClassLoader(Simulations.class.getClassLoader());
        return one;
    });
    private SimulationJob last;

    /** Begins a simulation. */
    synchronized Answer begin(RoutingContext context, ObjectNode body) throws IOException {
        if (last != null && !last.isOver()) {
            return new Problem(
                            ProblemKind.BUSY,
                            "A simulation is running, and no more than one is allowed at a time.",
                            null,
                            "Send the request again after Retry-After.")
                    .answer()
                    .retryAfter(WHILE_BUSY);
        }
        Instant from = from(body);
        int days = number(body, "days", USUAL_DAYS);
        SimulationConfig config = new SimulationConfig();
        SimulationSettings settings = config.settings(null, days, from)
                .seed(number(body, "seed", 1))
                .people(PeopleModel.parse(body.path("people").asText("usual")));
        String leads = body.path("leads").asText("");
        if (!leads.isEmpty()) {
            byte[] csv = leads.getBytes(StandardCharsets.UTF_8);
            settings.leads(Duration.ZERO, "leads.csv", () -> new ByteArrayInputStream(csv));
        }
        if (body.path("from_ledger").asBoolean()) {
            if (!Files.isReadable(config.ledger())) {
                throw new IllegalArgumentException(
                        "from_ledger: this runner has no ledger in a SQLite file. Leave from_ledger out.");
            }
            config.copy(settings, config.ledger());
        }
        if (last != null) {
            last.forget();
            last = null;
        }
        Path folder = Files.createTempDirectory("calling-card-result");
        SimulationJob job = new SimulationJob(
                UUID.randomUUID().toString(),
                new Simulation(settings, folder),
                folder,
                from,
                from.plus(Duration.ofDays(days)));
        last = job;
        audit.record(PageUser.of(context), "simulate", null, days + " days, simulation " + job.id());
        thread.execute(() -> run(job));
        return Answer.json(202, Json.object().put(ID, job.id()));
    }

    private Instant from(ObjectNode body) {
        String start = body.path("start").asText("");
        try {
            return start.isEmpty() ? clock.instant().truncatedTo(ChronoUnit.MINUTES) : Instant.parse(start);
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
        if (PageUser.of(context) == PageUser.VIEWER) {
            return Problem.ofMessage(
                            ProblemKind.FORBIDDEN, "viewer: may not read results with numbers. Log in as operator.")
                    .answer();
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

    private static Answer unknown() {
        return Problem.of(ProblemKind.UNKNOWN_SIMULATION, "The runner does not know the simulation, or its file.")
                .answer();
    }

    @PreDestroy
    synchronized void close() {
        if (last != null) {
            last.cancel();
        }
        thread.shutdown();
    }
}
