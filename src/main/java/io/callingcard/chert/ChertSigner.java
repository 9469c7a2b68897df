package io.callingcard.chert;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BiConsumer;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.vertx.core.http.HttpHeaders;

import io.callingcard.provider.wire.RequestSigner;
import io.callingcard.provider.wire.RetryAfter;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.provider.wire.WireResponse;

/** Proves who we are: HMAC v1 over timestamp and exact body, or the secret itself as a bearer token. */
final class ChertSigner implements RequestSigner {

    private static final String ALGORITHM = "HmacSHA256";
    private static final CharSequence TENANT = HttpHeaders.createOptimized("x-chert-tenant");
    private static final CharSequence SIGNATURE = HttpHeaders.createOptimized("x-chert-signature");
    private static final byte[] NOTHING = {};

    private final ChertConfiguration configuration;
    private final Clock clock;
    private volatile Keyed keyed;
    private volatile Duration clockOffset = Duration.ZERO;

    ChertSigner(ChertConfiguration configuration) {
        this.configuration = configuration;
        this.clock = configuration.getClock();
    }

    @Override
    public void sign(WireRequest request, BiConsumer<CharSequence, String> header) {
        if (configuration.getTenant() != null) {
            header.accept(TENANT, configuration.getTenant());
        }
        String secret = configuration.currentSecret();
        if (configuration.getAuth() == ChertAuth.BEARER) {
            header.accept(HttpHeaders.AUTHORIZATION, "Bearer " + secret);
        } else {
            byte[] body = request.body() instanceof WireBody.Bytes bytes ? bytes.content() : NOTHING;
            header.accept(SIGNATURE, signature(secret, now().getEpochSecond(), body));
        }
    }

    private Instant now() {
        return clock.instant().plus(clockOffset);
    }

    /** The message is the timestamp, a dot, and the body; nothing follows the dot when there is no body. */
    private String signature(String secret, long timestamp, byte[] body) {
        String time = Long.toString(timestamp);
        Mac mac = mac(secret);
        mac.update(time.getBytes(StandardCharsets.US_ASCII));
        mac.update((byte) '.');
        return "v1," + time + "," + HexFormat.of().formatHex(mac.doFinal(body));
    }

    /** The secret's characters are the key, although they look like hex. A keyed instance is cheaper to copy. */
    private Mac mac(String secret) {
        try {
            Keyed known = keyed;
            if (known == null || !known.secret().equals(secret)) {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
                known = new Keyed(secret, mac);
                keyed = known;
            }
            return (Mac) known.mac().clone();
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            throw new IllegalStateException("HMAC-SHA256 is not available", e);
        }
    }

    /** When the provider's clock is another than ours, it says so: from then on we sign by its clock. */
    @Override
    public boolean learn(WireResponse refused) {
        if (!configuration.isResignOnClockSkew() || ChertErrors.code(refused) != ChertErrors.CLOCK_SKEW) {
            return false;
        }
        Optional<Instant> theirs = RetryAfter.httpDate(refused.header("date"));
        theirs.ifPresent(date -> clockOffset = Duration.between(clock.instant(), date));
        return theirs.isPresent();
    }

    /** A MAC made ready for one secret. */
    private record Keyed(String secret, Mac mac) {
        @Override
        public String toString() {
            return "Keyed";
        }
    }
}
