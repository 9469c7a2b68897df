// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

import org.apache.camel.builder.AdviceWith;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.provider.call.CardConstants;

/**
 * A process that reads topics, to be killed. {@code TopicNode DATABASE TWIN_PORT BROKERS ROUTED}: ROUTED is a file that
 * gets a line for each event that the routes process.
 */
final class TopicNode {

    private TopicNode() {}

    public static void main(String[] arguments) throws Exception {
        ChatLedger ledger = FlowNode.ledger(arguments[0]);
        ledger.setLease("2s");
        Flows flows = new Flows(
                Integer.parseInt(arguments[1]),
                ledger,
                Map.ofEntries(
                        // A killed process leaves the group soon.
                        Map.entry("callingcard.kafka.session-timeout", "6000"),
                        Map.entry("callingcard.kafka.event-session-timeout", "6000"),
                        Map.entry("callingcard.timers", "true"),
                        Map.entry("callingcard.settle.cron", "* * * * * ?"),
                        Map.entry("callingcard.settle.delay", "1s"),
                        Map.entry("callingcard.settle.wait", "1s"),
                        Map.entry("callingcard.settle.policy", "resend"),
                        Map.entry("callingcard.ledger.lease", "2s"),
                        Map.entry("callingcard.kafka.events", "true"),
                        Map.entry("callingcard.kafka.leads", "true"),
                        Map.entry("callingcard.kafka.shares", "true")));
        setUp(flows, arguments[2]);
        Path routed = Path.of(arguments[3]);
        AdviceWith.adviceWith(flows.camel, "inbound", route -> route.weaveAddFirst()
                .process(exchange -> append(routed, exchange.getMessage().getHeader(CardConstants.EVENT_ID) + "\n")));
        load(flows);
        Thread.currentThread().join();
    }

    /** Adds the campaign and the broker. */
    static void setUp(Flows flows, String brokers) {
        Campaign campaign = new Campaign();
        campaign.setText("Hi {name}");
        campaign.setCard(Campaign.CardStep.NONE);
        campaign.setChannel("linq");
        campaign.setShare(true);
        campaign.setQuietFrom("00:00");
        campaign.setQuietTo("00:00");
        flows.camel.getRegistry().bind("shared", campaign);
        flows.camel.getPropertiesComponent().addOverrideProperty("callingcard.kafka.brokers", brokers);
    }

    /** Starts the routes of the topics. */
    static void load(Flows flows) throws Exception {
        for (String file : List.of("errors", "events", "leads", "shares")) {
            Flows.load(flows.camel, "file:routes/kafka/" + file + ".camel.yaml");
        }
    }

    private static void append(Path file, String line) {
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
