// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.IOException;
import java.util.Iterator;

import org.apache.camel.Exchange;

import io.callingcard.ledger.ReportWriter;
import io.callingcard.provider.call.CallParameter;
import io.callingcard.provider.call.CardConstants;

/** Runs report and plan. */
final class ReportOperations {

    private static final CallParameter<CampaignConfiguration> PERSON =
            CallParameter.option(CardConstants.RECIPIENT, "person", CampaignConfiguration::getPerson);

    private ReportOperations() {}

    /** Sets the body to a report. */
    static void report(Exchange exchange, CampaignConfiguration configuration) throws IOException {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        switch (configuration.getBy()) {
            case LEAD -> {
                String campaign = LeadOperations.CAMPAIGN.text(exchange, configuration);
                String person = PERSON.text(exchange, configuration);
                write(exchange, configuration, LeadRecord.class, store.report.leads(campaign, person));
            }
            case LINE -> write(exchange, configuration, LineRecord.class, store.report.lines(store.clock.instant()));
            case DRIVER -> write(exchange, configuration, DriverRecord.class, store.report.drivers());
            case SHARE -> write(exchange, configuration, ShareRecord.class, store.report.shares());
            case REFUSED -> write(exchange, configuration, RefusalRecord.class, store.report.refusals());
        }
    }

    private static <T> void write(
            Exchange exchange, CampaignConfiguration configuration, Class<T> type, Iterator<T> records)
            throws IOException {
        ReportWriter.write(exchange, configuration.getFormat(), configuration.getLimit(), type, records);
    }

    /** Sets the body to the plan of a campaign: how many leads on which day, and the last day. */
    static void plan(Exchange exchange, CampaignConfiguration configuration) throws IOException {
        CampaignStore store = CampaignStore.of(configuration, exchange.getContext());
        String name = LeadOperations.CAMPAIGN.required(exchange, configuration);
        Campaign campaign = store.campaigns.now(exchange.getContext()).named(name);
        long leads = configuration.getLeads();
        if (leads < 0) {
            LeadTable.Standing standing = store.leads.standing(name);
            leads = standing.waiting() - standing.begun();
        }
        Plan plan = Plan.of(store, name, campaign, leads);
        if (configuration.getFormat() == ReportWriter.Format.CSV) {
            ReportWriter.write(
                    exchange,
                    ReportWriter.Format.CSV,
                    configuration.getLimit(),
                    Plan.Day.class,
                    plan.schedule().iterator());
        } else {
            ReportWriter.writeOne(exchange, plan);
        }
    }
}
