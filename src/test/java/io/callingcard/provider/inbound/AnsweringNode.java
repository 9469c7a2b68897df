// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

import io.callingcard.ledger.ChatLedger;

/**
 * A process for a test to kill: it accepts events, and answers each with a text. {@code AnsweringNode PORT FILE
 * BASE_URL}.
 */
final class AnsweringNode {

    static final String SECRET = "c0ffee";

    private AnsweringNode() {}

    public static void main(String[] arguments) throws Exception {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(Integer.parseInt(arguments[0]));
        ChatLedger ledger = new ChatLedger();
        ledger.setFile(arguments[1]);
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getRegistry().bind("ledger", ledger);
        camel.addService(new VertxPlatformHttpServer(configuration));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("chert:events?ackMode=ACCEPTED&inbox=#ledger&inboxLease=1000&webhookVerifyToken=" + SECRET)
                        .setBody(simple("Got ${body}"))
                        .to("chert:send-text?tenant=twin&secret=twin&baseUrl=" + arguments[2]);
            }
        });
        camel.start();
        Thread.currentThread().join();
    }
}
