// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.callingcard.campaign.Campaign;
import io.callingcard.twin.Fault;

/**
 * A few days of random campaigns for a few people around the world. There are zones whose clocks change, zones with half hours,
 * budgets, quiet hours, follow-ups, answers and STOP. There are faults of all kinds, and nodes that are stopped or killed. The
 * seed decides everything.
 */
final class RandomSchedule {

    /** Days on which clocks change somewhere, and two on which they do not. */
    private static final List<String> DAYS = List.of(
            "2026-03-07",
            "2026-03-28",
            "2026-04-04",
            "2026-10-03",
            "2026-10-24",
            "2026-10-31",
            "2026-01-14",
            "2026-07-01");

    /** The zones of people, with the first digits of their numbers. */
    private static final List<String> PLACES = List.of(
            "America/New_York +1212555",
            "America/Los_Angeles +1415555",
            "America/St_Johns +1709555",
            "Europe/Berlin +49301234",
            "Europe/London +44207946",
            "Asia/Kathmandu +97714412",
            "Asia/Kolkata +912212345",
            "Australia/Lord_Howe +6126563",
            "Australia/Adelaide +6188212",
            "Pacific/Auckland +6493001");

    private static final List<String> CHANNELS = List.of("chert", "linq", "wa");
    private static final String CONTACT =
            "{\"full_name\": \"Harbor Books\", \"phones\": [{\"value\": \"+12025550143\"}]}";
    private static final String ROUTES = ".camel.yaml";
    private static final int HOURS_OF_DAY = 24;
    private static final int SHORTEST = 14;

    /** The minutes at which a small schedule sweeps. The shipped routes sweep every five minutes. */
    private static final List<String> SWEEPS = List.of("0/10", "0/15", "0/30");

    private final long seed;
    private final boolean isSmall;
    private final SplittableRandom random;
    /** Decides about features that were added later, so that each seed keeps the rest of its schedule. */
    private final SplittableRandom later;

    private final SimulationSettings settings = new SimulationSettings();
    private final List<String> told = new ArrayList<>();
    private final Duration length;

    /** @param isSmall true for about a day with few sweeps and few changes of nodes; false for up to three days */
    RandomSchedule(long seed, boolean isSmall) {
        this.seed = seed;
        this.isSmall = isSmall;
        // The seeds of neighbors must differ in all bits.
        this.random = new SplittableRandom(new SplittableRandom(seed).nextLong());
        this.later = new SplittableRandom(~seed);
        Instant from = Instant.parse(pick(DAYS) + "T00:00:00Z").plus(Duration.ofMinutes(random.nextInt(2 * 1440)));
        int more = random.nextInt(2 * HOURS_OF_DAY);
        this.length = Duration.ofHours(isSmall ? SHORTEST + more / 2 : HOURS_OF_DAY + more);
        settings.from(from)
                .length(length)
                .seed(seed)
                .routes(isSmall ? withoutShippedCampaigns() : "file:routes/*.camel.yaml")
                .latency(Duration.ofMillis(pick(List.of(1, 300, 3_000))));
        tell(from + ", " + length);
        int campaigns = 1 + random.nextInt(3);
        for (int i = 1; i <= campaigns; i++) {
            campaign("c" + i);
        }
        Duration calm = nodes();
        people(calm.isZero() || settings.nodes() > 1);
        faults();
        leads(campaigns, calm);
        if (isSmall) {
            sweeps();
        }
    }

    /** Each campaign makes each look for leads slower, and no lead of a schedule is of a shipped campaign. */
    private static String withoutShippedCampaigns() {
        String[] files = Path.of("routes").toFile().list((folder, name) -> name.endsWith(ROUTES));
        return Stream.of(files)
                .filter(name -> !name.equals("campaigns" + ROUTES))
                .sorted()
                .map(name -> "file:routes/" + name)
                .collect(Collectors.joining(","));
    }

    SimulationSettings settings() {
        return settings;
    }

