// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Remember what was sent to which chat, send each step once, and settle steps in doubt. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = LedgerEndpoint.SCHEME,
        title = "Chat Ledger",
        syntax = "ledger:operation",
        producerOnly = true,
        category = {Category.CHAT, Category.DATABASE, Category.WORKFLOW},
        headersClass = LedgerConstants.class)
public class LedgerEndpoint extends DefaultEndpoint {

    public static final String SCHEME = "ledger";

    @UriPath(
            description = "The operation to run.",
            enums = "once,in-doubt,settle,newest-chats,find-gap,resolve,report,explain,forget,purge,audit")
    @Metadata(required = true)
    private final String operation;

    @UriParam
    private final LedgerConfiguration configuration;

    LedgerEndpoint(String uri, Component component, String operation, LedgerConfiguration configuration) {
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
        LedgerOperation producing = LedgerOperation.of(operation);
        return new OperationProducer(this, exchange -> producing.run(exchange, configuration));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new IllegalArgumentException("operation: a route cannot start with ledger:" + operation
                + ". Start it with campaign:leads or campaign:rows, or with a timer.");
    }

    public String getOperation() {
        return operation;
    }

    public LedgerConfiguration getConfiguration() {
        return configuration;
    }
}
