// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;

import io.callingcard.campaign.Campaign;
import io.callingcard.campaign.FilledLeads;
import io.callingcard.campaign.Lead;
import io.callingcard.ledger.Decision;
import io.callingcard.ledger.LedgerConstants;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.SwitchedLedger;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.twin.Fault;
import io.callingcard.twin.ForgetfulTwins;

/**
 * What happens to one lead, from one seed: processes that crash or freeze, calls that go wrong, clocks that jump, texts that
 * are edited. One thing happens at a time, so the seed alone decides.
 */
final class History {

    private static final String PHONE = "+14155550100";
    private static final int SETTLED_WITHIN = 12;
    private static final int MOST_EVENTS = 9;
    private static final int POSTGRESQL_EVERY = 20;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration SETTLE_DELAY = Duration.ofSeconds(61);
    private static final Duration DAY = Duration.ofHours(25);
    private static final List<Point> OF_SENDS = Arrays.stream(Point.values())
            .filter(point -> point.work != null && !point.isAtSettle())
            .toList();
    private static final List<Point> OF_CALLS = Arrays.stream(Point.values())
            .filter(point -> point.work == null && !point.isAtSettle())
            .toList();
    private static final List<Point> OF_SETTLEMENTS =
            Arrays.stream(Point.values()).filter(Point::isAtSettle).toList();

    private enum LeadState {
        WAITING,
        DONE,
        ASIDE
    }

    private final long seed;
    private final World world;
    private final Hits hits;
    private final Random random;
    private final String provider;
    private final Ledgers.Kind kind;
    private final Decision policy;
    private final Laws laws;
    private final List<String> events = new ArrayList<>();
    private Node node;
    private Frozen frozen;
    private LeadState lead = LeadState.WAITING;
    private boolean stopped;
    private boolean isRepeat;

    /** A process that stands still within an exchange. */
    private record Frozen(Node node, CompletableFuture<Exchange> exchange) {}

    History(long seed, World world, Hits hits) {
        this.seed = seed;
        this.world = world;
        this.hits = hits;
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.provider = Hits.PROVIDERS.get((int) (seed % Hits.PROVIDERS.size()));
        this.kind = seed % POSTGRESQL_EVERY == 0 ? Ledgers.Kind.POSTGRESQL : Ledgers.Kind.SQLITE;
        this.policy = Decision.values()[random.nextInt(Decision.values().length)];
        this.laws = new Laws(provider);
    }

    /** Lets everything happen. Returns the laws that were broken. */
    List<String> run() throws SQLException {
        Duration historyDelay = Duration.ofSeconds(random.nextInt(2) * 30);
        Duration ahead = Duration.ofSeconds((random.nextInt(3) - 1) * 50);
        world.reset(kind, historyDelay, ahead);
        world.campaign().setText("Hi {name}, this is Harbor Books.");
        world.campaign().setFollowUp(random.nextInt(3) == 0 ? "Write any time." : null);
        event("seed " + seed + ": " + provider + " on " + kind + ", policy " + policy + ", provider's clock "
                + ahead.toSeconds() + " s ahead, history " + historyDelay.toSeconds() + " s late");
        open();
        try {
            sendLead();
            laws.check(steps(), arrived());
            int left = 1 + random.nextInt(MOST_EVENTS);
            while (left-- > 0 && laws.broken().isEmpty() && goesOn()) {
                happen();
                laws.check(steps(), arrived());
            }
            if (laws.broken().isEmpty()) {
                rest();
            }
        } finally {
            wake();
            node.crash();
        }
        return laws.broken();
    }

    /** When all is done, little can happen: the CRM may give the lead again. */
    private boolean goesOn() throws SQLException {
        boolean isOver = frozen == null && lead == LeadState.DONE && isAtRest();
        if (isOver && random.nextInt(3) == 0) {
            event("the CRM gives the lead again");
            lead = LeadState.WAITING;
            return true;
        }
        return !isOver;
    }

