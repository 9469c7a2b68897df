// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.snakeyaml.engine.v2.nodes.Node;

import io.callingcard.lint.Frame.Visit;
import io.callingcard.lint.State.Claiming;
import io.callingcard.lint.State.Consent;
import io.callingcard.lint.State.Origin;

/**
 * Follows an exchange from each source through all routes that it can reach, and knows at each step whether it is inside a claim,
 * and whether the consent was checked.
 */
final class Walk {

    private static final String CONSENT_HEADER = "CamelCampaignConsent";
    private static final String RECIPIENT_HEADER = "CamelCardRecipient";
    private static final String RECEIVED = "message.received";

    /** A walk has the same result if it begins at the same step in the same state. */
    private record Known(Step step, State state) {}

    private final Flows flows;
    private final Blame blame;
    private final Claims claims;
    private final Set<Route> senders = new HashSet<>();
    private final Map<Known, State> known = new HashMap<>();

    Walk(Flows flows, Report report) {
        this.flows = flows;
        this.blame = new Blame(report);
        this.claims = new Claims(flows, blame);
    }

    /** Follows all routes, then the steps of error handlers. */
    void all() {
        flows.routes().forEach(this::enter);
        flows.documents()
                .forEach((file, documents) ->
                        documents.forEach(document -> Part.of(document).forEach(part -> handlers(file, part))));
        claims.compare();
        blame.report();
    }

    private void enter(Route route) {
        Placeholders names = flows.settings().with(route.defaults());
        Optional<Endpoint> input = route.input(names::fill);
        if (input.filter(Endpoint::isInternal).filter(flows::isCalled).isPresent()) {
            // Its callers lead here.
            return;
        }
        Frame frame = new Frame(route, names, null, null);
        boolean isPart = input.filter(each -> each.isInternal() || each.is("kamelet:source"))
                .isPresent();
        Optional<Route> source = isPart || input.filter(Endpoint::isKamelet).isEmpty()
                ? Optional.empty()
                : flows.kamelet(input.orElseThrow());
        Frame first = source.map(template -> new Frame(
                        template,
                        names(template, input.orElseThrow()),
                        new Visit(frame, route.from(), Map.of()),
                        new Frame.Sink(route.steps(), frame)))
                .orElse(frame);
        Optional<Endpoint> receiver = first.route().input(first.names()::fill);
        boolean isInbound = receiver.filter(Endpoint::receives).isPresent();
        Origin origin = isPart ? Origin.PART : Origin.SOURCE;
        State end = steps(first.route().steps(), State.from(origin, isInbound), first, Map.of());
        if (isInbound && !end.stops() && receiver.filter(Walk::receivesMessages).isPresent()) {
            blame.add(
                    LintRule.INBOUND_WITHOUT_STOP,
                    new Visit(frame, route.from(), Map.of()),
                    input.orElseThrow().name());
        }
    }

    private static boolean receivesMessages(Endpoint endpoint) {
        String types = endpoint.options().getOrDefault("eventTypes", "");
        return types.isBlank() || types.contains(RECEIVED) || types.contains("*") || Placeholders.isOpen(types);
    }

    /** Follows the steps of onException: they run after a failure, which may be one in doubt. */
    private void handlers(String file, Part part) {
        Yaml.visit(part.value(), (key, value) -> {
            if ("onException".equals(Yaml.text(key)) && !Yaml.tuples(value).isEmpty()) {
                handler(file, part, new Step("onException", key, value));
            }
        });
        if (part.kind().equals("onException")) {
            handler(file, part, new Step(part.kind(), part.key(), part.value()));
        }
    }

    private void handler(String file, Part part, Step handler) {
        Route owner = new Route(part.owner(), file, handler, List.of(), null, Map.of(), Map.of(), false);
        Frame frame = new Frame(owner, flows.settings(), null, null);
        Visit visit = new Visit(frame, handler, Map.of());
        State end = steps(handler.inner(), State.from(Origin.HANDLER, false), frame, Map.of());
        boolean sendsAgain = end.hasSent() && !Doubt.isForAnotherPerson(handler.value()) && isForASender(part, file);
        String redeliveries = Yaml.text(handler.value(), "redeliveryPolicy", "maximumRedeliveries");
        boolean redelivers = Doubt.isNamedBy(handler.value()) && redeliveries != null && !redeliveries.equals("0");
        if (Doubt.isTakenBy(handler.value()) && (sendsAgain || redelivers)) {
            blame.add(LintRule.RETRY_IN_DOUBT, visit, "onException");
        }
    }

    /** Whether a route that the handler is for can have sent a message. */
    private boolean isForASender(Part part, String file) {
        String id = Yaml.text(part.value(), "id");
        return senders.stream()
                .anyMatch(route -> part.kind().equals("routeConfiguration")
                        ? id == null || id.equals(route.configuration())
                        : route.file().equals(file));
    }

