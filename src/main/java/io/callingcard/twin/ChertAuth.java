package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Checks credentials in Chert's order: the signature if there is one, otherwise the bearer token. */
final class ChertAuth {

    private static final long WINDOW_SECONDS = 300;

    private final Map<String, String> secrets;
    private final TwinClock clock;

    /** @param secrets the secret of each tenant; tests may add to it at any time */
    ChertAuth(Map<String, String> secrets, TwinClock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    void check(ReceivedRequest request) {
        String signature = request.header("x-chert-signature");
        String authorization = request.header("authorization");
        String tenant = request.header("x-chert-tenant");
        if (signature == null && authorization == null) {
            throw new ChertRefusal(2012, "No credentials");
        }
        if (signature != null) {
            if (tenant == null) {
                throw new ChertRefusal(2012, "A signature needs the tenant header");
            }
            checkSignature(signature, secretOf(tenant), request);
        } else if (tenant != null) {
            checkBearer(authorization, secretOf(tenant));
        } else {
            checkBearer(authorization, onlySecret());
        }
    }

    private String secretOf(String tenant) {
        return Optional.ofNullable(secrets.get(tenant)).orElseThrow(() -> new ChertRefusal(2001, "Unknown tenant"));
    }

    private String onlySecret() {
        if (secrets.size() != 1) {
            throw new ChertRefusal(2012, "Several tenants: the tenant header is required");
        }
        return secrets.values().iterator().next();
    }

    static void checkBearer(String authorization, String secret) {
        if (authorization == null || !same(authorization, "Bearer " + secret)) {
            throw new ChertRefusal(2004, "Bad token");
        }
    }

    private void checkSignature(String header, String secret, ReceivedRequest request) {
        String[] fields = header.split(",", -1);
        if (fields.length != 3 || !fields[0].equals("v1") || !fields[1].matches("\\d{1,12}")) {
            throw new ChertRefusal(2004, "Bad signature");
        }
        long time = Long.parseLong(fields[1]);
        if (Math.abs(clock.instant().getEpochSecond() - time) > WINDOW_SECONDS) {
            throw new ChertRefusal(2013, "Clock skew");
        }
        if (!same(fields[2], hmac(secret, fields[1], request.body()))) {
            throw new ChertRefusal(2004, "Bad signature");
        }
    }

    static String hmac(String secret, String time, byte[] body) {
        return HexFormat.of().formatHex(Hmac.sign(secret.getBytes(StandardCharsets.UTF_8), time + ".", body));
    }

    private static boolean same(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
