// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulation.scale;

/**
 * Chats in many zones. Each has a time zone, the second of the day at which its share is due, and perhaps a lead that
 * comes in today. All follow from its number, so a population is the same each time.
 *
 * @param chats how many
 * @param leads how many of a thousand chats are new today
 */
record Population(long chats, int leads) {

    static final int DAY = 86_400;

    private static final int HOUR = 3_600;
    private static final int THOUSAND = 1_000;

    /** Hours before or behind UTC, and how many of a hundred chats live there. */
    private static final int[][] ZONES = {
        {-8, 12}, {-6, 14}, {-5, 20}, {-3, 10}, {0, 8}, {1, 14}, {3, 5}, {5, 8}, {8, 5}, {9, 4}
    };

    private static final int[] ZONE_OF = zones();

    /** The defaults of a campaign. */
    private static final int QUIET_FROM = 20 * HOUR;

    private static final int QUIET_TO = 9 * HOUR;

    /** People sign up while they are awake: from 7 to 23, most of them in the evening. */
    private static final int AWAKE_FROM = 7 * HOUR;

    private static final int AWAKE = 16 * HOUR;

    private static int[] zones() {
        int[] zones = new int[100];
        int next = 0;
        for (int[] zone : ZONES) {
            for (int i = 0; i < zone[1]; i++) {
                zones[next++] = zone[0] * HOUR;
            }
        }
        return zones;
    }

    /**
     * What becomes due in each second of a day in UTC, by the database that has the chat.
     *
     * @param shares daily shares
     * @param leads  new leads
     */
    record Arrivals(int[][] shares, int[][] leads) {

        long count(int[][] which) {
            long sum = 0;
            for (int[] database : which) {
                for (int count : database) {
                    sum += count;
                }
            }
            return sum;
        }
    }

    /** Draws each chat. */
    Arrivals arrivals(int databases) {
        int[][] shares = new int[databases][DAY];
        int[][] leads = new int[databases][DAY];
        for (long chat = 0; chat < chats; chat++) {
            long random = mixed(chat);
            int database = (int) ((random >>> 40) % databases);
            int zone = ZONE_OF[(int) ((random & 0xffff) * 100 >>> 16)];
            int signUp = signUp((int) (random >>> 16 & 0xffff));
            boolean isNew = (random >>> 32 & 0x3ff) * THOUSAND >>> 10 < this.leads;
            int local = isNew ? signUp : awake(signUp);
            (isNew ? leads : shares)[database][Math.floorMod(local - zone, DAY)]++;
        }
        return new Arrivals(shares, leads);
    }

    /** The larger of two parts of a random number: the later an hour, the more sign up in it. */
    private static int signUp(int random) {
        int one = random & 0xff;
        int other = random >>> 8;
        return AWAKE_FROM + (Math.max(one, other) * AWAKE >>> 8) + (one * 225 + other) % 225;
    }

    /** A share is due a day after the last one. In quiet hours it waits for the morning. */
    private static int awake(int second) {
        return second >= QUIET_FROM || second < QUIET_TO ? QUIET_TO : second;
    }

    /** A random number of a chat: SplitMix64. */
    private static long mixed(long number) {
        long mixed = (number + 1) * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