    private State steps(List<Step> steps, State state, Frame frame, Map<Node, Integer> branches) {
        State now = state;
        for (Step step : steps) {
            if (now.hasEnded()) {
                break;
            }
            now = step(new Visit(frame, step, branches), now);
        }
        return now;
    }

    private State inside(Visit visit, State state) {
        return steps(visit.step().inner(), state, visit.frame(), visit.branches());
    }

    private State step(Visit visit, State before) {
        Step step = visit.step();
        boolean decides = before.consent() == Consent.READ && Yaml.mentions(step.value(), CONSENT_HEADER);
        State state = decides ? before.with(Consent.CHECKED) : before;
        return switch (step.kind()) {
            case "choice" -> choice(visit, state);
            case "doTry" -> doTry(visit, state);
            case "circuitBreaker" -> circuitBreaker(visit, state);
            case "loadBalance" -> loadBalance(visit, state);
            case "idempotentConsumer" -> idempotentConsumer(visit, state);
            case "filter" -> State.oneOf(List.of(state, inside(visit, state)));
            case "split", "multicast" -> inside(visit, state).ended(false);
            case "stop", "throwException", "rollback" -> state.ended(true);
            case "removeHeader" ->
                RECIPIENT_HEADER.equals(Yaml.text(step.value(), "name"))
                                || RECIPIENT_HEADER.equals(Yaml.text(step.value()))
                        ? state.toReply()
                        : state;
            default ->
                step.endpoint(visit.frame().names()::fill)
                        .map(endpoint -> endpoint(visit, endpoint, state))
                        .orElseGet(() -> inside(visit, state));
        };
    }

