package io.callingcard.chert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BiConsumer;

import io.vertx.core.http.HttpHeaders;

import io.callingcard.provider.wire.HmacKey;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.RetryAfter;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.provider.wire.WireResponse;

/** Proves who we are: HMAC v1 over timestamp and exact body, or the secret itself as a bearer token. */
final class ChertSigner implements ProviderClient.Signer {

    private static final CharSequence TENANT = HttpHeaders.createOptimized("x-chert-tenant");
    private static final CharSequence SIGNATURE = HttpHeaders.createOptimized("x-chert-signature");
    private static final byte[] NOTHING = {};

    private final ChertConfiguration configuration;
    private final Clock clock;
    private volatile Known known;
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
        if (configuration.getAuth() == ChertConfiguration.Auth.BEARER) {
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
        return "v1," + time + "," + HexFormat.of().formatHex(key(secret).sign(time + ".", body));
    }

    /** The secret's characters are the key, although they look like hex. It may be another one from now on. */
    private HmacKey key(String secret) {
        Known last = known;
        if (last == null || !last.secret().equals(secret)) {
            last = new Known(secret, HmacKey.ofText(secret));
            known = last;
        }
        return last.key();
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

    /** The key of the secret that was last in force. */
    private record Known(String secret, HmacKey key) {
        @Override
        public String toString() {
            return "Known";
        }
    }
}
