// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;

import io.callingcard.ledger.OperationProducer;

/** Take in leads, write to each of them once within the budgets of your lines, and share cards until they are saved. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = CampaignEndpoint.SCHEME,
        title = "Campaign",
        syntax = "campaign:operation",
        category = {Category.CHAT, Category.DATABASE, Category.WORKFLOW},
        headersClass = CampaignConstants.class)
public class CampaignEndpoint extends ScheduledPollEndpoint {

    public static final String SCHEME = "campaign";

    @UriPath(
            description = "The operation to run. A route can start with leads or rows.",
            enums =
                    "leads,rows,add-leads,map-leads,complete,replay,plan,consent,opt-out,opt-in,keyword,read-event,"
                            + "observe,unheard-chats,hear,enrol,due,read-due,postpone-share,end-share,due-follow-ups,"
                            + "end-follow-up,pause-line,resume-line,pause,resume,describe,edit,versions,report,set-aside,people,overview,forecast")
    @Metadata(required = true)
    private final String operation;

    @UriParam
    private final CampaignConfiguration configuration;

    CampaignEndpoint(String uri, Component component, String operation, CampaignConfiguration configuration) {
        super(uri, component);
        this.operation = operation;
        this.configuration = configuration;
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public Producer createProducer() {
        CampaignOperation producing = CampaignOperation.of(operation);
        return new OperationProducer(this, exchange -> producing.run(exchange, configuration));
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        return switch (operation) {
            case "leads" -> new LeadConsumer(this, configuration, processor);
            case "rows" -> {
                RowConsumer consumer = new RowConsumer(this, configuration, processor);
                configureConsumer(consumer);
                yield consumer;
            }
            default ->
                throw new IllegalArgumentException("operation: a route cannot start with campaign:" + operation
                        + ". Start it with campaign:leads or campaign:rows.");
        };
    }

    public String getOperation() {
        return operation;
    }

    public CampaignConfiguration getConfiguration() {
        return configuration;
    }
}
