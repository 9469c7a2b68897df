package io.callingcard.linq;

import java.util.function.BiConsumer;

import io.vertx.core.http.HttpHeaders;

import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/** Proves who we are: the account's key as a bearer token, asked for anew on each attempt, since keys are rotated. */
final class LinqSigner implements ProviderClient.Signer {

    private final LinqConfiguration configuration;

    LinqSigner(LinqConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public void sign(WireRequest request, BiConsumer<CharSequence, String> header) {
        header.accept(HttpHeaders.AUTHORIZATION, "Bearer " + configuration.currentApiKey());
    }
}