    private State choice(Visit visit, State state) {
        Node choice = visit.step().value();
        List<Node> branches =
                new ArrayList<>(Yaml.value(choice, "when").map(Yaml::items).orElse(List.of()));
        Optional<Node> otherwise = Yaml.value(choice, "otherwise");
        otherwise.ifPresent(branches::add);
        List<State> ends = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            Map<Node, Integer> taken = new HashMap<>(visit.branches());
            taken.put(choice, i);
            ends.add(steps(stepsOf(branches.get(i)), state, visit.frame(), taken));
        }
        if (otherwise.isEmpty()) {
            ends.add(state);
        }
        return State.oneOf(ends);
    }

    private static List<Step> stepsOf(Node branch) {
        return Yaml.value(branch, "steps").map(Step::of).orElse(List.of());
    }

    private State doTry(Visit visit, State state) {
        State tried = inside(visit, state.sent(false));
        List<State> ends = new ArrayList<>(List.of(tried.sent(tried.hasSent() || state.hasSent())));
        boolean isTaken = false;
        for (Node clause :
                Yaml.value(visit.step().value(), "doCatch").map(Yaml::items).orElse(List.of())) {
            State caught = steps(stepsOf(clause), state.sent(false), visit.frame(), visit.branches());
            if (!isTaken && Doubt.isTakenBy(clause)) {
                sendsAgain(visit, clause, "doCatch", tried, caught);
                isTaken = Yaml.value(clause, "onWhen").isEmpty();
            }
            ends.add(caught.sent(caught.hasSent() || state.hasSent()));
        }
        List<Step> last =
                Yaml.value(visit.step().value(), "doFinally").map(Walk::stepsOf).orElse(List.of());
        return steps(last, State.oneOf(ends), visit.frame(), visit.branches());
    }

    private State circuitBreaker(Visit visit, State state) {
        State tried = inside(visit, state.sent(false));
        Optional<Node> fallback = Yaml.value(visit.step().value(), "onFallback");
        State fallen = steps(
                fallback.map(Walk::stepsOf).orElse(List.of()), state.sent(false), visit.frame(), visit.branches());
        fallback.filter(Doubt::isTakenBy).ifPresent(clause -> sendsAgain(visit, clause, "onFallback", tried, fallen));
        State end = State.oneOf(List.of(tried, fallen));
        return end.sent(end.hasSent() || state.hasSent());
    }

    private void sendsAgain(Visit visit, Node clause, String word, State tried, State then) {
        if (tried.hasSent() && then.hasSent() && !Doubt.isForAnotherPerson(clause)) {
            Step place = new Step(word, clause, clause);
            blame.add(LintRule.RETRY_IN_DOUBT, new Visit(visit.frame(), place, visit.branches()), word);
        }
    }

    private State loadBalance(Visit visit, State state) {
        List<State> ends = new ArrayList<>();
        for (Step step : visit.step().inner()) {
            ends.add(step(new Visit(visit.frame(), step, visit.branches()), state.sent(false)));
        }
        Optional<Node> failover = Yaml.value(visit.step().value(), "failoverLoadBalancer");
        if (failover.filter(Doubt::isTakenBy).isPresent()
                && ends.stream().filter(State::hasSent).count() > 1) {
            blame.add(LintRule.RETRY_IN_DOUBT, visit, "failoverLoadBalancer");
        }
        return ends.isEmpty() ? state : State.oneOf(ends).alsoAfter(List.of(state));
    }

    private State idempotentConsumer(Visit visit, State state) {
        Optional<String> name = claims.nameOf(visit);
        if (name.isEmpty()) {
            return State.oneOf(List.of(state, inside(visit, state)));
        }
        claims.add(visit, name.get(), state);
        State claimed = state.claimed(name.get(), visit);
        State end = inside(visit, claimed.with(Claiming.INSIDE));
        return claimed.alsoAfter(List.of(end));
    }

    private State endpoint(Visit visit, Endpoint endpoint, State state) {
        if (endpoint.sends()) {
            return send(visit, endpoint, state);
        }
        if (endpoint.isInternal()) {
            return flows.reader(endpoint)
                    .filter(route -> !visit.frame().isRunning(route))
                    .map(route -> call(visit, endpoint, route, state))
                    .orElse(state);
        }
        if (endpoint.isKamelet()) {
            return kamelet(visit, endpoint, state);
        }
        return switch (endpoint.name()) {
            case "campaign:consent" -> state.with(Consent.READ);
            // People who opted out are not due.
            case "campaign:due", "campaign:due-follow-ups" -> state.with(Consent.CHECKED);
            case "campaign:opt-out" -> state.stopped();
            case "wa:create-chat", "campaign:read-event" -> state.toReply();
            case "ledger:once" -> {
                String name = claims.nameOf(visit, endpoint);
                claims.add(visit, name, state);
                yield state.claimed(name, visit).with(Claiming.NEXT);
            }
            default -> state;
        };
    }

    private State send(Visit visit, Endpoint endpoint, State state) {
        if (state.origin() != Origin.HANDLER) {
            noteSenders(visit.frame());
        }
        if (state.origin() == Origin.SOURCE) {
            if (state.claim() == Claiming.NONE) {
                blame.send(LintRule.SEND_OUTSIDE_CLAIM, visit, endpoint.name());
            }
            if (!state.isReply() && state.consent() != Consent.CHECKED) {
                blame.send(LintRule.SEND_WITHOUT_CONSENT, visit, endpoint.name());
            }
        }
        return state.sent(true).with(state.claim() == Claiming.NEXT ? Claiming.NONE : state.claim());
    }

    private void noteSenders(Frame innermost) {
        Frame frame = innermost;
        while (frame != null) {
            senders.add(frame.route());
            frame = frame.caller() == null ? null : frame.caller().frame();
        }
    }

    /** A queue and a wire tap have an exchange of their own, which goes on when the claim has ended. */
    private State call(Visit visit, Endpoint endpoint, Route route, State state) {
        boolean isOther = endpoint.isQueue() || visit.step().kind().equals("wireTap");
        State arriving = isOther ? state.with(Claiming.NONE) : state;
        if (arriving.origin() == Origin.SOURCE) {
            if (arriving.claim() != Claiming.NONE) {
                blame.enteredWell(LintRule.SEND_OUTSIDE_CLAIM, route);
            }
            if (arriving.isReply() || arriving.consent() == Consent.CHECKED) {
                blame.enteredWell(LintRule.SEND_WITHOUT_CONSENT, route);
            }
        }
        Frame frame = new Frame(route, flows.settings(), visit, null);
        Known key = new Known(visit.step(), arriving);
        boolean isPlain = visit.frame().names().equals(flows.settings());
        State end = isPlain ? known.get(key) : null;
        if (end == null) {
            end = steps(route.steps(), arriving, frame, visit.branches());
            if (isPlain) {
                known.put(key, end);
            }
        }
        return isOther ? state.alsoAfter(List.of(end)) : end;
    }

    private State kamelet(Visit visit, Endpoint endpoint, State state) {
        if (endpoint.is("kamelet:sink")) {
            Frame.Sink sink = visit.frame().sink();
            // The user of the source decides what follows.
            return sink == null ? state.stopped() : steps(sink.steps(), state, sink.frame(), visit.branches());
        }
        Optional<Route> template =
                flows.kamelet(endpoint).filter(route -> !visit.frame().isRunning(route));
        if (template.isEmpty()) {
            return state;
        }
        Frame frame = new Frame(template.get(), names(template.get(), endpoint), visit, null);
        return steps(template.get().steps(), state, frame, visit.branches());
    }

    private Placeholders names(Route template, Endpoint use) {
        Map<String, String> properties = new HashMap<>(template.defaults());
        use.options().forEach((name, value) -> {
            if (!value.isEmpty()) {
                properties.put(name, value);
            }
        });
        return flows.settings().with(properties);
    }
}
