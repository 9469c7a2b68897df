// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.provider.fixture.EventHost;
import io.callingcard.provider.fixture.Signer;

import static org.assertj.core.api.Assertions.assertThat;

/** Only signed events are accepted. A refusal tells the caller nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgeryTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final long TIME = NOW.getEpochSecond();
    private static final String NEW = "c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00";
    private static final String OLD = "0ld5ec4e7";
    private static final String LINQ_NEW = "whsec_Y2FsbGluZy1jYXJkLXdlYmhvb2sta2V5LTAxMjM0NTY=";
    private static final String LINQ_OLD = "whsec_b2xkLW9sZC1vbGQtb2xkLW9sZC1vbGQtb2xkLW9sZC0=";
    private static final String NOT_OURS = "whsec_bm90LW91cnMtbm90LW91cnMtbm90LW91cnMtbm90LW8=";
    private static final byte[] BODY = bytes(
            "{\"event\":\"message.received\",\"event_type\":\"message.received\",\"event_id\":\"e1\",\"data\":{}}");
    private static final byte[] OTHER_BODY = bytes(new String(BODY, StandardCharsets.UTF_8).replace("e1", "e2"));

    private final EventHost host = new EventHost();

    /**
     * A call.
     *
     * @param headers names and values in turn, so that a name can occur twice
     */
    record Call(String path, String what, List<String> headers, byte[] body) {
        @Override
        public String toString() {
            return path + " " + what;
        }
    }

    @BeforeAll
    void start() {
        host.camel.getRegistry().bind("fixed", Clock.fixed(NOW, ZoneOffset.UTC));
        String common = "clock=#fixed&dedupe=false&webhookVerifyToken=";
        host.receive("chert:events?webhookPath=/chert&" + common + NEW + "," + OLD);
        host.receive("linq:events?webhookPath=/linq&" + common + LINQ_NEW + "," + LINQ_OLD);
        host.receive("linq:events?webhookPath=/linq-legacy&acceptLegacySignature=true&" + common + LINQ_NEW
                + ",legacy-secret-1");
        host.receive("linq:events?webhookPath=/linq-decoded&acceptLegacySignature=true&decodeLegacyKey=true&" + common
                + LINQ_NEW);
        host.receive("wa:events?webhookPath=/wa&" + common + NEW + "," + OLD);
    }

    @AfterAll
    void stop() {
        host.close();
    }

    @BeforeEach
    void forget() {
        host.routed.clear();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void isRefused(Call call) {
        HttpResponse<String> answer = host.send(request(call));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
        assertThat(host.routed).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void isAccepted(Call call) {
        HttpResponse<String> answer = host.send(request(call));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(host.routed).hasSize(1);
    }

    private HttpRequest request(Call call) {
        HttpRequest.Builder request = host.request(call.path(), Map.of());
        for (int i = 0; i < call.headers().size(); i += 2) {
            request.header(call.headers().get(i), call.headers().get(i + 1));
        }
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(call.body())).build();
    }

    static Stream<Call> isAccepted() {
        List<Call> calls = new ArrayList<>();
        for (String name : List.of("X-Webhook-Signature", "x-chert-signature", "X-CHERT-SIGNATURE")) {
            calls.add(call("/chert", name + ", current", name, current(NEW, TIME, BODY)));
            calls.add(call("/chert", name + ", legacy", name, legacy(NEW, TIME, BODY)));
        }
        calls.add(call(
                "/chert",
                "both names",
                "X-Webhook-Signature",
                current(NEW, TIME, BODY),
                "x-chert-signature",
                legacy(NEW, TIME, BODY)));
        calls.add(call("/chert", "the older secret", "X-Webhook-Signature", current(OLD, TIME, BODY)));
        calls.add(call("/chert", "just in time", "X-Webhook-Signature", current(NEW, TIME - 300, BODY)));
        calls.add(call("/chert", "just not too early", "X-Webhook-Signature", current(NEW, TIME + 300, BODY)));
        calls.add(linq("/linq", "standard", standard(LINQ_NEW, "e1", TIME, BODY)));
        calls.add(linq("/linq", "the older secret", standard(LINQ_OLD, "e1", TIME, BODY)));
        Map<String, String> rotated = standard(NOT_OURS, "e1", TIME, BODY);
        rotated.merge(
                "webhook-signature",
                standard(LINQ_NEW, "e1", TIME, BODY).get("webhook-signature"),
                (wrong, right) -> wrong + " v2,abc " + right);
        calls.add(linq("/linq", "one of several signatures", rotated));
        calls.add(linq("/linq-legacy", "legacy", oldStyle("legacy-secret-1", TIME)));
        calls.add(linq("/linq-legacy", "legacy, the whole secret as text", oldStyle(LINQ_NEW, TIME)));
        calls.add(linq(
                "/linq-legacy", "both ways", both(standard(LINQ_NEW, "e1", TIME, BODY), oldStyle(LINQ_NEW, TIME))));
        calls.add(linq(
                "/linq-decoded",
                "legacy, the secret decoded",
                Map.of("X-Webhook-Timestamp", "" + TIME, "X-Webhook-Signature", hexDecoded(TIME))));
        calls.add(call("/wa", "signed", "X-Hub-Signature-256", "sha256=" + Signer.hex(NEW, "", BODY)));
        calls.add(call("/wa", "the older secret", "x-hub-signature-256", "sha256=" + Signer.hex(OLD, "", BODY)));
        return calls.stream();
    }

    static Stream<Call> isRefused() {
        List<Call> calls = new ArrayList<>();
        chertForgeries(calls);
        linqForgeries(calls);
        waForgeries(calls);
        return calls.stream();
    }

    private static void chertForgeries(List<Call> calls) {
        String name = "X-Webhook-Signature";
        String right = current(NEW, TIME, BODY);
        calls.add(call("/chert", "no signature"));
        calls.add(call("/chert", "wrong secret", name, current("wrong", TIME, BODY)));
        calls.add(call("/chert", "the secret as hex", name, "t=" + TIME + ",v1=" + hexKey(TIME)));
        calls.add(new Call("/chert", "changed byte", List.of(name, right), OTHER_BODY));
        calls.add(new Call("/chert", "a byte more", List.of(name, right), bytes(new String(BODY) + " ")));
        calls.add(new Call("/chert", "no body", List.of(name, right), new byte[0]));
        calls.add(call("/chert", "too old", name, current(NEW, TIME - 301, BODY)));
        calls.add(call("/chert", "too early", name, current(NEW, TIME + 301, BODY)));
        calls.add(call("/chert", "another time than signed", name, right.replace("t=" + TIME, "t=" + (TIME + 1))));
        calls.add(call("/chert", "a negative time", name, right.replace("t=", "t=-")));
        calls.add(call("/chert", "an endless time", name, right.replace("t=", "t=99999999999999999999")));
        calls.add(call("/chert", "header twice, both right", name, right, name, right));
        calls.add(call("/chert", "header twice, one right", name, right, name, current("wrong", TIME, BODY)));
        calls.add(call(
                "/chert",
                "one name right, the other wrong",
                name,
                right,
                "x-chert-signature",
                legacy("wrong", TIME, BODY)));
        calls.add(call(
                "/chert",
                "upper-case hex",
                name,
                right.toUpperCase(Locale.ROOT).replace("T=", "t=").replace("V1", "v1")));
        calls.add(call("/chert", "truncated", name, right.substring(0, right.length() - 2)));
        calls.add(call("/chert", "too long", name, right + "00"));
        calls.add(call("/chert", "empty", name, ""));
        calls.add(call("/chert", "empty signature", name, "t=" + TIME + ",v1="));
        calls.add(call("/chert", "another version", name, right.replace("v1", "v2")));
        calls.add(
                call("/chert", "the other way round", name, "v1=" + Signer.hex(NEW, TIME + ".", BODY) + ",t=" + TIME));
        calls.add(call("/chert", "two signatures", name, right + ",v1=" + Signer.hex(NEW, TIME + ".", BODY)));
        calls.add(call(
                "/chert",
                "FaceTime",
                "X-Chert-Signature",
                "sha256=" + Signer.hex(NEW, "", BODY),
                "X-Chert-Signature-Version",
                "1"));
        String hex = Signer.hex(NEW, TIME + ".", BODY);
        for (String layout : List.of(
                "T=%t,v1=%s",
                "t=%t,V1=%s",
                "t=%t;v1=%s",
                "t=%t, v1=%s",
                "t= %t,v1=%s",
                "t=%t,v1= %s",
                "t=%t,,v1=%s",
                "t=%t,v0=%s,v1=%s",
                "v1,%t,%s,",
                "v1,,%t,%s",
                "v2,%t,%s",
                "v1;%t;%s",
                "v1,%t",
                "v1,%s",
                "%t,%s",
                "%s",
                "t=+%t,v1=%s",
                "t=0%t,v1=%s",
                "t=%t.0,v1=%s",
                "t=,v1=%s",
                "v1,,%s",
                "t=%t000,v1=%s")) {
            calls.add(
                    call("/chert", layout, name, layout.replace("%t", "" + TIME).replace("%s", hex)));
        }
        calls.add(call("/chert", "the gateway's", "X-Hub-Signature-256", "sha256=" + Signer.hex(NEW, "", BODY)));
        calls.add(linq("/chert", "Linq's", standard(LINQ_NEW, "e1", TIME, BODY)));
        calls.add(linq(
                "/chert",
                "Linq's old",
                Map.of("X-Webhook-Timestamp", "" + TIME, "X-Webhook-Signature", Signer.hex(NEW, TIME + ".", BODY))));
        calls.add(call(
                "/chert",
                "the signature of a request",
                "X-Chert-Tenant",
                "twin",
                "X-Chert-Signature",
                legacy("api-secret", TIME, BODY)));
    }

    private static void linqForgeries(List<Call> calls) {
        Map<String, String> right = standard(LINQ_NEW, "e1", TIME, BODY);
        for (String path : List.of("/linq", "/linq-legacy")) {
            calls.add(call(path, "no signature"));
            calls.add(linq(path, "wrong secret", standard(NOT_OURS, "e1", TIME, BODY)));
            calls.add(new Call(path, "changed byte", flat(right), OTHER_BODY));
            calls.add(linq(path, "too old", standard(LINQ_NEW, "e1", TIME - 301, BODY)));
            calls.add(linq(path, "too early", standard(LINQ_NEW, "e1", TIME + 301, BODY)));
            calls.add(linq(path, "another id", with(right, "webhook-id", "e2")));
            calls.add(linq(path, "another time", with(right, "webhook-timestamp", "" + (TIME + 1))));
            calls.add(linq(path, "time in words", with(right, "webhook-timestamp", "now")));
            calls.add(linq(path, "an endless time", with(right, "webhook-timestamp", "99999999999999999999")));
            for (String name : right.keySet()) {
                Map<String, String> fewer = new HashMap<>(right);
                fewer.remove(name);
                calls.add(linq(path, "without " + name, fewer));
                calls.add(linq(
                        path, "without " + name + ", but with the old one", both(fewer, oldStyle(LINQ_NEW, TIME))));
                List<String> twice = new ArrayList<>(flat(right));
                twice.add(name);
                twice.add(right.get(name));
                calls.add(new Call(path, name + " twice", twice, BODY));
            }
            calls.add(linq(
                    path,
                    "wrong standard, right old",
                    both(standard(NOT_OURS, "e1", TIME, BODY), oldStyle(LINQ_NEW, TIME))));
            String signature = right.get("webhook-signature");
            calls.add(linq(path, "another version", with(right, "webhook-signature", signature.replace("v1", "v1a"))));
            calls.add(linq(path, "truncated", with(right, "webhook-signature", signature.substring(0, 20))));
            calls.add(linq(path, "no base64", with(right, "webhook-signature", "v1,***")));
            calls.add(linq(path, "empty signature", with(right, "webhook-signature", "v1,")));
            calls.add(linq(path, "no version", with(right, "webhook-signature", signature.substring(3))));
            calls.add(linq(path, "comma instead of blank", with(right, "webhook-signature", "v1,abc=," + signature)));
            calls.add(linq(
                    path,
                    "key not decoded",
                    with(
                            right,
                            "webhook-signature",
                            "v1," + base64(Signer.hmac(bytes(LINQ_NEW), "e1." + TIME + ".", BODY)))));
            calls.add(linq(
                    path,
                    "id left out",
                    with(
                            right,
                            "webhook-signature",
                            "v1," + base64(Signer.hmac(decoded(LINQ_NEW), TIME + ".", BODY)))));
            calls.add(call(path, "Chert's", "X-Webhook-Signature", current(LINQ_NEW, TIME, BODY)));
            calls.add(call(path, "the gateway's", "X-Hub-Signature-256", "sha256=" + Signer.hex(LINQ_NEW, "", BODY)));
        }
        calls.add(linq("/linq", "only the old signature", oldStyle(LINQ_NEW, TIME)));
        Map<String, String> old = oldStyle(LINQ_NEW, TIME);
        calls.add(linq("/linq-legacy", "old, wrong secret", oldStyle("wrong", TIME)));
        calls.add(linq("/linq-legacy", "old, decoded key", with(old, "X-Webhook-Signature", hexDecoded(TIME))));
        calls.add(linq("/linq-decoded", "old, key as text", old));
        calls.add(linq("/linq-legacy", "old, too old", oldStyle(LINQ_NEW, TIME - 301)));
        calls.add(linq("/linq-legacy", "old, too early", oldStyle(LINQ_NEW, TIME + 301)));
        calls.add(linq(
                "/linq-legacy",
                "old, upper-case hex",
                with(old, "X-Webhook-Signature", old.get("X-Webhook-Signature").toUpperCase(Locale.ROOT))));
        calls.add(linq(
                "/linq-legacy", "old, without a time", Map.of("X-Webhook-Signature", old.get("X-Webhook-Signature"))));
        calls.add(linq("/linq-legacy", "old, without a signature", Map.of("X-Webhook-Timestamp", "" + TIME)));
        calls.add(new Call("/linq-legacy", "old, changed byte", flat(old), OTHER_BODY));
    }

    private static void waForgeries(List<Call> calls) {
        String name = "X-Hub-Signature-256";
        String right = "sha256=" + Signer.hex(NEW, "", BODY);
        calls.add(call("/wa", "no signature"));
        calls.add(call("/wa", "wrong secret", name, "sha256=" + Signer.hex("wrong", "", BODY)));
        calls.add(call("/wa", "the secret that everybody knows", name, "sha256=" + Signer.hex("secret", "", BODY)));
        calls.add(new Call("/wa", "changed byte", List.of(name, right), OTHER_BODY));
        calls.add(new Call("/wa", "no body", List.of(name, right), new byte[0]));
        calls.add(call("/wa", "another algorithm", name, right.replace("sha256", "sha1")));
        calls.add(call("/wa", "no algorithm", name, right.substring(7)));
        calls.add(call(
                "/wa", "upper-case hex", name, "sha256=" + right.substring(7).toUpperCase(Locale.ROOT)));
        calls.add(call("/wa", "truncated", name, right.substring(0, 40)));
        calls.add(call("/wa", "too long", name, right + "00"));
        calls.add(call("/wa", "empty", name, ""));
        calls.add(call("/wa", "empty signature", name, "sha256="));
        calls.add(call("/wa", "header twice, both right", name, right, name, right));
        calls.add(call("/wa", "header twice, one right", name, "sha256=" + Signer.hex("wrong", "", BODY), name, right));
        calls.add(call("/wa", "the older header", "X-Hub-Signature", right));
        for (String layout : List.of(
                "SHA256=%s",
                "sha-256=%s",
                "sha256:%s",
                "sha256 %s",
                "sha256==%s",
                "sha256=0x%s",
                "sha256= %s",
                "sha512=%s",
                "v1=%s",
                "v1,%s",
                "t=1,v1=%s",
                "sha256=%s,sha256=%s",
                "sha256=%s;",
                "sha256=%s -",
                "Bearer %s",
                "Signature sha256=%s",
                "sha256=sha256=%s",
                "sha256=\"%s\"")) {
            calls.add(call("/wa", layout, name, layout.replace("%s", right.substring(7))));
        }
        calls.add(call("/wa", "zeros", name, "sha256=" + "0".repeat(64)));
        calls.add(call("/wa", "no hex", name, "sha256=" + "g".repeat(64)));
        calls.add(call("/wa", "the secret itself", name, "sha256=" + NEW));
        calls.add(call("/wa", "both secrets as one", name, "sha256=" + Signer.hex(NEW + "," + OLD, "", BODY)));
        calls.add(call("/wa", "the empty body's", name, "sha256=" + Signer.hex(NEW, "", new byte[0])));
        calls.add(call("/wa", "with a time before the body", name, "sha256=" + Signer.hex(NEW, TIME + ".", BODY)));
        calls.add(call("/wa", "reversed", name, "sha256=" + new StringBuilder(right.substring(7)).reverse()));
        calls.add(call("/wa", "Chert's", "X-Webhook-Signature", current(NEW, TIME, BODY)));
        calls.add(linq("/wa", "Linq's", standard(LINQ_NEW, "e1", TIME, BODY)));
    }

    private static Call call(String path, String what, String... headers) {
        return new Call(path, what, List.of(headers), BODY);
    }

    private static Call linq(String path, String what, Map<String, String> headers) {
        return new Call(path, what, flat(headers), BODY);
    }

    private static List<String> flat(Map<String, String> headers) {
        List<String> flat = new ArrayList<>();
        headers.forEach((name, value) -> flat.addAll(List.of(name, value)));
        return flat;
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, String> both(Map<String, String> one, Map<String, String> other) {
        Map<String, String> both = new HashMap<>(one);
        both.putAll(other);
        return both;
    }

    private static String current(String secret, long time, byte[] body) {
        return "t=" + time + ",v1=" + Signer.hex(secret, time + ".", body);
    }

    private static String legacy(String secret, long time, byte[] body) {
        return "v1," + time + "," + Signer.hex(secret, time + ".", body);
    }

    private static Map<String, String> standard(String secret, String id, long time, byte[] body) {
        return new HashMap<>(Signer.linq(secret, id, time, body));
    }

    private static Map<String, String> oldStyle(String secret, long time) {
        return Map.of("X-Webhook-Timestamp", "" + time, "X-Webhook-Signature", Signer.hex(secret, time + ".", BODY));
    }

    private static String hexDecoded(long time) {
        return HexFormat.of().formatHex(Signer.hmac(decoded(LINQ_NEW), time + ".", BODY));
    }

    private static String hexKey(long time) {
        return HexFormat.of().formatHex(Signer.hmac(HexFormat.of().parseHex(NEW), time + ".", BODY));
    }

    private static byte[] decoded(String secret) {
        return Base64.getDecoder().decode(secret.substring(6));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
