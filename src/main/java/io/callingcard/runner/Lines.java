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
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.callingcard.campaign.Campaign;

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

    /** Registers the health check of each line. Otherwise a line would have none until its first message. */
    void watch() throws Exception {
        for (String scheme : present()) {
            camel.addService(camel.getEndpoint(scheme + ":send-text").createProducer());
        }
    }
}
