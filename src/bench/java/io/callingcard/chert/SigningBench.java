// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.util.HashMap;
import java.util.Map;

import io.vertx.core.http.HttpMethod;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import io.callingcard.provider.wire.Effect;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/** The signature of a body of 300 bytes. */
@State(Scope.Benchmark)
public class SigningBench {

    private final ChertSigner signer = signer();
    private final WireRequest request =
            WireRequest.of("send-contact", Effect.LASTING, HttpMethod.POST, "/x", WireBody.json(new byte[300]));

    private static ChertSigner signer() {
        ChertConfiguration configuration = new ChertConfiguration();
        configuration.setTenant("acme-7a3f");
        configuration.setSecret("00112233445566778899aabbccddeeff");
        return new ChertSigner(configuration);
    }

    @Benchmark
    public Map<String, String> sign() {
        Map<String, String> headers = new HashMap<>();
        signer.sign(request, (name, value) -> headers.put(name.toString(), value));
        return headers;
    }
}
