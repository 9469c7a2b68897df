// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a campaign will do if nothing fails.
 *
 * @param leads    the leads that still wait for their first message
 * @param lines    the number of lines
 * @param perDay   how many leads a line can do in a full day
 * @param days     the number of days on which the campaign sends
 * @param lastDay  the last of these days; null if it does not end within ten years
 * @param schedule how many leads on each day
 */
record Plan(
        String campaign,
        long leads,
        int lines,
        @JsonProperty("per_line_and_day") long perDay,
        long days,
        @JsonProperty("last_day") LocalDate lastDay,
        List<Day> schedule) {

    private static final int LONGEST = 3_660;

    /** One day of a plan. */
    record Day(LocalDate day, long leads, long left) {}

    static Plan of(CampaignStore store, String name, Campaign campaign, long leads) {
        Budgets.Limit limit = campaign.firstTouches();
        List<String> lines = campaign.getLines().isEmpty() ? List.of("") : campaign.getLines();
        Instant now = store.clock.instant();
        long full = mostIn(Duration.ofDays(1).minusMillis(1), limit);
        long first = 0;
        for (String line : lines) {
            first += store.database.read(
                    connection -> leftToday(Budgets.spent(connection, campaign.account(line), limit), limit, now));
        }
        List<Day> schedule = new ArrayList<>();
        LocalDate day = now.atZone(limit.zone()).toLocalDate();
        long left = leads;
        for (int i = 0; left > 0 && i < LONGEST && full > 0; i++) {
            long done = Math.min(left, i == 0 ? first : full * lines.size());
            left -= done;
            if (done > 0) {
                schedule.add(new Day(day.plusDays(i), done, left));
            }
        }
        LocalDate last = schedule.isEmpty() || left > 0
                ? null
                : schedule.get(schedule.size() - 1).day();
        return new Plan(name, leads, lines.size(), full, schedule.size(), last, schedule);
    }

    /** Returns how many leads a line can do in a part of a day. */
    private static long mostIn(Duration stretch, Budgets.Limit limit) {
        if (stretch.isNegative()) {
            return 0;
        }
        long byGap = limit.gap().isZero() ? Long.MAX_VALUE : stretch.dividedBy(limit.gap()) + 1;
        return Math.min(limit.perDay(), byGap);
    }

    private static long leftToday(Budgets.Spent spent, Budgets.Limit limit, Instant now) {
        ZoneId zone = limit.zone();
        Instant begin =
                spent.lastAt() == null || spent.lastAt().plus(limit.gap()).isBefore(now)
                        ? now
                        : spent.lastAt().plus(limit.gap());
        Instant end = limit.tomorrow(now.toEpochMilli()).minusMillis(1);
        LocalDate today = now.atZone(zone).toLocalDate();
        long done = today.equals(spent.day()) ? spent.count() : 0;
        return Math.max(0, Math.min(limit.perDay() - done, mostIn(Duration.between(begin, end), limit)));
    }
}
