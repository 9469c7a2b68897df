// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;

import org.apache.camel.CamelContext;
import org.apache.camel.support.DefaultExchange;

import io.callingcard.card.PhoneNumbers;
import io.callingcard.ledger.People;
import io.callingcard.ledger.ReportWriter;

/** Reads leads as {@code campaign:add-leads} does, without storing them, and the texts that people send. */
public final class ReadLeads {

    private ReadLeads() {}

    /** Defines a campaign whose text has fields of the lead. */
    public static void define(CamelContext context, String name) {
        Campaign campaign = new Campaign();
        campaign.setText("Hi {name}, see you at {store}");
        context.getRegistry().bind(name, campaign);
    }

    /** Returns whether at least one lead was taken. */
    public static boolean csv(CamelContext context, String rows) throws Exception {
        return read(context, rows, ReportWriter.Format.CSV) > 0;
    }

    /** Returns true: each body was read to its end. */
    public static boolean json(CamelContext context, String leads) throws Exception {
        return read(context, leads, ReportWriter.Format.JSON) >= 0;
    }

    /** Returns whether a person who writes this opts out. */
    public static boolean isKeyword(String text) {
        Keywords keywords = new Keywords();
        keywords.setStop("stop");
        return keywords.of(text).isPresent();
    }

    private static int read(CamelContext context, String body, ReportWriter.Format format) throws Exception {
        DefaultExchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body.getBytes(StandardCharsets.UTF_8));
        LeadReader reader = new LeadReader(
                Campaign.all(context), new People(new PhoneNumbers.Rules(null, false), null), null, null);
        int taken = 0;
        for (Iterator<RawLead> records = LeadReader.records(exchange.getMessage(), format); records.hasNext(); ) {
            try {
                reader.read(records.next());
                taken++;
            } catch (RefusedLeadException refused) {
                // Each record is refused alone.
            }
        }
        return taken;
    }
}
