// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.function.BiConsumer;

import io.vertx.core.http.HttpHeaders;

import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/** Authenticates calls with the account's key as a bearer token. The key is read for each attempt, so it can be rotated. */
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
