package io.callingcard.ledger;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;

/** Read and settle what was sent to whom, and drive the flows that send once per chat. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = LedgerEndpoint.SCHEME,
        title = "Chat Ledger",
        syntax = "ledger:operation",
        category = {Category.CHAT, Category.DATABASE, Category.WORKFLOW},
        headersClass = LedgerConstants.class)
public class LedgerEndpoint extends ScheduledPollEndpoint {

    public static final String SCHEME = "ledger";

    @UriPath(
            description = "What to do; or, in a from step, leads or rows.",
            enums =
                    "leads,rows,add-leads,map-leads,once,complete,replay,plan,consent,opt-out,opt-in,keyword,observe,enrol,"
                            + "due,end-share,pause-line,in-doubt,settle,resolve,report,forget,purge")
    @Metadata(required = true)
    private final String operation;

    @UriParam
    private final LedgerConfiguration configuration;

    LedgerEndpoint(String uri, LedgerComponent component, String operation, LedgerConfiguration configuration) {
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
        return new LedgerProducer(this, LedgerOperation.of(operation));
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        return switch (operation) {
            case "leads" -> new LeadConsumer(this, processor);
            case "rows" -> {
                RowConsumer consumer = new RowConsumer(this, processor);
                configureConsumer(consumer);
                yield consumer;
            }
            default ->
                throw new IllegalArgumentException(
                        "operation: a route can begin with ledger:leads or ledger:rows; ledger:" + operation
                                + " is a step of a route");
        };
    }

    /** The ledger that is given, or the only one that there is. */
    ChatLedger ledger() {
        ChatLedger ledger = configuration.getLedger();
        if (ledger == null) {
            ledger = only(ChatLedger.class, "ledger");
        }
        if (ledger.getCamelContext() == null) {
            ledger.setCamelContext(getCamelContext());
        }
        return ledger;
    }

    <T> T only(Class<T> type, String option) {
        T found = getCamelContext().getRegistry().findSingleByType(type);
        if (found == null) {
            throw new IllegalArgumentException(option + ": is not set, and there is not exactly one "
                    + type.getSimpleName() + " bean; set it to one, such as #bean:" + option);
        }
        return found;
    }

    /** The campaign of this name, which is that of its bean. */
    Campaign campaign(String name) {
        Campaign campaign =
                name == null ? null : getCamelContext().getRegistry().lookupByNameAndType(name, Campaign.class);
        if (campaign == null) {
            throw new RefusedLeadException(
                    "campaign",
                    "there is none of this name; there are "
                            + getCamelContext().getRegistry().findByTypeWithName(Campaign.class).keySet().stream()
                                    .sorted()
                                    .toList());
        }
        return campaign;
    }

    public String getOperation() {
        return operation;
    }

    public LedgerConfiguration getConfiguration() {
        return configuration;
    }
}
