package io.callingcard.chert;

import java.util.Map;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

import io.callingcard.provider.ProviderEndpoint;

/** Send iMessage texts and contact cards, and share a line's own card, by the Chert Messaging API. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = ChertEndpoint.SCHEME,
        title = "Chert",
        syntax = "chert:operation",
        producerOnly = true,
        remote = true,
        category = {Category.CHAT, Category.MOBILE, Category.SOCIAL},
        headersClass = ChertConstants.class)
public class ChertEndpoint extends ProviderEndpoint {

    static final String SCHEME = "chert";

    @UriPath(
            description = "What to do.",
            enums = "send-contact,share-card,send-text,send-media,send-link,send-location,create-chat,update-chat,"
                    + "add-participant,remove-participant,leave-chat,react,edit,typing,mark-read,list-messages,"
                    + "get-message,upload-attachment,download-attachment,list-lines,create-webhook,list-webhooks,"
                    + "get-webhook,update-webhook,delete-webhook,ensure-webhook,call")
    @Metadata(required = true)
    private final String operation;

    @UriParam
    private final ChertConfiguration configuration;

    private final ChertOperation deed;

    ChertEndpoint(String uri, ChertComponent component, ChertOperation deed, ChertConfiguration configuration) {
        super(uri, component);
        this.deed = deed;
        this.operation = deed.word();
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        configuration.validate();
        return new ChertProducer(this, deed);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("chert: sends only; use it in a to step");
    }

    @Override
    public String provider() {
        return SCHEME;
    }

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
