// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * When a campaign will have begun with all of its waiting leads.
 *
 * @param through null if that cannot be told
 * @param pace    how many leads were done in the last hour
 */
record Ending(Instant through, Assumption assumption, long pace) {

    /** On what the time is based. */
    enum Assumption {
        /** The budgets of the lines, as the plan of the campaign has them. */
        PLAN,
        /** As many leads an hour as in the last hour. */
        PACE,
        /** There is no budget, and nothing was done in the last hour: all begin as soon as the line takes them. */
        AT_ONCE,
        /** No lead waits. */
        NONE;
    }

    static Ending of(CampaignStore store, String name, Campaign campaign, Figures figures) {
        long waiting = figures.leads(name, Figures.LeadCount::isWaiting);
        long pace = figures.leads(name, Figures.LeadCount::isDoneRecently);
        if (waiting == 0) {
            return new Ending(null, Assumption.NONE, pace);
        }
        if (campaign != null && campaign.isPaced()) {
            Plan plan = Plan.of(store, name, campaign, waiting);
            return new Ending(through(plan, campaign.firstTouches(), figures.at()), Assumption.PLAN, pace);
        }
        return pace == 0
                ? new Ending(null, Assumption.AT_ONCE, pace)
                : new Ending(figures.at().plusSeconds(Math.round(waiting * 3600.0 / pace)), Assumption.PACE, pace);
    }

    /** The last lead of the last day. */
    private static Instant through(Plan plan, Budgets.Limit limit, Instant now) {
        if (plan.lastDay() == null) {
            return null;
        }
        ZoneId zone = limit.zone();
        List<Plan.Day> days = plan.schedule();
        long onLastDay = days.get(days.size() - 1).leads();
        long ofLine = (onLastDay + plan.lines() - 1) / plan.lines();
        Instant begin = plan.lastDay().atStartOfDay(zone).toInstant();
        Duration longest = limit.gap().multipliedBy(Math.max(0, ofLine - 1));
        return (begin.isBefore(now) ? now : begin).plus(longest);
    }
}