    private void tell(String what) {
        told.add(what);
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private boolean happens(int percent) {
        return random.nextInt(100) < percent;
    }

    private Duration moment() {
        return Duration.ofMillis(random.nextLong(length.toMillis()));
    }

    private void campaign(String name) {
        Campaign campaign = new Campaign();
        campaign.setChannel(pick(CHANNELS));
        // The gateway has one line, and Chert chooses one itself.
        if (campaign.getChannel().equals("linq") && happens(60)) {
            campaign.setLines(pick(List.of("+12025550101", "+12025550101,+12025550102", "+12025550102,+12025550103")));
        }
        campaign.setText("Hi {name}, this is " + name);
        campaign.setContact(CONTACT);
        campaign.setCard(pick(List.of(Campaign.CardStep.SEND, Campaign.CardStep.SEND, Campaign.CardStep.NONE)));
        campaign.setZone(pick(PLACES).split(" ")[0]);
        if (happens(30)) {
            campaign.setFollowUp("One more from " + name);
        }
        if (happens(50)) {
            campaign.setFollowUpAfter(pick(List.of("10m", "3h", "20h")));
            campaign.setFollowUp("Later from " + name);
        }
        if (happens(70)) {
            campaign.setShare(true);
            campaign.setShareAs(pick(List.of(Campaign.CardStep.SHARE, Campaign.CardStep.SEND)));
            List<String> times = List.of("5h", "12h", "1d");
            boolean isLinq = campaign.getChannel().equals("linq");
            campaign.setShareEvery(isLinq ? times.get(later.nextInt(times.size())) : pick(times));
            campaign.setMaxShares(1 + random.nextInt(4));
        }
        if (happens(50)) {
            campaign.setFirstTouchesPerDay(1 + random.nextInt(4));
            campaign.setFirstTouchGap(pick(List.of("0s", "90s", "20m")));
        }
        // Without named lines the ledger learns the line of a chat later.
        SplittableRandom limits = campaign.getLines().isEmpty() ? later : random;
        if (limits.nextInt(100) < 50) {
            campaign.setSharesPerDay(1 + limits.nextInt(3));
            campaign.setShareGap(limits.nextInt(2) == 0 ? "0s" : "20m");
        }
        if (happens(60)) {
            campaign.setQuietFrom(time());
            campaign.setQuietTo(time());
        }
        settings.campaign(name, campaign);
        tell(name + ": " + campaign.getChannel() + " " + campaign.getLines() + ", card " + campaign.getCard()
                + ", share " + campaign.isShare());
    }

    /** Makes sweeps rarer, because most of the time of a simulation goes into sweeps that find nothing. */
    private void sweeps() {
        String minutes = SWEEPS.get(later.nextInt(SWEEPS.size()));
        settings.properties(Map.of(
                "callingcard.daily-share.cron", "0 " + minutes + " * * * ?",
                "callingcard.follow-up.cron", "15 " + minutes + " * * * ?",
                "callingcard.settle.cron", "30 0/10 * * * ?"));
        tell("sweeps at minutes " + minutes);
    }

    private String time() {
        return LocalTime.of(random.nextInt(HOURS_OF_DAY), 15 * random.nextInt(4))
                .toString();
    }

    /** @param isAlwaysHeard whether a node runs at any time; otherwise a STOP may be lost */
    private void people(boolean isAlwaysHeard) {
        if (happens(80)) {
            settings.people(new PeopleModel(
                    rate(),
                    isAlwaysHeard ? rate() : later.nextInt(6) / 10.0,
                    rate(),
                    rate(),
                    rate(),
                    Duration.ofMinutes(1L << random.nextInt(10))));
            tell("people " + settings.people().rates());
        }
    }

    private double rate() {
        return random.nextInt(6) / 10.0;
    }

    private void faults() {
        for (int i = random.nextInt(4); i > 0; i--) {
            Fault.Kind kind = pick(List.of(Fault.Kind.values()));
            String code = pick(List.of("1007", "3001", "3002", "2004", "INTERNAL_SERVER_ERROR"));
            Fault fault = new Fault(
                    happens(50) ? null : pick(CHANNELS),
                    happens(50) ? null : "POST",
                    null,
                    kind,
                    // A provider that delivers must not say that it refused.
                    kind == Fault.Kind.ERROR_AFTER_DELIVERY ? "3001" : code,
                    null,
                    0,
                    null,
                    Duration.ofSeconds(1 + random.nextInt(90)),
                    random.nextInt(50),
                    1 + random.nextInt(10),
                    (1 + random.nextInt(5)) / 10.0);
            settings.fault(fault);
            tell("fault " + fault);
        }
    }

    /** Stops or kills a node, and starts it again. Returns when all nodes run again. */
    private Duration nodes() {
        int nodes = 1 + random.nextInt(2);
        settings.nodes(nodes);
        Duration last = Duration.ZERO;
        for (int i = random.nextInt(3) - (isSmall ? 1 : 0); i > 0; i--) {
            int node = 1 + random.nextInt(nodes);
            // Often during the first seconds, because most of the time nothing is in progress.
            Duration begin = last.plus(happens(60) ? Duration.ofMillis(random.nextInt(20_000)) : moment().dividedBy(4));
            Duration end = begin.plus(happens(50) ? Duration.ofSeconds(random.nextInt(300)) : moment().dividedBy(8));
            SimulationSettings.Change change =
                    pick(List.of(SimulationSettings.Change.KILL, SimulationSettings.Change.STOP));
            settings.change(begin, node, change).change(end, node, SimulationSettings.Change.START);
            tell(change + " of node " + node + " of " + nodes + " after " + begin + ", until " + end);
            last = end;
        }
        return last.isZero() ? last : last.plusSeconds(1);
    }

    /**
     * Adds leads at the start and when all nodes run again, some of them twice. A person has one campaign at a provider, because
     * the journal could not tell the messages of two campaigns apart.
     */
    private void leads(int campaigns, Duration calm) {
        List<String> numbers = new ArrayList<>();
        for (int i = 2 + random.nextInt(5); i > 0; i--) {
            String[] place = pick(PLACES).split(" ");
            numbers.add("P" + i + "," + place[1] + String.format("%04d", 100 + random.nextInt(100)) + ","
                    + (happens(60) ? place[0] : ""));
        }
        Map<String, String> owners = new HashMap<>();
        int files = 1 + random.nextInt(2);
        for (int file = 1; file <= files; file++) {
            StringBuilder csv = new StringBuilder("name,phone,time_zone,campaign,consent\n");
            for (int campaign = 1; campaign <= campaigns; campaign++) {
                String name = "c" + campaign;
                String channel = settings.campaigns().get(name).getChannel();
                for (String number : numbers) {
                    String own = owners.computeIfAbsent(number + channel, first -> name);
                    if (own.equals(name) && happens(70)) {
                        csv.append(number + ",c" + campaign + "," + !happens(5) + "\n");
                    }
                }
            }
            Duration arrival = file == 1 ? Duration.ZERO : calm;
            byte[] body = csv.toString().getBytes(StandardCharsets.UTF_8);
            settings.leads(arrival, "leads" + file + ".csv", () -> new ByteArrayInputStream(body));
            tell("after " + arrival + ": " + csv.toString().lines().skip(1).toList());
        }
    }

    @Override
    public String toString() {
        return "rerun: -Dschedules.seed=" + seed + " -Dschedules.long=" + !isSmall + "\n  " + String.join("\n  ", told);
    }
}
