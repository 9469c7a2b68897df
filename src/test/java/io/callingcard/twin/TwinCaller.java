// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Calls a twin over plain HTTP, without the library's client. */
public final class TwinCaller implements AutoCloseable {

    /** An answer. */
    public record Answer(int status, String text, HttpHeaders headers) {

        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The provider's code, at the top or within {@code error}. */
        public int code() {
            JsonNode error = json().path("error").isObject() ? json().path("error") : json();
            return error.path("code").asInt();
        }
    }

    public final TwinServer twin;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> things = new HashMap<>();
    private final String root;
    private final Map<String, String> credentials;

    public TwinCaller(String root, Map<String, String> credentials) {
        this(TwinServer.start(), root, credentials);
    }

    public TwinCaller(TwinServer twin, String root, Map<String, String> credentials) {
        this.twin = twin;
        this.root = "http://localhost:" + twin.port() + "/twin/" + root;
        this.credentials = credentials;
    }

    /** Lets a name in braces stand for this value. */
    public void name(String name, JsonNode thing) {
        things.put(name, thing.asText());
    }

    public String named(String text) {
        String named = text;
        for (Map.Entry<String, String> thing : things.entrySet()) {
            named = named.replace("{" + thing.getKey() + "}", thing.getValue());
        }
        return named;
    }

    public Answer call(String method, String path, String body) {
        return call(method, path, body, credentials);
    }

    public Answer call(String method, String path, String body, Map<String, String> headers) {
        String address = named(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(address.startsWith("http") ? address : root + address))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(named(body)));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        twin.close();
    }
}
