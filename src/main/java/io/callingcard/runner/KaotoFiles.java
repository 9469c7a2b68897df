// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Serves the catalogue for the designer Kaoto: Camel's entries, our components and our Kamelets. It has no secrets. */
@ApplicationScoped
class KaotoFiles {

    private static final String FOLDER = "io/callingcard/runner/kaoto/";
    private static final String GZIP = "gzip";

    /** Small letters only, so that no path leaves the folder. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,28}\\.json");

    void mount(@Observes Router router) {
        router.get("/kaoto/:name").handler(KaotoFiles::answer);
    }

    private static void answer(RoutingContext context) {
        String name = context.pathParam("name");
        if (!NAME.matcher(name).matches()) {
            context.next();
            return;
        }
        String accepted = context.request().getHeader("Accept-Encoding");
        boolean isZipped = accepted != null && accepted.contains(GZIP);
        context.vertx()
                .executeBlocking(() -> read(name, isZipped), false)
                .onSuccess(file -> {
                    if (file == null) {
                        context.next();
                    } else {
                        answer(context.response(), file, isZipped);
                    }
                })
                .onFailure(context::fail);
    }

    private static void answer(HttpServerResponse response, Buffer file, boolean isZipped) {
        // A designer runs at another address. Anybody may read this.
        response.putHeader("Access-Control-Allow-Origin", "*")
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("Vary", "Accept-Encoding");
        if (isZipped) {
            response.putHeader("Content-Encoding", GZIP);
        }
        response.end(file);
    }

    private static Buffer read(String name, boolean isZipped) throws IOException {
        try (InputStream file = KaotoFiles.class.getClassLoader().getResourceAsStream(FOLDER + name + ".gz")) {
            if (file == null) {
                return null;
            }
            return Buffer.buffer((isZipped ? file : new GZIPInputStream(file)).readAllBytes());
        }
    }
}
