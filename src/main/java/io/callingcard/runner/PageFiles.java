// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Serves the files of the console. The browser asks each time whether a file has changed, so an update is seen at once. */
final class PageFiles implements Handler<RoutingContext> {

    private static final String FOLDER = "io/callingcard/runner/page";
    private static final String INDEX = "/index.html";

    /** Small letters only, so that no path leaves the folder. */
    private static final Pattern PATH = Pattern.compile("/(?:[a-z0-9-]{1,40}/){0,3}[a-z0-9-]{1,40}\\.([a-z0-9]{2,4})");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml");

    private final Map<String, PageFile> files = new ConcurrentHashMap<>();

    /** A file and the tag of its content. */
    private record PageFile(Buffer content, String type, String tag) {

        static PageFile of(byte[] content, String type) {
            CRC32C sum = new CRC32C();
            sum.update(content);
            String tag = HexFormat.of().toHexDigits(sum.getValue(), 8);
            return new PageFile(Buffer.buffer(content), type, "\"" + tag + "-" + content.length + "\"");
        }
    }

    @Override
    public void handle(RoutingContext context) {
        String path = context.normalizedPath();
        PageFile file = find(path.equals("/") ? INDEX : path.substring("/page".length()));
        if (file == null) {
            context.next();
        } else {
            answer(context, file);
        }
    }

    /** Only files that exist are remembered: a stranger could invent many names. */
    private PageFile find(String name) {
        Matcher matcher = PATH.matcher(name);
        if (!matcher.matches() || !TYPES.containsKey(matcher.group(1))) {
            return null;
        }
        return files.computeIfAbsent(name, missing -> read(missing, TYPES.get(matcher.group(1))));
    }

    private static void answer(RoutingContext context, PageFile file) {
        HttpServerResponse response = context.response()
                .putHeader("ETag", file.tag())
                .putHeader("Cache-Control", "no-cache")
                .putHeader("Content-Type", file.type());
        if (file.tag().equals(context.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
        } else {
            response.end(file.content());
        }
    }

    /** Returns null, which the map does not keep, if there is no such file. */
    private static PageFile read(String name, String type) {
        try (InputStream in = PageFiles.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
            return in == null ? null : PageFile.of(in.readAllBytes(), type);
        } catch (IOException e) {
            return null;
        }
    }
}
