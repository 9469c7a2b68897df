package io.callingcard.provider;

import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.support.DefaultEndpoint;

/** What the endpoints share: one account, and a printed form that gives nobody away. */
public abstract class ProviderEndpoint extends DefaultEndpoint implements EndpointServiceLocation {

    protected ProviderEndpoint(String uri, ProviderComponent component) {
        super(PrintableUri.of(uri), component);
    }

    /** The scheme, which is also the provider's name in errors. */
    public abstract String provider();

    public abstract ProviderConfiguration getConfiguration();

    @Override
    public ProviderComponent getComponent() {
        return (ProviderComponent) super.getComponent();
    }

    @Override
    public String getServiceUrl() {
        return getConfiguration().getBaseUrl();
    }

    @Override
    public String getServiceProtocol() {
        return "rest";
    }

    /** Printable URIs of two accounts may be alike, so an endpoint equals only itself. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
