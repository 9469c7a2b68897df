// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.machine.Machine;
import io.callingcard.provider.wire.Json;

/**
 * The campaigns that are in force: those of the files, each as its newest edit in the ledger says; and what is paused.
 *
 * <p>The ledger is asked at most once a second, by a thread that waits for the ledger anyway. A campaign that was paused, or
 * edited, in another process may so begin leads for one more second. That is as if the person had clicked a second later:
 * those leads are sent once and completely, as leads that were in progress at the click are.
 */
final class Campaigns {

    private static final Logger LOG = LoggerFactory.getLogger(Campaigns.class);
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final Database database;
    private final Clock clock;
    private final Machine machine;
    private final ReentrantLock lock = new ReentrantLock();

    /** The campaigns of edits that were parsed, so that each is parsed once. */
    private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

    private volatile Kept last = new Kept(Map.of(), Map.of(), Set.of());
    private volatile Reading reading = new Reading(-1, 0);

    /** How often this process changed something. */
    private final AtomicLong changes = new AtomicLong();

    Campaigns(Database database, Clock clock, Machine machine) {
        this.machine = machine;
        this.database = database;
        this.clock = clock;
    }

    /** What the ledger says. */
    private record Kept(
            Map<String, CampaignTable.Version> edits, Map<String, Instant> paused, Set<String> pausedLines) {}

    /**
     * An edit that was parsed.
     *
     * @param campaign null if it cannot be read
     */
    private record Parsed(int version, Campaign campaign) {}

    /**
     * The campaigns at a moment.
     *
     * @param all         those in force, by their names
     * @param edits       the newest version of each campaign that was ever edited
     * @param paused      the campaigns that are paused, and since when
     * @param pausedLines the lines that take no new leads
     */
    record View(
            Map<String, Campaign> all,
            Map<String, CampaignTable.Version> edits,
            Map<String, Instant> paused,
            Set<String> pausedLines) {

        Campaign named(String name) {
            return Campaign.named(name, all);
        }

        boolean isPaused(String name) {
            return paused.containsKey(name);
        }
    }

    /**
     * A reading of the ledger.
     *
     * @param changes how many changes of this process it has seen at least; -1 for none that was ever read
     * @param at      when it began
     */
    private record Reading(long changes, long at) {

        private boolean isFresh(long changesNow, long now) {
            return changes == changesNow && now - at < FRESH_NANOS;
        }
    }

    /** Returns the campaigns as they are now, give or take a second. May wait for the ledger. */
    View now(CamelContext context) {
        // While one thread reads, others go on with what was read last, unless this process has changed something
        // since.
        if (!reading.isFresh(changes.get(), machine.nanoTime()) && (lock.tryLock() || waits())) {
            try {
                long known = changes.get();
                if (!reading.isFresh(known, machine.nanoTime())) {
                    long begin = machine.nanoTime();
                    last = database.statement(this::kept);
                    reading = new Reading(known, begin);
                }
            } finally {
                lock.unlock();
            }
        }
        return view(context, last);
    }

    private boolean waits() {
        if (reading.changes() == changes.get()) {
            return false;
        }
        lock.lock();
        return true;
    }

    /** Returns the campaigns as they were read last. Never waits, so threads of the ledger may ask. */
    View last(CamelContext context) {
        return view(context, last);
    }

    /** Returns the campaigns as a transaction sees them. */
    View within(Connection connection, CamelContext context) throws SQLException {
        return view(context, kept(connection));
    }

    /** Lets the next question ask the ledger. */
    void changed() {
        changes.incrementAndGet();
    }

    private Kept kept(Connection connection) throws SQLException {
        Map<String, CampaignTable.Version> edits = new HashMap<>();
        CampaignTable.newest(connection).forEach(version -> edits.put(version.name(), version));
        return new Kept(
                edits,
                CampaignTable.paused(connection),
                Set.copyOf(Sql.query(connection, Pauses.OF_LEADS, row -> row.getString(1), clock.millis())));
    }

    private View view(CamelContext context, Kept kept) {
        Map<String, Campaign> all = new LinkedHashMap<>(Campaign.all(context));
        kept.edits().forEach((name, version) -> {
            if (version.definition() != null && all.containsKey(name)) {
                Campaign campaign = parsed(version);
                if (campaign == null) {
                    all.remove(name);
                } else {
                    all.put(name, campaign);
                }
            }
        });
        return new View(all, kept.edits(), kept.paused(), kept.pausedLines());
    }

    private Campaign parsed(CampaignTable.Version version) {
        return parsed.compute(
                        version.name(),
                        (name, known) -> known != null && known.version() == version.number()
                                ? known
                                : new Parsed(version.number(), parse(version)))
                .campaign();
    }

    private static Campaign parse(CampaignTable.Version version) {
        try {
            Campaign campaign =
                    CampaignField.campaign(Json.read(version.definition().getBytes(StandardCharsets.UTF_8))
                            .orElseGet(Json::object));
            LOG.info(
                    "Campaign {}: version {} of the console is in force, not the file.",
                    version.name(),
                    version.number());
            return campaign;
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "Campaign {}: version {} of the console cannot be read, so its leads wait: {} Save another"
                            + " version, or take it back to the file.",
                    version.name(),
                    version.number(),
                    e.getMessage());
            return null;
        }
    }
}