    private void happen() throws SQLException {
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3, 4 -> sendLead();
            case 5, 6, 7 -> settle(OF_SETTLEMENTS);
            case 8, 9 -> pass(LEASE);
            case 10 -> jump();
            case 11 -> edit();
            case 12 -> other();
            default -> wake();
        }
    }

    private void other() throws SQLException {
        switch (random.nextInt(4)) {
            case 0 -> stop();
            case 1 -> replay();
            case 2 -> {
                event("the idle process is killed");
                restart();
            }
            default -> resolve();
        }
    }

    private void event(String what) {
        events.add(String.format("%tT %s", world.clock.millis(), what));
    }

    private Connection observer() {
        return world.observer(kind);
    }

    private Steps steps() throws SQLException {
        return Steps.read(observer());
    }

    private List<Laws.Delivery> arrived() {
        return world.twins.journal(PHONE).stream().map(Laws.Delivery::of).toList();
    }

    private void open() {
        // Two steps are never claimed in the same millisecond.
        node = new Node(world.ledger, world.database(kind), this::hit, () -> world.advance(Duration.ofMillis(1)));
        world.ledger.use(node.store);
    }

    private void hit(Point point) {
        event("  " + point);
        hits.add(point, provider, kind, isRepeat);
    }

    private void restart() throws SQLException {
        node.crash();
        Steps.expire(observer());
        open();
    }

    /** Runs the welcome of the lead, mostly with something that goes wrong. */
    private void sendLead() throws SQLException {
        if (lead != LeadState.WAITING) {
            return;
        }
        Steps before = steps();
        List<Laws.Delivery> arrivedBefore = arrived();
        isRepeat = before.isRepeat();
        event("the lead is sent");
        Point point = random.nextInt(5) == 0 ? null : OF_SENDS.get(random.nextInt(OF_SENDS.size()));
        if (point != null && (frozen == null || point.mishap != Point.Mishap.FREEZE)) {
            node.arm(point, 1 + random.nextInt(point.work == Point.Work.ANY ? 12 : 2));
        }
        boolean hasFault = random.nextInt(10) < (point != null && point.needsFault() ? 9 : 4);
        Point fault = hasFault ? OF_CALLS.get(random.nextInt(OF_CALLS.size())) : null;
        if (fault != null) {
            world.twins.inject(fault(fault));
        }
        CompletableFuture<Exchange> sending = welcome();
        boolean ended = awaitEnd(sending);
        if (fault != null && steps().begun() > before.begun()) {
            hit(fault);
        }
        if (fault == Point.ERROR_AFTER_DELIVERY) {
            laws.lostFromHistory(arrivedBefore, arrived());
        }
        if (ended && !node.isCrashed()) {
            ended(World.await(sending).getException());
        }
        world.twins.clearFaults();
        goOn();
    }

    /** Returns false if the process froze. */
    private boolean awaitEnd(CompletableFuture<Exchange> exchange) {
        World.await(exchange, node.frozen());
        if (exchange.isDone()) {
            return true;
        }
        frozen = new Frozen(node, exchange);
        return false;
    }

    /** Opens the next process if this one is gone. */
    private void goOn() throws SQLException {
        node.disarm();
        event("  " + steps() + ", the phone has "
                + arrived().stream().map(Laws.Delivery::step).toList());
        if (frozen != null && frozen.node() == node) {
            Steps.expire(observer());
            open();
        } else if (node.isCrashed()) {
            restart();
        }
    }

    /** Does with a lead what its consumer does. */
    private void ended(Exception failure) {
        lead = failure == null ? LeadState.DONE : FilledLeads.isFinal(failure) ? LeadState.ASIDE : LeadState.WAITING;
        event("  the lead is " + lead + (failure == null ? "" : ": " + failure.getMessage()));
    }

    private void settle(List<Point> points) throws SQLException {
        world.advance(SETTLE_DELAY);
        Steps before = steps();
        isRepeat = before.all().values().stream().anyMatch(step -> step.claims() > 1);
        event("doubts are settled");
        if (!points.isEmpty() && random.nextInt(2) == 0) {
            Point point = points.get(random.nextInt(points.size()));
            if (point == Point.HISTORY_AWAY) {
                world.twins.inject(Fault.of(Fault.Kind.RESET_BEFORE_READING)
                        .on("GET", null)
                        .times(10));
                hit(point);
            } else {
                node.arm(point, 1);
            }
        }
        World.await(world.start("direct:" + World.word(policy) + "-settle", exchange -> {}));
        world.twins.clearFaults();
        laws.settled(before, steps(), arrived());
        goOn();
    }

    private void pass(Duration time) throws SQLException {
        event(time + " pass");
        world.advance(time);
        SwitchedLedger.beat(node.store);
        Steps.expire(observer());
    }

    /** A provider keeps a key for as long as it says, or longer. */
    private void jump() throws SQLException {
        pass(DAY);
        if (random.nextBoolean()) {
            event("the provider forgets its keys");
            ForgetfulTwins.forgetKeys(world.twins);
        }
    }

    private void edit() {
        String text = "Hi {name}, edition " + random.nextInt(3) + ".";
        event("the text is edited: " + text);
        world.campaign().setText(text);
    }

    private void stop() {
        if (stopped || frozen != null) {
            return;
        }
        event("the person opts out");
        stopped = true;
        send("campaign:opt-out", Map.of(CardConstants.RECIPIENT, PHONE));
        laws.stopped(arrived());
    }

    private void replay() {
        if (lead == LeadState.ASIDE) {
            event("the lead is replayed");
            lead = LeadState.WAITING;
        }
    }

    /** A person looks at the phone, and says what became of the steps that wait for a person. */
    private void resolve() throws SQLException {
        if (frozen != null) {
            return;
        }
        List<String> listed = SwitchedLedger.listed(node.store);
        steps().all().forEach((name, step) -> {
            if (step.decision() == Decision.ASK || listed.contains(step.key())) {
                String truth = Laws.of(arrived(), name).isEmpty() ? "NOT_SENT" : "SENT";
                event("a person says that " + name + " is " + truth);
                send(
                        "ledger:resolve",
                        Map.of(LedgerConstants.CLAIM_KEY, step.key(), LedgerConstants.RESOLUTION, truth));
            }
        });
    }

    private void send(String uri, Map<String, Object> headers) {
        Exception failure = World.await(
                        world.start(uri, exchange -> exchange.getMessage().setHeaders(headers)))
                .getException();
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    private void wake() throws SQLException {
        if (frozen == null) {
            return;
        }
        event("the frozen process wakes up");
        List<Laws.Delivery> before = arrived();
        world.ledger.use(frozen.node().store);
        frozen.node().wake();
        World.await(frozen.exchange());
        SwitchedLedger.beat(frozen.node().store);
        frozen.node().crash();
        frozen = null;
        world.ledger.use(node.store);
        laws.woken(before, arrived());
        event("  " + steps() + ", the phone has "
                + arrived().stream().map(Laws.Delivery::step).toList());
    }

    /** Nothing goes wrong any more: all must end. */
    private void rest() throws SQLException {
        event("nothing goes wrong any more");
        wake();
        for (int round = 0; round < SETTLED_WITHIN && laws.broken().isEmpty() && !isAtRest(); round++) {
            pass(LEASE);
            settle(List.of());
            if (policy == Decision.ASK) {
                resolve();
            }
            laws.check(steps(), arrived());
            sendQuietly();
            laws.check(steps(), arrived());
        }
        if (laws.broken().isEmpty() && !isAtRest()) {
            laws.fail("the history does not come to rest");
        }
        laws.checkRest(steps(), SwitchedLedger.listed(node.store), lead == LeadState.DONE);
    }

    private boolean isAtRest() throws SQLException {
        return lead != LeadState.WAITING && steps().all().values().stream().noneMatch(Steps.Step::isUndecided);
    }

    private void sendQuietly() throws SQLException {
        if (lead == LeadState.WAITING) {
            event("the lead is sent");
            ended(World.await(welcome()).getException());
            goOn();
        }
    }

    /** Starts the route of the lead. */
    private CompletableFuture<Exchange> welcome() {
        Lead whom = new Lead(null, "Ada", PHONE, provider, "welcome", null, null, null, Map.of());
        Campaign campaign = world.campaign();
        return world.start(World.LEADS, exchange -> FilledLeads.fill(exchange.getMessage(), whom, campaign));
    }

    private Fault fault(Point point) {
        Fault fault =
                switch (point) {
                    case REQUEST_CUT -> Fault.cutRequest(1);
                    case RESET_BEFORE_READING -> Fault.of(Fault.Kind.RESET_BEFORE_READING);
                    case RESET_AFTER_DELIVERY -> Fault.of(Fault.Kind.RESET_AFTER_DELIVERY);
                    case ANSWER_CUT -> Fault.of(Fault.Kind.CUT_ANSWER);
                    case ANSWER_IS_FOREIGN_PAGE -> Fault.of(Fault.Kind.FOREIGN_PAGE);
                    case ERROR_AFTER_DELIVERY -> Fault.errorAfterDelivery(code("3001", "3001", "GATEWAY_TIMEOUT"));
                    case REFUSED_AS_CONFLICT -> Fault.error(code("1012", "2015", "SESSION_SAVED_ERROR"));
                    case REFUSED_FOR_LIMIT -> Fault.error(code("2008", "2027", "WA_REACHOUT_TIMELOCK"));
                    case TOO_MANY_REQUESTS -> Fault.error(code("1007", "1007", "CONTEXT_ERROR"));
                    default -> Fault.error(code("3002", "4004", "DEVICE_MANAGER_UNAVAILABLE"));
                };
        String sends =
                switch (provider) {
                    case "chert" -> random.nextBoolean() ? "/send" : "/send-contact";
                    case "linq" -> "/messages";
                    default -> random.nextBoolean() ? "/send" : "/send/contact";
                };
        return fault.on("POST", sends).times(1 + random.nextInt(4));
    }

    private String code(String chert, String linq, String wa) {
        return provider.equals("chert") ? chert : provider.equals("linq") ? linq : wa;
    }

    @Override
    public String toString() {
        return String.join("\n", events);
    }
}
