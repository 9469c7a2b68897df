// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.camel.builder.RouteBuilder;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.OncePerChat;
import io.callingcard.provider.call.CardConstants;

/** The main program of a node that sends on many devices, each with its own pace. */
final class FleetNode {

    static final String LEASE = "2s";
    static final Duration INTERVAL = Duration.ofMillis(150);
    static final int FEW_LINES = 6;
    static final List<String> LINES = IntStream.range(0, Integer.getInteger("fleet.lines", FEW_LINES))
            .mapToObj(line -> "+1202555" + (1000 + line))
            .toList();

    /** People whose number ends so get a second text. */
    static final String TALKATIVE = "0";

    static final String SECOND = "One more thing";

    private FleetNode() {}

    public static void main(String[] arguments) throws Exception {
        ChatLedger ledger = FlowNode.ledger(arguments[1]);
        ledger.setLease(LEASE);
        Flows flows = Flows.withoutWelcome(Integer.parseInt(arguments[2]), ledger, FlowNode.settings(arguments[4]));
        Campaign campaign = new Campaign();
        campaign.setChannel("wa");
        campaign.setText("Hi {name}");
        campaign.setLines(String.join(",", LINES));
        flows.camel.getRegistry().bind("fleet", campaign);
        flows.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                OncePerChat once = getContext().getRegistry().lookupByNameAndType("oncePerChat", OncePerChat.class);
                String send = "wa:send-text?deviceId=RAW(${header.CamelCardFrom})&maxInFlight=1&minInterval="
                        + INTERVAL.toMillis();
                from("campaign:leads?campaign=fleet&lease=2s&settleWait=1s")
                        .idempotentConsumer(constant("fleet/text"), once)
                        .completionEager(true)
                        .setBody(header(CampaignConstants.TEXT))
                        .toD(send)
                        .end()
                        .filter(header(CardConstants.RECIPIENT).endsWith(TALKATIVE))
                        .idempotentConsumer(constant("fleet/second"), once)
                        .completionEager(true)
                        .setBody(constant(SECOND))
                        .toD(send)
                        .end()
                        .end()
                        .to("campaign:complete");
            }
        });
        flows.listen(Integer.parseInt(arguments[0]));
        Thread.currentThread().join();
    }
}
