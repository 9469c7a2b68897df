// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

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

import io.callingcard.provider.ProviderComponent;
import io.callingcard.provider.ProviderConsumer;
import io.callingcard.provider.ProviderEndpoint;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.Preview;
import io.callingcard.provider.inbound.Webhooks;

/** Send texts and contact cards over WhatsApp with the gateway go-whatsapp-web-multidevice. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = WaConfiguration.SCHEME,
        title = "WhatsApp Gateway",
        syntax = "wa:operation",
        remote = true,
        category = {Category.CHAT, Category.MOBILE, Category.SOCIAL},
        headersClass = WaConstants.class)
public class WaEndpoint extends ProviderEndpoint {

    @UriPath(
            description = "The operation; or events, to receive events.",
            enums = "events,send-contact,send-text,send-media,send-link,send-location,send-poll,forward,"
                    + "react,edit,revoke,delete-message,mark-read,star,unstar,typing,presence,"
                    + "download-attachment,find-sent,check-number,get-user-info,get-avatar,set-avatar,"
                    + "set-name,get-business-profile,get-privacy,list-contacts,list-groups,list-channels,"
                    + "list-chats,list-messages,set-timer,pin-chat,archive-chat,create-chat,get-chat,"
                    + "update-chat,set-group-photo,leave-chat,join-chat,preview-chat,invite-link,"
                    + "list-participants,export-participants,add-participant,remove-participant,promote,"
                    + "demote,list-requests,approve-request,reject-request,leave-channel,"
                    + "list-channel-messages,reject-call,get-info,get-status,list-devices,add-device,"
                    + "get-device,get-device-status,list-linked-devices,delete-device,login,login-code,"
                    + "get-passkey,answer-passkey,confirm-passkey,logout,reconnect,get-webhook,update-webhook,"
                    + "ensure-webhook,raw-request")
    @Metadata(required = true)
    private final String operation;

    @UriParam
    private final WaConfiguration configuration;

    /** The operation of a producer; null for events, which are received. */
    private final WaOperation producing;

    WaEndpoint(String uri, ProviderComponent component, String operation, WaConfiguration configuration) {
        super(uri, component);
        this.operation = operation;
        this.producing = EVENTS.equals(operation)
                ? null
                : Operation.Row.of(WaConfiguration.SCHEME, operation, WaOperation.values());
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        if (producing == null) {
            throw new IllegalArgumentException("operation: wa:events receives events; use it in a from step");
        }
        configuration.validate();
        return new WaProducer(this, configuration, producing);
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
        return new WaWebhooks(configuration);
    }

    @Override
    protected Endpoint endpoint(String operation) {
        return new WaEndpoint(getEndpointUri(), getComponent(), operation, configuration);
    }

    /** A device always has a webhook. Without an address it gets no events. */
    @Override
    public Endpoint deleteWebhook() {
        WaConfiguration nowhere = configuration.copy();
        nowhere.setWebhookUrl("");
        return new WaEndpoint(getEndpointUri(), getComponent(), "update-webhook", nowhere);
    }

    @Override
    public String secretOf(Object subscription) {
        // We set the secret at the gateway, so an answer never reveals a new one.
        return null;
    }

    @Override
    public String provider() {
        return WaConfiguration.SCHEME;
    }

    @Override
    public String getOperation() {
        return operation;
    }

    @Override
    public WaConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        return configuration.getDeviceId() == null ? null : Map.of("device", configuration.shownDevice());
    }
}
