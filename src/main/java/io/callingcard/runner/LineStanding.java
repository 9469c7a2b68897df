// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;

import io.callingcard.linq.model.Line;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.wire.Json;
import io.callingcard.wa.WaComponent;
import io.callingcard.wa.WaConstants;
import io.callingcard.wa.model.Device;

/** Asks the providers what only they know of a line: whether a device is logged in, and the card of a Linq line. */
final class LineStanding {

    private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long SECONDS_TO_WAIT = 2;
    private static final Duration PICTURE_TIMEOUT = Duration.ofSeconds(5);
    private static final int LARGEST_PICTURE = 1 << 20;
    private static final String STATICS = "statics/";
    private static final String PROBLEM = "problem";

    private final CamelContext camel;
    private final Operations operations;
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();
    private final HttpClient pictures = HttpClient.newHttpClient();

    LineStanding(CamelContext camel, Operations operations) {
        this.camel = camel;
        this.operations = operations;
    }

    /** A question whose answer may not be here yet. */
    private record Asked(long at, CompletableFuture<ObjectNode> answer) {

        private boolean isFresh() {
            return !answer.isDone() || System.nanoTime() - at < FRESH_NANOS;
        }
    }

    /** Returns whether the device of the WhatsApp gateway is logged in. */
    ObjectNode device() {
        return recent("device", () -> {
            Message status = operations.run("wa:get-status", null, Map.of());
            return Json.object()
                    .put("connected", status.getHeader(WaConstants.CONNECTED, Boolean.class))
                    .put("logged_in", status.getHeader(WaConstants.LOGGED_IN, Boolean.class));
        });
    }

    /** Returns the card of a Linq line, and whether it is active; null if there is none. */
    ObjectNode card(String number) {
        return recent("card " + number, () -> {
            List<?> cards = operations.run("linq:list-cards", null, Map.of()).getBody(List.class);
            return cards.stream()
                    .map(Line.Card.class::cast)
                    .filter(card -> number.isEmpty() || number.equals(card.phoneNumber()))
                    .findFirst()
                    .map(card -> Json.object().put("name", name(card)).put("active", card.active()))
                    .orElse(Json.object().putNull("name").put("active", false));
        });
    }

    private static String name(Line.Card card) {
        String first = card.firstName() == null ? "" : card.firstName();
        return (first + " " + (card.lastName() == null ? "" : card.lastName())).strip();
    }

    /** Asks again if the last answer is old. A provider that is slow delays the page for a moment only. */
    private ObjectNode recent(String question, Callable<ObjectNode> ask) {
        Asked last = asked.compute(
                question,
                (key, known) -> known != null && known.isFresh()
                        ? known
                        : new Asked(System.nanoTime(), CompletableFuture.supplyAsync(() -> answer(ask))));
        try {
            return last.answer().get(SECONDS_TO_WAIT, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return Json.object().put(PROBLEM, "The provider has not answered yet.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Json.object().put(PROBLEM, "The runner stops.");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static ObjectNode answer(Callable<ObjectNode> ask) {
        try {
            return ask.call();
        } catch (ProviderException e) {
            return Json.object().put(PROBLEM, e.getMessage());
        } catch (Exception e) {
            return Json.object().put(PROBLEM, "The line cannot be asked. See the log of the runner.");
        }
    }

    /** Begins a login by a QR code. Returns the picture: the page can load none from the gateway. */
    ObjectNode qrCode() throws Exception {
        asked.clear();
        Device.QrLogin login = operations.run("wa:login", null, Map.of()).getBody(Device.QrLogin.class);
        byte[] picture = picture(login.qrLink());
        ObjectNode answer = Json.object().put("way", "qr");
        answer.put("qr", "data:image/png;base64," + Base64.getEncoder().encodeToString(picture));
        answer.put("seconds", login.qrDuration());
        return answer;
    }

    /** Begins a login by a code, which is typed on the phone of the account. */
    ObjectNode pairingCode(String phone) throws Exception {
        asked.clear();
        Message login = operations.run("wa:login-code", null, Map.of(CardConstants.FROM, phone));
        return Json.object().put("way", "code").put("code", login.getHeader(WaConstants.PAIR_CODE, String.class));
    }

    /** Reads a picture below our own base URL, whatever host the link names: the gateway may know itself by another name. */
    private byte[] picture(String link) throws IOException, InterruptedException {
        String path = URI.create(link).getPath();
        int begin = path.indexOf(STATICS);
        if (begin < 0 || path.contains("..")) {
            throw new IllegalArgumentException(
                    "qr: is at an unknown place of the gateway. Use the gateway's own page.");
        }
        String base = camel.getComponent(Provider.WA.scheme(), WaComponent.class)
                .getConfiguration()
                .getBaseUrl();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(base + (base.endsWith("/") ? "" : "/") + path.substring(begin)))
                .timeout(PICTURE_TIMEOUT)
                .build();
        HttpResponse<byte[]> answer = pictures.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200 || answer.body().length > LARGEST_PICTURE) {
            throw new IllegalArgumentException(
                    "qr: cannot be read from the gateway. Try again, or use the gateway's own page.");
        }
        return answer.body();
    }
}
