package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Goes through the chats whose time has come, a page at a time: those in whose place it is night wait for the morning,
 * those of a line that has done enough wait for the next day, and the others are to be done now.
 */
final class DueSweep {

    private static final String CURSOR = "due:";

    private final Store store;
    private final String flow;
    private final int size;
    private final Duration retry;
    private final Function<String, Campaign> campaigns;
    private final Function<List<ShareTable.Due>, List<ShareTable.Due>> claiming;
    private final String begin;
    private final Progress progress;
    private String after;
    private boolean wrapped;

    /**
     * A sweep at its beginning.
     *
     * @param retry    after which time a chat comes again that nothing came of
     * @param claiming takes the claims of a page; what is left is to be done
     */
    DueSweep(
            Store store,
            String flow,
            int size,
            Duration retry,
            Function<String, Campaign> campaigns,
            Function<List<ShareTable.Due>, List<ShareTable.Due>> claiming) {
        this.store = store;
        this.flow = flow;
        this.size = size;
        this.retry = retry;
        this.campaigns = campaigns;
        this.claiming = claiming;
        this.begin = store.cursors.position(CURSOR + flow).orElse("");
        this.after = begin;
        this.progress = new Progress(flow, store.shares.count(flow));
    }

    /** The next ones to be done; empty at the end. It goes round, so that where lines are paced all have their turn. */
    List<ShareTable.Due> page() {
        while (true) {
            List<ShareTable.Due> read = store.shares.page(flow, after, size);
            if (wrapped) {
                read.removeIf(due -> due.chat().compareTo(begin) > 0);
            }
            if (!read.isEmpty()) {
                progress.done(read.size());
                store.swept.add(read.size());
                after = read.get(read.size() - 1).chat();
                List<ShareTable.Due> now = claiming.apply(sorted(read));
                if (!now.isEmpty()) {
                    store.due.add(now.size());
                    store.cursors.move(CURSOR + flow, now.get(now.size() - 1).chat());
                    return now;
                }
            } else if (wrapped || begin.isEmpty()) {
                return List.of();
            } else {
                wrapped = true;
                after = "";
            }
        }
    }

    /** Writes down when each comes again, and keeps those whose turn it is. */
    private List<ShareTable.Due> sorted(List<ShareTable.Due> read) {
        Instant now = store.clock.instant();
        return store.database.write(connection -> {
            Set<String> paused = Pauses.at(connection, now.toEpochMilli());
            Map<ShareTable.Due, Instant> later = new LinkedHashMap<>();
            List<ShareTable.Due> turn = new ArrayList<>();
            for (ShareTable.Due due : read) {
                if (due.isLost()) {
                    ShareTable.end(connection, due.chat(), "the number is hidden, and the chat has no other name");
                    continue;
                }
                Instant moment = moment(connection, due, paused, now);
                boolean isNow = !moment.isAfter(now);
                later.put(due, isNow ? now.plus(retry) : moment);
                if (isNow) {
                    turn.add(due);
                }
            }
            ShareTable.postpone(connection, flow, later);
            return turn;
        });
    }

    /** When a chat may have its turn; now, if it may. */
    private Instant moment(Connection connection, ShareTable.Due due, Set<String> paused, Instant now)
            throws SQLException {
        Campaign campaign = campaigns.apply(due.campaign());
        String purse = due.provider() + ":" + (due.line() == null ? "" : due.line());
        if (paused.contains(purse)) {
            return now.plus(retry);
        }
        Instant morning = new QuietHours(campaign.quietFrom(), campaign.quietTo()).over(now, zones(due));
        if (morning.isAfter(now)) {
            return morning;
        }
        if (campaign.areSharesPaced() && !Budgets.spend(connection, purse, campaign.shares(), now.toEpochMilli())) {
            store.paced.increment();
            Instant next = Budgets.next(connection, purse, campaign.shares(), now.toEpochMilli());
            return next.isAfter(now) ? next : now.plus(retry);
        }
        return now;
    }

    /** Where the person may be: what the lead said, else what the number tells, or told before it was hidden. */
    private static List<ZoneId> zones(ShareTable.Due due) {
        if (due.saidZone() != null) {
            try {
                return List.of(ZoneId.of(due.saidZone()));
            } catch (DateTimeException e) {
                // A zone that this Java does not know: the number tells.
            }
        }
        return due.zones() == null
                ? People.zones(due.person())
                : Arrays.stream(due.zones().split(" ")).map(ZoneId::of).toList();
    }
}
