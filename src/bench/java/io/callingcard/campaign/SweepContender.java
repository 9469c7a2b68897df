// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.Iterator;
import java.util.Locale;
import java.util.Random;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.OncePerDay;

/**
 * Goes through many chats that are due, as the daily share does it, claims included, and prints how many microseconds
 * each took. {@code SweepContender FILE CHATS}.
 */
public final class SweepContender {

    private static final int BATCH = 10_000;
    private static final int WARM = 50_000;

    private SweepContender() {}

    public static void main(String[] arguments) throws Exception {
        // Once to get warm, on a small ledger.
        sweep(arguments[0] + ".warm", WARM);
        System.out.printf(Locale.ROOT, "%.2f%n", sweep(arguments[0], Integer.parseInt(arguments[1])));
        System.exit(0);
    }

    private static double sweep(String file, int chats) throws Exception {
        ChatLedger ledger = new ChatLedger();
        ledger.setFile(file);
        ledger.contains("made");
        fill(file, chats);
        DefaultCamelContext camel = new DefaultCamelContext();
        OncePerDay day = new OncePerDay();
        day.setLedger(ledger);
        Campaign campaign = new Campaign();
        campaign.setShare(true);
        campaign.setQuietFrom("00:00");
        campaign.setQuietTo("00:00");
        camel.getRegistry().bind("day", day);
        camel.getRegistry().bind("chatLedger", ledger);
        camel.getRegistry().bind("welcome", campaign);
        camel.start();
        long start = System.nanoTime();
        Exchange exchange = camel.createProducerTemplate()
                .request("campaign:due?flow=daily-share&step=share&once=#day", each -> {});
        int seen = 0;
        for (Iterator<?> due = exchange.getMessage().getBody(Iterator.class); due.hasNext(); ) {
            seen += due.next() instanceof Message ? 1 : 0;
        }
        double micros = (System.nanoTime() - start) / 1e3 / chats;
        if (seen != chats) {
            throw new IllegalStateException(seen + " of " + chats + " were due");
        }
        camel.stop();
        return micros;
    }

    /** Chats as they come: their ids are in no order. */
    private static void fill(String file, int chats) throws Exception {
        Random random = new Random(4017);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection.setAutoCommit(false);
            try (PreparedStatement chat = connection.prepareStatement("INSERT INTO callingcard_chat"
                            + " (chat, provider, person, chat_id, zone, first_at, outbound_at)"
                            + " VALUES (?, 'chert', ?, ?, 'UTC', 0, 0)");
                    PreparedStatement share = connection.prepareStatement("INSERT INTO callingcard_share"
                            + " (flow, chat, campaign, due_at, shares, every_ms, most)"
                            + " VALUES ('daily-share', ?, 'welcome', ?, 0, 86400000, 7)")) {
                for (int i = 0; i < chats; i++) {
                    String id = String.format("%08x%08x", random.nextInt(), i);
                    chat.setString(1, "chert:#ch_" + id);
                    chat.setString(2, "+1415" + (1_000_000 + i));
                    chat.setString(3, "ch_" + id);
                    chat.addBatch();
                    share.setString(1, "chert:#ch_" + id);
                    share.setLong(2, 1_000_000L + i);
                    share.addBatch();
                    if (i % BATCH == BATCH - 1) {
                        chat.executeBatch();
                        share.executeBatch();
                    }
                }
                chat.executeBatch();
                share.executeBatch();
            }
            connection.commit();
        }
    }
}
