// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.Map;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

import io.callingcard.card.PhoneMask;
import io.callingcard.linq.model.WebhookSubscription;
import io.callingcard.provider.ProviderComponent;
import io.callingcard.provider.ProviderConsumer;
import io.callingcard.provider.ProviderEndpoint;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.Preview;
import io.callingcard.provider.inbound.Webhooks;

/** Send texts and contact cards, and share a line's own card, over iMessage, RCS and SMS with the Linq Partner API. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = LinqConfiguration.SCHEME,
        title = "Linq",
        syntax = "linq:operation",
        remote = true,
        category = {Category.CHAT, Category.MOBILE, Category.SOCIAL},
        headersClass = LinqConstants.class)
public class LinqEndpoint extends ProviderEndpoint {

    @UriPath(
            description = "The operation; or events, to receive events.",
            enums = "events,send-contact,share-card,create-card,update-card,ensure-card,delete-card,get-card,"
                    + "list-cards,send-text,send-media,send-link,send-voice,send-poll,create-chat,list-chats,get-chat,"
                    + "update-chat,add-participant,remove-participant,leave-chat,react,edit,delete-message,"
                    + "typing,mark-read,list-messages,list-thread,get-message,upload-attachment,"
                    + "get-attachment,download-attachment,delete-attachment,check-capability,list-lines,"
                    + "update-line,get-available-line,audit-line,get-audit,request-location,get-location,"
                    + "stop-location,block,unblock,list-blocked,create-webhook,list-webhooks,get-webhook,update-webhook,"
                    + "delete-webhook,ensure-webhook,list-event-types,raw-request")
    @Metadata(required = true)
    private final String operation;

    @UriParam
    private final LinqConfiguration configuration;

    /** The operation of a producer; null for events, which are received. */
    private final LinqOperation producing;

    LinqEndpoint(String uri, ProviderComponent component, String operation, LinqConfiguration configuration) {
        super(uri, component);
        this.operation = operation;
        this.producing = EVENTS.equals(operation)
                ? null
                : Operation.Row.of(LinqConfiguration.SCHEME, operation, LinqOperation.values());
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        if (producing == null) {
            throw new IllegalArgumentException("operation: linq:events receives events; use it in a from step");
        }
        configuration.validate();
        return new LinqProducer(this, configuration, producing);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        requireEvents();
        return new ProviderConsumer(this, processor);
    }

    @Override
    public Preview preview(Exchange exchange) {
        return producing == null ? null : producing.operation().preview(exchange, configuration);
    }

    @Override
    public Webhooks webhooks() {
        return new LinqWebhooks(configuration);
    }

    @Override
    protected Endpoint endpoint(String operation) {
        return new LinqEndpoint(getEndpointUri(), getComponent(), operation, configuration);
    }

    @Override
    public String secretOf(Object subscription) {
        return subscription instanceof WebhookSubscription made ? made.signingSecret() : null;
    }

    @Override
    public String provider() {
        return LinqConfiguration.SCHEME;
    }

    @Override
    public String getOperation() {
        return operation;
    }

    @Override
    public LinqConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        return configuration.getFrom() == null ? null : Map.of("line", PhoneMask.mask(configuration.getFrom()));
    }
}
