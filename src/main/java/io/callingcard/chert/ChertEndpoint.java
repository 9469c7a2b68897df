// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

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

import io.callingcard.chert.model.WebhookSubscription;
import io.callingcard.provider.ProviderComponent;
import io.callingcard.provider.ProviderEndpoint;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.Preview;
import io.callingcard.provider.inbound.Webhooks;

/** Send iMessage texts and contact cards, and share a line's own card, with the Chert Messaging API. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = ChertConfiguration.SCHEME,
        title = "Chert",
        syntax = "chert:operation",
        remote = true,
        category = {Category.CHAT, Category.MOBILE, Category.SOCIAL},
        headersClass = ChertConstants.class)
public class ChertEndpoint extends ProviderEndpoint {

    @UriPath(
            description = "The operation; or events, to receive events.",
            enums =
                    "events,send-contact,share-card,send-text,send-media,send-link,send-location,create-chat,update-chat,"
                            + "add-participant,remove-participant,leave-chat,react,edit,typing,mark-read,list-messages,"
                            + "get-message,upload-attachment,download-attachment,list-lines,create-webhook,list-webhooks,"
                            + "get-webhook,update-webhook,delete-webhook,ensure-webhook,raw-request")
    @Metadata(required = true)
    private final String operation;

    @UriParam
    private final ChertConfiguration configuration;

    /** The operation of a producer; null for events. */
    private final ChertOperation producing;

    ChertEndpoint(String uri, ProviderComponent component, String operation, ChertConfiguration configuration) {
        super(uri, component);
        this.operation = operation;
        this.producing = EVENTS.equals(operation)
                ? null
                : Operation.Row.of(ChertConfiguration.SCHEME, operation, ChertOperation.values());
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        if (producing == null) {
            throw new IllegalArgumentException("operation: chert:events receives events; use it in a from step");
        }
        configuration.validate();
        return new ChertProducer(this, configuration, producing);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        requireEvents();
        return new ChertConsumer(this, configuration, processor);
    }

    @Override
    public Preview preview(Exchange exchange) {
        return producing == null ? null : producing.operation().preview(exchange, configuration);
    }

    @Override
    public Webhooks webhooks() {
        return new ChertWebhooks(configuration);
    }

    @Override
    protected Endpoint endpoint(String operation) {
        return new ChertEndpoint(getEndpointUri(), getComponent(), operation, configuration);
    }

    @Override
    public String secretOf(Object subscription) {
        return subscription instanceof WebhookSubscription made ? made.secret() : null;
    }

    @Override
    public String provider() {
        return ChertConfiguration.SCHEME;
    }

    @Override
    public String getOperation() {
        return operation;
    }

    @Override
    public ChertConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        return configuration.getTenant() == null ? null : Map.of("tenant", configuration.getTenant());
    }
}
