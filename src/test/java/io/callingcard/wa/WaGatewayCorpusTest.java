// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.callingcard.provider.wire.Effect;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.provider.wire.WireResponse;
import io.callingcard.twin.WaReplay;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the twin with answers that were recorded from a gateway v9.2.0 without an account: what {@code wa:} would report
 * must be the same.
 */
class WaGatewayCorpusTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final WaErrors ERRORS = new WaErrors(new WaConfiguration());
    private static final WireRequest SEND = WireRequest.of(
            "send-text", Effect.LASTING, HttpMethod.POST, "/send/message", WireBody.json(new byte[] {'{', '}'}));

    private static final String ODDITIES = "%\"{[,:&=@+0x- \u00e9";

    /** The record keeps this much of a body. A longer one cannot be repeated. */
    private static final int KEPT = 299;

    /** Differences that are meant, by a part of the recorded answer, with the reason. */
    private static final Map<String, String> MEANT = Map.of(
            "Image validation failed: invalid image file",
            "The twin does not look into pictures: tests send any bytes.");

    /** A recorded request and its answer. */
    private record Recorded(
            String state, String method, String path, Map<String, String> headers, String body, JsonNode answer) {

        static Recorded of(String line) {
            try {
                JsonNode json = JSON.readTree(line);
                String[] request = json.path("request").asText().split(" ", 2);
                Map<String, String> headers = new HashMap<>();
                json.path("headers")
                        .properties()
                        .forEach(header ->
                                headers.put(header.getKey(), header.getValue().asText()));
                return new Recorded(
                        json.path("state").asText(),
                        request[0],
                        request.length > 1 ? request[1] : "",
                        headers,
                        json.path("body").asText(""),
                        json.path("answer"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        int status() {
            return answer.path("status").asInt();
        }

        String code() {
            return answer.path("code").asText("").replace("null", "");
        }

        String words() {
            return answer.path("message").asText("");
        }

        @Override
        public String toString() {
            String shown =
                    body.length() < 300 ? body : body.substring(0, 60) + "..." + body.substring(body.length() - 230);
            return state + " " + method + " " + path + " " + headers + " " + shown;
        }
    }

    private static List<Recorded> corpus() throws IOException {
        List<Recorded> all = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(WaGatewayCorpusTest.class.getResourceAsStream("/wa/gateway-corpus.jsonl.gz")),
                StandardCharsets.UTF_8))) {
            reader.lines()
                    .map(Recorded::of)
                    .filter(each -> each.body().length() < KEPT)
                    .forEach(all::add);
        }
        return all;
    }

    /** What a caller of the component learns from an answer. */
    private static String reported(int status, String code, String words) {
        String body = code.isEmpty()
                ? words
                : JSON.createObjectNode()
                        .put("code", code)
                        .put("message", words)
                        .toString();
        return ERRORS.failure(SEND, new WireResponse(status, HttpHeaders.headers(), Buffer.buffer(body)))
                .map(failure -> failure.getClass().getSimpleName() + " " + failure.getOutcome() + " "
                        + failure.isRetryable() + " " + failure.isOfLine() + " "
                        + failure.failure().reason().replaceFirst(" \\(the gateway said: .*", ""))
                .orElse("success");
    }

    @Test
    void theComponentReportsTheSameOfTheTwinAsOfTheGateway() throws IOException {
        List<String> different = new ArrayList<>();
        int words = 0;
        List<Recorded> corpus = corpus();
        try (WaReplay twin = new WaReplay()) {
            for (Recorded each : corpus) {
                if (MEANT.keySet().stream().anyMatch(each.words()::contains)) {
                    continue;
                }
                WaReplay.Answer answer =
                        twin.in(each.state()).answer(each.method(), each.path(), each.headers(), each.body());
                boolean head = each.method().equals("HEAD");
                String theirs = head ? "" + each.status() : reported(each.status(), each.code(), each.words());
                String ours = head ? "" + answer.status() : reported(answer.status(), answer.code(), answer.message());
                if (!ours.equals(theirs) || answer.status() != each.status()) {
                    different.add(each + "\n    gateway " + each.status() + " " + each.code() + " " + each.words()
                            + "\n    twin    " + answer.status() + " " + answer.code() + " " + answer.message());
                } else if (!answer.code().equals(each.code())) {
                    words++;
                }
            }
        }
        assertThat(corpus).hasSizeGreaterThan(3_400);
        assertThat(different)
                .as(different.size() + " of " + corpus.size() + " differ")
                .isEmpty();
        assertThat(words).isZero();
    }

    /** Changes recorded requests at random, and requires an answer that is no broken program. */
    private static void answersAll(int requests) throws IOException {
        List<Recorded> corpus = corpus();
        Random random = new Random(23);
        List<String> headers = List.of("on%", "%", "one", " ", "%zz", "\u00e9", "a+b");
        try (WaReplay twin = new WaReplay()) {
            for (int i = 0; i < requests; i++) {
                Recorded each = corpus.get(random.nextInt(corpus.size()));
                if (i % 50 == 0) {
                    twin.in(List.of("none", "one", "one+two").get(random.nextInt(3)));
                    if (random.nextBoolean()) {
                        twin.wa().login("one", "+12025550148");
                    }
                }
                Map<String, String> changed = new HashMap<>(each.headers());
                if (random.nextInt(4) == 0) {
                    changed.put("X-Device-Id", headers.get(random.nextInt(headers.size())));
                }
                String path = mutated(each.path(), random);
                String body = mutated(each.body(), random);
                WaReplay.Answer answer = twin.answer(each.method(), path, changed, body);

                assertThat(answer.status()).isBetween(200, 599);
                assertThat(answer.message())
                        .as(i + ": " + each.method() + " " + path + " " + changed + " " + body)
                        .doesNotStartWith("runtime error");
            }
        }
    }

    private static String mutated(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        for (int changes = random.nextInt(4); changes > 0 && changed.length() > 1; changes--) {
            int at = 1 + random.nextInt(changed.length() - 1);
            switch (random.nextInt(4)) {
                case 0 -> changed.deleteCharAt(at);
                case 1 -> changed.insert(at, ODDITIES.charAt(random.nextInt(ODDITIES.length())));
                case 2 -> changed.setCharAt(at, (char) (33 + random.nextInt(90)));
                default -> changed.insert(at, changed.charAt(random.nextInt(changed.length())));
            }
        }
        return changed.toString();
    }

    @Test
    void theTwinAnswersWhateverItIsAsked() throws IOException {
        answersAll(5_000);
    }

    @Test
    @Tag("full")
    void theTwinAnswersAHundredThousandRequests() throws IOException {
        answersAll(100_000);
    }
}
