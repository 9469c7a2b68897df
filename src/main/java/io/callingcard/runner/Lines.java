// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.camel.CamelContext;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.callingcard.campaign.Campaign;
import io.callingcard.provider.ProviderEndpoint;

/** The lines of this process, and what is off because a line is not set up. */
@ApplicationScoped
class Lines {

    @Inject
    CamelContext camel;

    /** Empty in a process that runs only the twins. */
    @ConfigProperty(name = "callingcard.lines")
    Optional<List<String>> schemes;

    /** Returns the schemes of the lines. */
    List<String> present() {
        return schemes.orElse(List.of());
    }

    /** Returns whether the line, or its twin, is in this process. A process that runs only the twins has them all. */
    boolean isPresent(Provider provider) {
        return schemes.isEmpty() || present().contains(provider.scheme());
    }

    /** Returns the lines that are not set up and the campaigns that need them, each with what turns it on. */
    Map<String, String> off() {
        Map<String, String> off = new LinkedHashMap<>();
        if (schemes.isEmpty()) {
            return off;
        }
        Stream.of(Provider.values())
                .filter(provider -> !present().contains(provider.scheme()))
                .forEach(provider -> off.put(provider.scheme(), "set " + provider.needs()));
        new TreeMap<>(camel.getRegistry().findByTypeWithName(Campaign.class)).forEach((name, campaign) -> {
            if (!present().contains(campaign.getChannel())) {
                off.put("campaign " + name, "needs " + campaign.getChannel());
            }
        });
        return off;
    }

    /** Returns what is off in words. */
    String offInWords() {
        return off().entrySet().stream()
                .map(each -> each.getKey() + " (" + each.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    /**
     * Returns what is wrong with the endpoints of routes that have a base URL of their own, although the twins stand in for the
     * lines. Their messages would reach real phones, and all others would not.
     */
    static List<String> besideTwins(CamelContext camel, Config config) {
        String twins =
                config.getOptionalValue("callingcard.twins.url", String.class).orElse("") + "/twin/";
        boolean haveTwins = config.getOptionalValue("callingcard.page.writable", Boolean.class)
                .orElse(false);
        return camel.getEndpoints().stream()
                .filter(each ->
                        haveTwins && each instanceof ProviderEndpoint line && !isAt(twins, line.getServiceUrl()))
                .map(each ->
                        each.getEndpointBaseUri() + ": has a baseUrl that is not the twin's. Its messages leave this"
                                + " machine, and those of other routes go to the twins.")
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean isAt(String twins, String url) {
        return url == null || url.startsWith(twins);
    }

    /** Registers the health check of each line. Otherwise a line would have none until its first message. */
    void watch() throws Exception {
        for (String scheme : present()) {
            camel.addService(camel.getEndpoint(scheme + ":send-text").createProducer());
        }
    }
}
