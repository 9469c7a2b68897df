// SPDX-License-Identifier: Apache-2.0
package io.callingcard.fuzz;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;

import io.callingcard.twin.TwinServer;

import static org.awaitility.Awaitility.await;

/** The bodies of events, exactly as the twins post them. */
final class TwinEvents {

    private static final String PERSON = "+14155550177";
    private static final String LINE = "+12025550143";
    private static final String CARD =
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mina Okafor\r\nTEL:+14155550100\r\nEND:VCARD\r\n";

    private TwinEvents() {}

    /** Returns a text and a card of a person. */
    static List<String> of(String provider) {
        List<String> bodies = new CopyOnWriteArrayList<>();
        try (TwinServer twin = TwinServer.start()) {
            HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            receiver.createContext("/", call -> {
                bodies.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                call.sendResponseHeaders(200, -1);
                call.close();
            });
            receiver.start();
            try {
                String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
                switch (provider) {
                    case "chert" -> {
                        twin.chert().webhook(url, "s1");
                        twin.chert().receive(PERSON, "Hello");
                        twin.chert().receiveCard(PERSON, CARD);
                    }
                    case "linq" -> {
                        twin.linq().webhook(url, "whsec_MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0");
                        twin.linq().receive(LINE, PERSON, "Hello");
                        twin.linq().receiveCard(LINE, PERSON, CARD);
                        twin.linq().receiveOwnCard(LINE, PERSON, "Mina", "Okafor");
                    }
                    default -> {
                        twin.wa().webhooks(List.of(url), "s1");
                        twin.wa().receive("twin", PERSON, "Hello");
                        twin.wa().receiveCard("twin", PERSON, "Mina Okafor", CARD);
                    }
                }
                await().until(() -> bodies.size() >= 2);
            } finally {
                receiver.stop(0);
            }
            return List.copyOf(bodies);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
