// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** Posts events over HTTP. */
record VertxCourier(Vertx vertx) implements Courier {

    @Override
    public void after(Duration wait, Runnable deed) {
        vertx.setTimer(Math.max(1, wait.toMillis()), timer -> deed.run());
    }

    @Override
    public Future<Receipt> post(String address, MultiMap headers, byte[] body, Duration timeout) {
        HttpClient client = vertx.createHttpClient();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(address)
                .setHeaders(headers)
                .setTimeout(timeout.toMillis());
        return client.request(options)
                .compose(request -> request.send(Buffer.buffer(body)))
                .compose(answer -> answer.body().map(read -> new Receipt(answer.statusCode(), map(answer.headers()))))
                .eventually(() -> client.close());
    }

    private static Map<String, String> map(MultiMap headers) {
        Map<String, String> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(header -> map.put(header.getKey(), header.getValue()));
        return map;
    }
}
