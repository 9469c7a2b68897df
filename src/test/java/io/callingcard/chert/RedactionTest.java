// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.twin.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/** Canaries: a secret, a text, a name and a number that must appear only at the provider. */
class RedactionTest {

    private static final String SECRET = "canary-secret-0123";
    private static final String TEXT = "canary-text";
    private static final String NAME = "canary-name";
    private static final String NUMBER = "+14155550142";
    private static final List<String> CANARIES = List.of(SECRET, TEXT, NAME, "4155550142");

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Logger ours = LogManager.getLogManager().getLogger("io.callingcard") == null
            ? Logger.getLogger("io.callingcard")
            : LogManager.getLogManager().getLogger("io.callingcard");
    private final Handler recorder = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            StringWriter text = new StringWriter();
            text.append(entry.getMessage()).append(Arrays.toString(entry.getParameters()));
            if (entry.getThrown() != null) {
                entry.getThrown().printStackTrace(new PrintWriter(text));
            }
            logged.add(text.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        ours.setLevel(Level.FINE);
        ours.addHandler(recorder);
    }

    @AfterEach
    void stopListening() {
        ours.removeHandler(recorder);
    }

    @Test
    void printsNoPersonalData() {
        try (ChertWorld world = new ChertWorld()) {
            world.twin.chert().addTenant("acme", SECRET);
            String account = "tenant=acme&maxRetries=1&requestTimeout=300&secret=" + SECRET;
            Map<String, Object> to = Map.of("CamelCardRecipient", NUMBER);
            List<Exchange> exchanges = new ArrayList<>();
            for (Fault fault : faults()) {
                if (fault != null) {
                    world.twin.inject(fault.times(2));
                }
                exchanges.add(world.send("chert:send-text?" + account, to, TEXT));
                world.twin.clearFaults();
                if (fault != null) {
                    world.twin.inject(fault);
                }
                exchanges.add(world.send("chert:send-contact?" + account, to, Map.of("full_name", NAME, "note", TEXT)));
                world.twin.clearFaults();
            }
            exchanges.add(world.send("chert:send-contact?" + account, to, "BEGIN:" + NAME));
            exchanges.add(world.send("chert:send-text?auth=BEARER&" + account, to, Map.of(TEXT, NAME)));
            exchanges.add(world.send("chert:list-messages?" + account, Map.of("CamelCardChatId", "ch_unknown"), null));
            world.send("chert:react?reaction=like&CamelCardMessageId=m&" + account, to, TEXT);

            assertThat(world.failed).hasSizeGreaterThan(10);
            assertThat(logged).hasSizeGreaterThan(20);
            assertThat(logged).allSatisfy(RedactionTest::isClean);
            world.failed.forEach(failure -> isClean(printed(failure)));
            world.camel.getEndpoints().forEach(endpoint -> {
                isClean(endpoint.toString());
                isClean(endpoint.getEndpointUri());
                isClean(endpoint.getEndpointKey());
                if (endpoint instanceof ChertEndpoint ours) {
                    isClean(ours.getConfiguration().toString());
                    isClean(ours.createProducer().toString());
                }
            });
            for (Route route : world.camel.getRoutes()) {
                isClean(route.getEndpoint().toString());
            }
            for (Exchange exchange : exchanges) {
                if (exchange.getMessage().getBody() instanceof Answer answer) {
                    isClean(answer.toString());
                }
                isClean(exchange.getProperties().values().stream()
                        .filter(value -> value.getClass().getName().startsWith("io.callingcard"))
                        .toList()
                        .toString());
            }
        }
    }

    /** No failure, and one of each kind. */
    private static List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        faults.add(null);
        for (int code : new int[] {1003, 1007, 2004, 2005, 2012, 3001, 4001, 4099}) {
            faults.add(Fault.error(code));
        }
        for (Fault.Kind kind : Fault.Kind.values()) {
            if (kind != Fault.Kind.ERROR && kind != Fault.Kind.LATENCY) {
                faults.add(Fault.of(kind));
            }
        }
        return faults;
    }

    private static String printed(ProviderException failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static void isClean(String text) {
        assertThat(text).doesNotContain(CANARIES).doesNotContain("v1,17");
    }
}
