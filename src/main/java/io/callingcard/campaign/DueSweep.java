// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.campaign.ShareTable.Due;
import io.callingcard.ledger.OncePerDay;
import io.callingcard.ledger.OncePerStep;
import io.callingcard.ledger.ReportWriter;
import io.callingcard.ledger.StepFacts.MaybeSent;

/**
 * Goes through the chats that are due, a page at a time. In quiet hours a chat waits for the morning. If its line is
 * paused or has spent its budget, the chat waits too. After a share in doubt the next one waits until
 * the doubt is settled or the time between two shares has passed. The others have their turn now.
 */
final class DueSweep {

    private static final Logger LOG = LoggerFactory.getLogger(DueSweep.class);
    private static final String CURSOR = "due:";

    private final CampaignStore store;
    private final String flow;
    private final int pageSize;
    private final Duration retry;
    private final Function<Campaign, Budgets.Limit> pace;
    private final OncePerDay once;
    private final String step;
    private final Map<String, Campaign> campaigns = new HashMap<>();
    private final Campaigns.View view;
    private final String begin;
    private final long total;
    private final Progress progress;
    private Map<String, String> claimKeys = Map.of();
    private String after;
    private boolean hasWrapped;

    /**
     * Begins a sweep.
     *
     * @param pace the budget of a campaign that each turn spends from
     * @param once claims the chats of a page together; null if the route claims each
     */
    DueSweep(
            String flow,
            Function<Campaign, Budgets.Limit> pace,
            OncePerStep once,
            CampaignConfiguration configuration,
            CamelContext context) {
        this.once = once(once, configuration);
        this.pace = pace;
        this.store = CampaignStore.of(configuration, context);
        this.flow = flow;
        this.step = configuration.getStep();
        this.pageSize = configuration.getPageSize();
        this.retry = Duration.ofMillis(configuration.getShareRetry());
        this.view = store.campaigns.now(context);
        this.begin = store.cursors.position(CURSOR + flow).orElse("");
        this.after = begin;
        this.total = store.shares.count(flow);
        this.progress = new Progress(flow, total);
    }

    private static OncePerDay once(OncePerStep once, CampaignConfiguration configuration) {
        if (once == null) {
            return null;
        }
        if (once instanceof OncePerDay day && configuration.getStep() != null) {
            return day;
        }
        throw new IllegalArgumentException(
                "once, step: do not fit. Once must be a OncePerDay bean, and step must name the"
                        + " step, such as step=share.");
    }

    Campaign campaign(Due due) {
        return campaigns.computeIfAbsent(due.campaign(), view::named);
    }

    /** Returns the key of the claim of a chat on the current page; null if the sweep does not claim. */
    String claimKey(Due due) {
        return claimKeys.get(due.chat());
    }

    /** Creates a message to a chat that is due. */
    static Message message(CamelContext context, Due due) {
        Message message = new DefaultMessage(context);
        due.names().addTo(message);
        message.setHeader(CampaignConstants.NAME, due.campaign());
        message.setBody(new DueRecord(due.campaign(), due.names()).asMap());
        return message;
    }

    /** Returns all chats that have their turn. It reads the next page when the route asks for it. */
    Iterator<Due> chats() {
        return ReportWriter.pages(last -> page());
    }

    /**
     * Returns the next chats that have their turn; empty at the end. The sweep starts where the last one ended and goes
     * round, so that all chats of a paced line have their turn.
     */
    List<Due> page() {
        while (total > 0) {
            List<Due> read = store.shares.page(flow, total, after, pageSize);
            if (hasWrapped) {
                read.removeIf(due -> due.chat().compareTo(begin) > 0);
            }
            if (!read.isEmpty()) {
                progress.done(read.size());
                store.swept.add(read.size());
                after = read.get(read.size() - 1).chat();
                List<Due> now = claimed(postponeOthers(read));
                if (!now.isEmpty()) {
                    store.due.add(now.size());
                    store.cursors.move(CURSOR + flow, now.get(now.size() - 1).chat());
                    return now;
                }
            } else if (hasWrapped || begin.isEmpty()) {
                return List.of();
            } else {
                hasWrapped = true;
                after = "";
            }
        }
        return List.of();
    }

