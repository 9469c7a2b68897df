package io.callingcard.ledger;

import java.util.Map;

import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/** A process with the flows, to be killed, or to race with others. {@code FlowNode PORT LEDGER_FILE TWIN_PORT}. */
final class FlowNode {

    private FlowNode() {}

    public static void main(String[] arguments) throws Exception {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(Integer.parseInt(arguments[0]));
        ChatLedger ledger = new ChatLedger();
        ledger.setFile(arguments[1]);
        ledger.setLease("2s");
        Flows flows = new Flows(
                Integer.parseInt(arguments[2]),
                ledger,
                Map.of(
                        "callingcard.timers", "true",
                        "callingcard.settle.cron", "* * * * * ?",
                        "callingcard.settle.delay", "1s",
                        "callingcard.settle.wait", "1s",
                        "callingcard.ledger.lease", "2s"));
        flows.camel.addService(new VertxPlatformHttpServer(configuration));
        Flows.load(flows.camel, "file:routes/leads.camel.yaml");
        Thread.currentThread().join();
    }
}
