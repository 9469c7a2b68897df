// SPDX-License-Identifier: Apache-2.0
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
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;
import io.callingcard.provider.wire.WireResponse;

/** Signs calls: by HMAC v1 of timestamp and exact body, or by the secret as a bearer token. */
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

    /** Signs the timestamp, a dot and the body. Nothing follows the dot if there is no body. */
    private String signature(String secret, long timestamp, byte[] body) {
        String time = Long.toString(timestamp);
        return "v1," + time + "," + HexFormat.of().formatHex(key(secret).sign(time + ".", body));
    }

    /** Returns the key of the current secret. The key is the characters of the secret, although they look like hex. */
    private HmacKey key(String secret) {
        Known last = known;
        if (last == null || !last.secret().equals(secret)) {
            last = new Known(secret, HmacKey.ofText(secret));
            known = last;
        }
        return last.key();
    }

    /** Learns the provider's clock from a refusal for clock skew, and signs by that clock from then on. */
    @Override
    public boolean learn(WireResponse refused) {
        if (!configuration.isResignOnClockSkew() || ChertErrors.code(refused) != ChertErrors.CLOCK_SKEW) {
            return false;
        }
        Optional<Instant> theirs = refused.date();
        theirs.ifPresent(date -> clockOffset = Duration.between(clock.instant(), date));
        return theirs.isPresent();
    }

    /** The last secret and its key. */
    private record Known(String secret, HmacKey key) {
        @Override
        public String toString() {
            return "Known";
        }
    }
}