    /** Claims the chats of a page in one statement. Returns those whose claim was won. */
    private List<Due> claimed(List<Due> page) {
        if (once == null) {
            return page;
        }
        Map<String, ZoneId> zones = new LinkedHashMap<>();
        page.forEach(due -> zones.put(due.chat(), zone(due)));
        claimKeys = once.claimToday(store.ledger, flow + "/" + step, zones);
        return page.stream().filter(due -> claimKeys.containsKey(due.chat())).toList();
    }

    /** Returns the time zone of the lead, else that of the number; UTC if neither is known to this Java. */
    private static ZoneId zone(Due due) {
        return due.leadsZone().orElseGet(() -> {
            try {
                return due.zone() == null ? ZoneOffset.UTC : ZoneId.of(due.zone());
            } catch (DateTimeException e) {
                return ZoneOffset.UTC;
            }
        });
    }

    /** Chats of a page that spend of the same budget. */
    private record Budget(Line line, Budgets.Limit limit) {}

    /** Sets when each chat is due next. Returns those that have their turn now. */
    private List<Due> postponeOthers(List<Due> read) {
        Instant now = store.clock.instant();
        return store.database.write(connection -> {
            Set<String> paused = Pauses.at(connection, now.toEpochMilli());
            Map<String, MaybeSent> maybeSent = store.ledger
                    .steps()
                    .maybeSent(connection, flow, read.stream().map(Due::chat).toList());
            Map<Due, Instant> moments = new LinkedHashMap<>();
            Map<Budget, List<Due>> paced = new LinkedHashMap<>();
            for (Due due : read) {
                if (due.isLost()) {
                    ShareTable.end(connection, due.chat(), ShareEnd.NUMBER_HIDDEN.words(), now.toEpochMilli());
                    continue;
                }
                boolean waits = due.waitsFor(maybeSent.get(due.chat()), now);
                Instant moment = waits ? null : momentOrNull(due, paused, now);
                moments.put(due, moment == null ? now.plus(retry) : moment);
                Budgets.Limit limit = now.equals(moment) ? pace.apply(campaign(due)) : null;
                if (limit != null && limit.isSet()) {
                    paced.computeIfAbsent(new Budget(due.line(), limit), first -> new ArrayList<>())
                            .add(due);
                }
            }
            for (Map.Entry<Budget, List<Due>> each : paced.entrySet()) {
                moments.putAll(overBudget(connection, each.getKey(), each.getValue(), now));
            }
            List<Due> turn =
                    read.stream().filter(due -> now.equals(moments.get(due))).toList();
            turn.forEach(due -> moments.put(due, now.plus(retry)));
            ShareTable.postpone(connection, flow, moments);
            return turn;
        });
    }

    /**
     * Returns when a chat may have its turn, if its budget allows it; null if that cannot be told, as when its campaign was
     * removed. Then the chat waits, and the others have their turn.
     */
    private Instant momentOrNull(Due due, Set<String> paused, Instant now) {
        try {
            return moment(due, paused, now);
        } catch (RefusedLeadException e) {
            LOG.error("{} waits {}: {} Add the campaign again, or end the share.", due, retry, e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error(
                    "{} waits {}: it failed with {}. Report this as a bug.",
                    due,
                    retry,
                    e.getClass().getName());
        }
        return null;
    }

    private Instant moment(Due due, Set<String> paused, Instant now) {
        Campaign campaign = campaign(due);
        if (paused.contains(due.line().toString())) {
            return now.plus(retry);
        }
        Instant morning = campaign.quietHours().end(now, due.possibleZones());
        return morning.isAfter(now) ? morning : now;
    }

    /** Spends for as many of the chats as the budget allows. Returns when the others may have their turn. */
    private Map<Due, Instant> overBudget(Connection connection, Budget budget, List<Due> chats, Instant now)
            throws SQLException {
        int allowed = Budgets.spend(connection, budget.line(), budget.limit(), chats.size(), now.toEpochMilli());
        Map<Due, Instant> others = new LinkedHashMap<>();
        if (allowed < chats.size()) {
            Instant next = Budgets.next(connection, budget.line().toString(), budget.limit(), now.toEpochMilli());
            Instant moment = next.isAfter(now) ? next : now.plus(retry);
            chats.subList(allowed, chats.size()).forEach(due -> others.put(due, moment));
            store.paced.add(others.size());
        }
        return others;
    }
}
